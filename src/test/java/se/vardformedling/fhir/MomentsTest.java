package se.vardformedling.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.TimeZone;
import org.hl7.fhir.r4.model.DateTimeType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Asia/Tokyo", "America/Los_Angeles", "Europe/Stockholm"})
  void a_day_a_month_and_a_year_last_as_long_as_in_sweden_wherever_the_machine_is(String zone) {
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    try {
      lasts("2026-12-01", "2026-11-30T23:00:00Z", "2026-12-01T22:59:59Z");
      lasts("2026-12", "2026-11-30T23:00:00Z", "2026-12-31T22:59:59Z");
      lasts("2028-02", "2028-01-31T23:00:00Z", "2028-02-29T22:59:59Z");
      lasts("2026", "2025-12-31T23:00:00Z", "2026-12-31T22:59:59Z");
      lasts("2026-07-01", "2026-06-30T22:00:00Z", "2026-07-01T21:59:59Z");
      lasts("2026-12-01T08:00:00+01:00", "2026-12-01T07:00:00Z", "2026-12-01T07:00:00Z");
      assertThat(Moments.dayOfLast(new DateTimeType("2026-12")))
          .contains(LocalDate.of(2026, 12, 31));
      assertThat(Moments.dayOfFirst(new DateTimeType("2026-12")))
          .contains(LocalDate.of(2026, 12, 1));
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void nothing_written_is_no_moment() {
    assertThat(Moments.first(new DateTimeType())).isEmpty();
    assertThat(Moments.last(new DateTimeType())).isEmpty();
  }

  private static void lasts(String written, String first, String last) {
    assertThat(Moments.first(new DateTimeType(written))).contains(Instant.parse(first));
    assertThat(Moments.last(new DateTimeType(written))).contains(Instant.parse(last));
  }
}
