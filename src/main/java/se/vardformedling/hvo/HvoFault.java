package se.vardformedling.hvo;

/**
 * What the national catalogue's guide says is wrong with a transaction sent to it, under the
 * guide's own codes; ours where the guide names the rule and no code.
 */
enum HvoFault {
  NOT_REGISTERED(
      "2-34-301",
      "business-rule",
      false,
      "Organisationsnumret är inte registrerat hos Bolagsverket."),
  BAD_NUMBER("2-34-303", "invalid", false, "Organisationsnumret har fel format."),
  ONLY_THE_DATE(
      "2-34-317", "invalid", true, "En tid angavs där bara datum sparas; datumet är sparat."),
  ONE_PROVIDER("2-31-319", "business-rule", false, "En hierarki får bara ha en vårdgivare."),
  ONE_CARE_UNIT("2-31-320", "business-rule", false, "En hierarki får bara ha en vårdenhet."),
  PERIOD("per-1", "invariant", false, "En period slutar innan den börjar."),
  TIME("hvo-time-1", "invalid", false, "Ett klockslag har fel format."),
  BUNDLE("hvo-bundle-1", "structure", false, "Paketet följer inte guidens mall."),
  IDENTITY("hvo-identity-1", "security", false, "Uppgiften kan identifiera en person."),
  NOT_STORED("hvo-store-1", "business-rule", false, "Resursen kan inte sparas som den är.");

  static final String SYSTEM = "http://electronichealth.se/CodeSystem/error-codes";

  private final String code;
  private final String issueType;
  private final boolean warning;
  private final String text;

  HvoFault(String code, String issueType, boolean warning, String text) {
    this.code = code;
    this.issueType = issueType;
    this.warning = warning;
    this.text = text;
  }

  String code() {
    return code;
  }

  /** A code of {@code http://hl7.org/fhir/issue-type}. */
  String issueType() {
    return issueType;
  }

  boolean warning() {
    return warning;
  }

  String text() {
    return text;
  }

  /**
   * The fault in an entry.
   *
   * @param entry counted from 0; -1 for the bundle as a whole
   */
  Found at(int entry) {
    return new Found(this, entry);
  }

  record Found(HvoFault fault, int entry) {}
}
