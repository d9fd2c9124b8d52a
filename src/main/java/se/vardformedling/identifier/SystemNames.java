package se.vardformedling.identifier;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Systems of numbers and codes that others write in several ways. Each is taken by all of its names
 * and told by one: the one of HL7 Sweden's base profiles, of the owner of the list, or of FHIR.
 */
public final class SystemNames {
  private static final String PERSON = "http://electronichealth.se/identifier/personnummer";
  private static final String COORDINATION =
      "http://electronichealth.se/identifier/samordningsnummer";
  private static final String RESERVE =
      "http://electronichealth.se/identifier/nationelltReservnummer";
  private static final String HSA_ID = "urn:oid:1.2.752.29.4.19";
  private static final String ORGANISATION = "urn:oid:2.5.4.97";
  private static final String KVA = "urn:oid:1.2.752.116.1.3.2.1.4";
  private static final String ICD_10_SE = "urn:oid:1.2.752.116.1.1.1";
  private static final String SNOMED_CT = "http://snomed.info/sct";

  /**
   * By the other name the one that is told. {@code 1.2.752.129.2.2.2.1} is not among KVÅ's: it is
   * Inera's kinds of information too.
   */
  private static final Map<String, String> TOLD =
      Map.ofEntries(
          Map.entry("urn:oid:1.2.752.129.2.1.3.1", PERSON),
          Map.entry("urn:oid:1.2.752.129.2.1.3.3", COORDINATION),
          Map.entry("http://electronichealth.se/identifier/nationelltReservnumer", RESERVE),
          Map.entry("urn:oid:1.2.752.74.9.1", RESERVE),
          Map.entry("urn:oid:1.2.752.129.2.1.4.1", HSA_ID),
          Map.entry("urn:oid:1.2.752.29.4.3", ORGANISATION),
          Map.entry("urn:oid:1.2.752.116.1.3.2.3.4", KVA),
          Map.entry("urn:oid:1.2.752.116.1.1.1.1.1", KVA),
          Map.entry("http://electronichealth.se/id/kva", KVA),
          Map.entry("urn:oid:1.2.752.116.1.1.1.1.8", ICD_10_SE),
          Map.entry("urn:oid:1.2.752.116.1.1.1.1.3", ICD_10_SE),
          Map.entry("http://hl7.org/fhir/sid/icd-10-se", ICD_10_SE),
          Map.entry("https://terminologitjansten.inera.se/fhir/CodeSystem/icd-10-se", ICD_10_SE),
          Map.entry("urn:oid:1.2.752.116.2.1.1.1", SNOMED_CT),
          Map.entry("urn:oid:2.16.840.1.113883.6.96", SNOMED_CT));

  private SystemNames() {}

  /** The name by which we tell of the system; its own if we know no other. */
  public static String told(String system) {
    return TOLD.getOrDefault(system, system);
  }

  /** Whether the text may hold a name that is not told, so that looking for it is worth while. */
  public static boolean mayHold(String text) {
    return TOLD.keySet().stream().anyMatch(text::contains);
  }

  /** A search's value, {@code system|code} and several with a comma between, or a system alone. */
  public static String toldIn(String values) {
    return Arrays.stream(values.split(",", -1))
        .map(SystemNames::toldInOne)
        .collect(Collectors.joining(","));
  }

  /** An address or condition such as {@code Organization?identifier=system|value}. */
  public static String toldInQuery(String query) {
    String changed = query;
    for (Map.Entry<String, String> name : TOLD.entrySet()) {
      for (String bar : new String[] {"|", "%7C", "%7c"}) {
        changed = changed.replace(name.getKey() + bar, name.getValue() + bar);
      }
    }
    return changed;
  }

  private static String toldInOne(String value) {
    int bar = value.indexOf('|');
    return bar < 0 ? told(value) : told(value.substring(0, bar)) + value.substring(bar);
  }
}
