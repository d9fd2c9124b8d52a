package se.vardformedling.brokering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.vardformedling.carerelation.CareUnitResource;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;

class NationalNeedRulesTest {
  private static final String UNIT = "TSTNMT2321000156-VF0002";
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);
  private static final Set<String> KNOWN =
      Set.of(
          "urn:oid:1.2.752.116.1.3.2.1.4|NGB49",
          "http://snomed.info/sct|239873007",
          Canonical.codeSystem("vardtjanst") + "|knaprotes",
          Canonical.codeSystem("criterion") + "|asa",
          Canonical.codeSystem("criterion") + "|language",
          Canonical.codeSystem("clock-kind") + "|first-visit");

  @Test
  void only_codes_of_known_systems_are_told_and_never_words() {
    ServiceRequest remiss = remiss();
    remiss.getCode().addCoding(new Coding("https://mora.example/own", "NGB49", null));
    remiss
        .getCode()
        .addCoding(new Coding("urn:oid:1.2.752.116.1.3.2.1.4", "Tolvan Tolvansson", null));
    remiss
        .addReasonCode()
        .addCoding(new Coding("urn:oid:1.2.752.116.1.1.1", "M17 hos Tolvan", null))
        .addCoding(new Coding("http://snomed.info/sct", "239873007", null));

    NationalNeed need = read(remiss);

    assertThat(need.codes())
        .containsExactly(new NationalNeed.Code("urn:oid:1.2.752.116.1.3.2.1.4", "NGB49"));
    assertThat(need.reasons())
        .containsExactly(new NationalNeed.Code("http://snomed.info/sct", "239873007"));
  }

  @Test
  void a_vardtjanst_that_nobody_knows_may_be_a_name_and_is_refused() {
    ServiceRequest remiss = remiss();
    remiss.getCode().addCoding(new Coding(Canonical.codeSystem("vardtjanst"), "knaprotes", null));
    assertThat(read(remiss).codes()).hasSize(2);

    remiss.getCode().addCoding(new Coding(Canonical.codeSystem("vardtjanst"), "lodjursson", null));

    assertThat(refusal(remiss)).isEqualTo("code-invalid ServiceRequest.code.coding");
  }

  @Test
  void a_word_that_is_no_criterion_or_no_clock_is_refused() {
    assertThat(refusal(criterion("lodjursson", "3")))
        .isEqualTo("value-invalid ServiceRequest.extension");
    assertThat(refusal(criterion("language", "lodjursson-bo")))
        .isEqualTo("value-invalid ServiceRequest.extension");
    assertThat(read(criterion("language", "sv")).criteria())
        .containsExactly(new NationalNeed.Criterion("language", "sv"));

    ServiceRequest remiss = remiss();
    Extension clock = remiss.addExtension().setUrl(Canonical.profile("guarantee-clock"));
    clock.addExtension("kind", new CodeType("lodjursson"));
    clock.addExtension("start", new StringType("2026-11-01"));
    assertThat(refusal(remiss)).isEqualTo("code-invalid ServiceRequest.extension");
  }

  private static ServiceRequest criterion(String code, String value) {
    ServiceRequest remiss = remiss();
    Extension one = remiss.addExtension().setUrl(Canonical.profile("need-criteria"));
    one.addExtension("code", new CodeType(code));
    one.addExtension("value", new StringType(value));
    return remiss;
  }

  private static NationalNeed read(ServiceRequest remiss) {
    return NationalNeedResource.read(
        remiss, patient(), TODAY, (system, code) -> KNOWN.contains(system + "|" + code));
  }

  private static String refusal(ServiceRequest remiss) {
    try {
      read(remiss);
    } catch (Refusal refusal) {
      return refusal.problem().code() + " " + refusal.issues().get(0).expression();
    }
    throw new AssertionError("not refused");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Tolvan",
        "191212121212",
        "12345",
        "18 till 65",
        "",
        "tolvan tolvansson",
        "a-value-that-goes-on-and-on"
      })
  void a_criterion_that_is_anything_else_is_refused(String value) {
    ServiceRequest remiss = criterion("asa", value.isEmpty() ? " " : value);

    assertThatThrownBy(() -> read(remiss))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal ->
                assertThat(refusal.problem())
                    .isIn(Problem.VALUE_INVALID, Problem.REQUIRED_ELEMENT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"99", "00", "02", "Dalarna"})
  void a_patient_of_no_region_is_refused(String state) {
    Patient patient = new Patient();
    patient.addAddress().setState(state);

    assertThatThrownBy(
            () -> NationalNeedResource.read(remiss(), patient, TODAY, (system, code) -> true))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal ->
                assertThat(refusal.issues().get(0).expression())
                    .isEqualTo("Patient.address.state"));
  }

  @Test
  void a_clock_that_starts_on_no_day_is_refused() {
    ServiceRequest remiss = remiss();
    Extension clock = remiss.addExtension().setUrl(Canonical.profile("guarantee-clock"));
    clock.addExtension("kind", new CodeType("first-visit"));
    clock.addExtension("start", new StringType("i våras"));

    assertThatThrownBy(() -> read(remiss))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.problem()).isEqualTo(Problem.VALUE_INVALID));
  }

  @ParameterizedTest
  @CsvSource({
    "urn:oid:1.2.752.116.1.3.2.1.4,NGB49,false",
    "http://snomed.info/sct,239873007,false",
    "urn:oid:1.2.752.116.1.3.2.1.4,191212121212,true",
    "urn:oid:1.2.752.116.1.3.2.1.4,121212-1212,true",
    "http://snomed.info/sct,19121212-1212,true"
  })
  void a_code_that_is_the_number_of_a_person_is_found(String system, String code, boolean found) {
    NationalNeed need =
        new NationalNeed(
            UNIT,
            List.of(new NationalNeed.Code(system, code)),
            List.of(),
            Optional.empty(),
            new NationalNeed.Clock("first-visit", TODAY),
            new NationalNeed.Person("20", Optional.of("90+"), Optional.of("male")),
            List.of(new NationalNeed.Criterion("asa", "3")));

    assertThat(NationalNeedRules.identifies(need)).isEqualTo(found);
  }

  private static ServiceRequest remiss() {
    ServiceRequest remiss = new ServiceRequest();
    remiss.setRequester(CareUnitResource.unit(UNIT));
    remiss.setAuthoredOn(new Date(0));
    remiss.getCode().addCoding(new Coding("urn:oid:1.2.752.116.1.3.2.1.4", "NGB49", null));
    return remiss;
  }

  private static Patient patient() {
    Patient patient = new Patient();
    patient.addAddress().setState("20");
    return patient;
  }
}
