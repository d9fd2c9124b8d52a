package se.vardformedling.referral;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.vardformedling.referral.CaseTaskResource.Kind;

class TimeRulesTest {
  private static final LocalDate TUESDAY = LocalDate.of(2026, 11, 24);

  @ParameterizedTest
  @CsvSource({
    "2026-11-24, 5, 2026-12-01",
    "2026-12-21, 5, 2026-12-30",
    "2027-06-21, 5, 2027-06-29",
    "2026-05-13, 1, 2026-05-15",
    "2026-11-28, 1, 2026-11-30"
  })
  void working_days_pass_over_weekends_holidays_and_the_three_eves(
      LocalDate from, int days, LocalDate to) {
    assertThat(WorkingDayRules.after(from, days)).isEqualTo(to);
    assertThat(WorkingDayRules.workingDay(to)).isTrue();
  }

  @Test
  void going_back_as_many_working_days_comes_to_where_one_began() {
    LocalDate day = TUESDAY;
    for (int i = 0; i < 400; i++) {
      day = WorkingDayRules.after(day, 1);
      assertThat(WorkingDayRules.before(WorkingDayRules.after(day, 7), 7)).isEqualTo(day);
    }
  }

  @Test
  void a_time_ends_with_its_day_in_sweden_summer_and_winter() {
    assertThat(end(Kind.INQUIRY, "requested", TUESDAY, false))
        .contains(Instant.parse("2026-12-01T22:59:59Z"));
    assertThat(end(Kind.OFFER, "requested", LocalDate.of(2027, 6, 1), false))
        .contains(Instant.parse("2027-06-15T21:59:59Z"));
    assertThat(TimeRules.end(Kind.OFFER, "requested", TUESDAY, Optional.empty(), true)).isEmpty();
    assertThat(TimeRules.end(Kind.OFFER, "received", TUESDAY, Optional.empty(), true)).isEmpty();
  }

  @Test
  void a_case_that_leaves_its_hold_waits_no_more() {
    assertThat(TimeRules.end(Kind.CASE, "searching", TUESDAY, Optional.empty(), true))
        .contains(new TimeRules.End(Optional.empty()));
    assertThat(TimeRules.end(Kind.CASE, "searching", TUESDAY, Optional.empty(), false)).isEmpty();
  }

  @Test
  void a_reminder_whose_morning_has_passed_is_not_set() {
    Instant end = Instant.parse("2026-12-01T22:59:59Z");

    assertThat(moments(end, "2026-11-24T12:00:00Z"))
        .isEqualTo(
            Map.of(
                "inquiry-expiry", end, "inquiry-reminder", Instant.parse("2026-11-27T07:00:00Z")));
    assertThat(moments(end, "2026-11-30T12:00:00Z")).isEqualTo(Map.of("inquiry-expiry", end));
  }

  @Test
  void a_reason_is_for_some_and_for_a_time() {
    Map<String, String> reason =
        Map.of("allowedActor", "RC BR", "effectiveFrom", "2026-01-01", "effectiveTo", "2026-12-31");

    assertThat(ReasonRules.usable(reason, Set.of(Actor.BR), TUESDAY)).isTrue();
    assertThat(ReasonRules.usable(reason, Set.of(Actor.RP), TUESDAY)).isFalse();
    assertThat(ReasonRules.usable(reason, Set.of(Actor.BR), LocalDate.of(2027, 1, 1))).isFalse();
    assertThat(ReasonRules.usable(reason, Set.of(Actor.BR), LocalDate.of(2025, 12, 31))).isFalse();
    assertThat(ReasonRules.usable(Map.of(), Set.of(Actor.RP), TUESDAY)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "until, 2026-11-24, true",
    "until, 2026-11-23, false",
    "performed-date, 2026-11-25, false",
    "date, tomorrow, false",
    "wait-home, 120, true",
    "wait-home, 99999, false",
    "companion, false, false",
    "travel-cost, 1250.50 SEK, true",
    "travel-cost, 1250.50 EUR, false",
    "kva, NGB49, true",
    "payment-number, BF 2026, false",
    "payment-number, BF-2026-17, true",
    "payment-number, Anna-1952, false",
    "payment-number, Anna, false",
    "contact, telephone, true",
    "contact, pigeon, false",
    "note, anything, false"
  })
  void an_input_has_its_form(String type, String value, boolean right) {
    assertThat(
            InputRules.fault(
                    type,
                    value,
                    TUESDAY,
                    (system, code) -> (system + " " + code).equals("contact-way telephone"))
                .isEmpty())
        .isEqualTo(right);
  }

  private static Optional<Instant> end(Kind kind, String state, LocalDate today, boolean set) {
    return TimeRules.end(kind, state, today, Optional.empty(), set).flatMap(TimeRules.End::moment);
  }

  private static Map<String, Instant> moments(Instant end, String now) {
    return TimeRules.moments(Kind.INQUIRY, "requested", Optional.of(end), Instant.parse(now));
  }
}
