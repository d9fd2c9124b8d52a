package se.vardformedling.fhir;

/** The one place that knows our base address; a reserved name until the project owns a domain. */
public final class Canonical {
  public static final String BASE = "https://fhir.vardformedling.example";
  public static final String CASE_ID = BASE + "/sid/case-id";

  private Canonical() {}

  public static String profile(String id) {
    return BASE + "/StructureDefinition/" + id;
  }

  public static String codeSystem(String id) {
    return BASE + "/CodeSystem/" + id;
  }

  public static String valueSet(String id) {
    return BASE + "/ValueSet/" + id;
  }

  public static String operation(String id) {
    return BASE + "/OperationDefinition/" + id;
  }
}
