package se.vardformedling.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystemNamesTest {

  @ParameterizedTest
  @CsvSource({
    "urn:oid:1.2.752.129.2.1.4.1, urn:oid:1.2.752.29.4.19",
    "urn:oid:1.2.752.29.4.3, urn:oid:2.5.4.97",
    "http://electronichealth.se/id/kva, urn:oid:1.2.752.116.1.3.2.1.4",
    "http://hl7.org/fhir/sid/icd-10-se, urn:oid:1.2.752.116.1.1.1",
    "urn:oid:2.16.840.1.113883.6.96, http://snomed.info/sct",
    "urn:oid:1.2.752.29.4.19, urn:oid:1.2.752.29.4.19",
    "urn:oid:1.2.752.129.2.2.2.1, urn:oid:1.2.752.129.2.2.2.1",
  })
  void a_system_is_told_by_one_name(String name, String told) {
    assertThat(SystemNames.told(name)).isEqualTo(told);
  }

  @Test
  void a_search_for_several_values_is_told_value_by_value() {
    assertThat(
            SystemNames.toldIn(
                "urn:oid:1.2.752.29.4.3|1,urn:oid:1.2.752.29.4.31|2,plain,urn:oid:1.2.752.74.9.1"))
        .isEqualTo(
            "urn:oid:2.5.4.97|1,urn:oid:1.2.752.29.4.31|2,plain,"
                + "http://electronichealth.se/identifier/nationelltReservnummer");
  }

  @Test
  void a_condition_is_told_whether_its_bar_is_escaped_or_not() {
    assertThat(
            SystemNames.toldInQuery(
                "Organization?identifier=urn:oid:1.2.752.129.2.1.4.1%7CSE1"
                    + "&type=urn:oid:1.2.752.29.4.3|2"))
        .isEqualTo("Organization?identifier=urn:oid:1.2.752.29.4.19%7CSE1&type=urn:oid:2.5.4.97|2");
  }

  @Test
  void only_a_text_that_holds_another_name_is_worth_changing() {
    assertThat(SystemNames.mayHold("{\"system\":\"http://electronichealth.se/id/kva\"}")).isTrue();
    assertThat(SystemNames.mayHold("{\"system\":\"urn:oid:1.2.752.29.4.19\"}")).isFalse();
  }
}
