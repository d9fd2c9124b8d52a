package se.vardformedling.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.TimeZone;
import org.hl7.fhir.r4.model.Contract;
import org.hl7.fhir.r4.model.DateTimeType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgreementResourceTest {

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Asia/Tokyo", "America/Los_Angeles"})
  void an_agreement_applies_to_the_last_day_that_is_written_wherever_the_machine_is(String zone) {
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    try {
      assertThat(AgreementResource.validFrom(applies("2026-01-15", "2026-12")))
          .isEqualTo(LocalDate.of(2026, 1, 15));
      assertThat(AgreementResource.validTo(applies("2026", "2026-12")))
          .isEqualTo(LocalDate.of(2026, 12, 31));
      assertThat(AgreementResource.validTo(applies("2026", "2027-06-30")))
          .isEqualTo(LocalDate.of(2027, 6, 30));
    } finally {
      TimeZone.setDefault(before);
    }
  }

  private static Contract applies(String from, String to) {
    Contract contract = new Contract();
    contract
        .getApplies()
        .setStartElement(new DateTimeType(from))
        .setEndElement(new DateTimeType(to));
    return contract;
  }
}
