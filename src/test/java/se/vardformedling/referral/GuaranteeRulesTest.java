package se.vardformedling.referral;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.vardformedling.referral.GuaranteeClock.State;
import se.vardformedling.referral.GuaranteeEvent.Evidence;
import se.vardformedling.referral.GuaranteeEvent.Kind;

class GuaranteeRulesTest {
  private static final long SEED = 20_261_125;
  private static final int HISTORIES = 5_000;
  private static final LocalDate START = LocalDate.of(2026, 1, 1);

  @ParameterizedTest
  @CsvSource({
    "treatment, 2026-01-01, 2026-04-01",
    "first-visit, 2026-01-01, 2026-04-01",
    "treatment, 2028-01-01, 2028-03-31",
    "assessment, 2026-03-28, 2026-03-31",
    "contact, 2026-03-28, 2026-03-28"
  })
  void the_limit_is_the_laws_in_calendar_days(String kind, LocalDate start, LocalDate due) {
    GuaranteeClock clock = reckon(kind, due, started(kind, start));

    assertThat(clock.due()).isEqualTo(due);
    assertThat(clock.state()).isNotEqualTo(State.BROKEN);
    assertThat(reckon(kind, due.plusDays(1), started(kind, start)).state()).isEqualTo(State.BROKEN);
  }

  @Test
  void a_pause_counts_its_first_day_out_and_the_day_it_ends_in() {
    GuaranteeClock clock =
        reckon(
            "treatment",
            START.plusDays(50),
            started("treatment", START),
            medical(START.plusDays(10)),
            resumed(START.plusDays(20)));

    assertThat(clock.countedDays()).isEqualTo(40);
    assertThat(clock.calendarDays()).isEqualTo(50);
    assertThat(clock.due()).isEqualTo(START.plusDays(100));
    assertThat(clock.pauses())
        .containsExactly(
            new GuaranteeClock.Pause(
                "medical", START.plusDays(10), Optional.of(START.plusDays(20))));
  }

  @Test
  void while_a_pause_lasts_nothing_is_counted_and_the_limit_moves_a_day_a_day() {
    GuaranteeEvent[] events = {started("treatment", START), medical(START.plusDays(30))};

    assertThat(reckon("treatment", START.plusDays(30), events).due()).isEqualTo(START.plusDays(90));
    assertThat(reckon("treatment", START.plusDays(200), events).due())
        .isEqualTo(START.plusDays(260));
    assertThat(reckon("treatment", START.plusDays(200), events).countedDays()).isEqualTo(30);
    assertThat(reckon("treatment", START.plusDays(200), events).reasons()).contains("medical");
  }

  @Test
  void a_pause_after_the_limit_is_broken_mends_nothing() {
    GuaranteeClock clock =
        reckon(
            "treatment",
            START.plusDays(300),
            started("treatment", START),
            medical(START.plusDays(91)));

    assertThat(clock.state()).isEqualTo(State.BROKEN);
    assertThat(clock.due()).isEqualTo(START.plusDays(90));
  }

  @Test
  void patientvald_vantan_needs_offer_information_and_a_no() {
    LocalDate due = START.plusDays(90);
    LocalDate day = START.plusDays(40);
    Evidence whole = new Evidence(START.plusDays(60), day.minusDays(2), day, null);

    assertThat(GuaranteeRules.objection("treatment", START, due, whole, day)).isEmpty();
    assertThat(
            GuaranteeRules.objection(
                "treatment", START, due, new Evidence(due.plusDays(1), day, day, null), day))
        .contains("no care was offered inside the limit, " + due);
    assertThat(
            GuaranteeRules.objection(
                "treatment", START, due, new Evidence(null, day, day, null), day))
        .isPresent();
    assertThat(
            GuaranteeRules.objection(
                "treatment", START, due, new Evidence(due, null, day, null), day))
        .contains("the patient was not informed of the guarantee by then");
    assertThat(
            GuaranteeRules.objection(
                "treatment", START, due, new Evidence(due, day, null, null), day))
        .contains("the patient had not said no by then");
    assertThat(
            GuaranteeRules.objection(
                "treatment", START, due, new Evidence(START.minusDays(1), day, day, null), day))
        .contains("no care was offered inside the limit, " + due);
    assertThat(
            GuaranteeRules.objection(
                "treatment", START, due, new Evidence(due, day, day.minusDays(1), null), day))
        .contains("the patient was informed after the no");
    assertThat(GuaranteeRules.objection("treatment", START, due, whole, due.plusDays(1)))
        .contains("the limit is already broken");
    assertThat(GuaranteeRules.objection("assessment", START, due, whole, day)).isPresent();
  }

  @Test
  void a_no_to_care_inside_the_limit_stops_the_counting_until_it_is_regretted() {
    LocalDate no = START.plusDays(40);
    LocalDate again = START.plusDays(70);
    GuaranteeEvent declined =
        GuaranteeEvent.of(
            Kind.DECLINED, no, new Evidence(START.plusDays(60), no.minusDays(3), no, null));

    GuaranteeClock waived =
        reckon("treatment", START.plusDays(400), started("treatment", START), declined);
    assertThat(waived.state()).isEqualTo(State.WITHIN);
    assertThat(waived.countedDays()).isEqualTo(40);
    assertThat(waived.reasons()).containsExactly("declined");

    GuaranteeClock regretted =
        reckon(
            "treatment",
            again.plusDays(10),
            started("treatment", START),
            declined,
            GuaranteeEvent.begins(Kind.REGRETTED, again, GuaranteeRules.LAW, 90));
    assertThat(regretted.start()).isEqualTo(again);
    assertThat(regretted.countedDays()).isEqualTo(10);
    assertThat(regretted.due()).isEqualTo(again.plusDays(90));
  }

  @Test
  void care_that_is_booked_is_still_booked_when_the_patient_has_regretted() {
    LocalDate again = START.plusDays(40);
    GuaranteeClock clock =
        reckon(
            "treatment",
            again.plusDays(70),
            started("treatment", START),
            booked(again.plusDays(80)),
            GuaranteeEvent.of(Kind.CHOSE_OTHER_REGION, START.plusDays(20), Evidence.NONE),
            GuaranteeEvent.begins(Kind.REGRETTED, again, GuaranteeRules.LAW, 90));

    assertThat(clock.booked()).contains(again.plusDays(80));
    assertThat(clock.state()).isEqualTo(State.WITHIN);
  }

  @Test
  void a_no_to_care_after_the_limit_or_without_information_lets_the_clock_run() {
    LocalDate no = START.plusDays(40);
    for (Evidence lame :
        List.of(
            new Evidence(START.plusDays(91), no, no, null),
            new Evidence(START.plusDays(60), null, no, null))) {
      GuaranteeClock clock =
          reckon(
              "treatment",
              START.plusDays(50),
              started("treatment", START),
              GuaranteeEvent.of(Kind.DECLINED, no, lame));
      assertThat(clock.countedDays()).isEqualTo(50);
      assertThat(clock.running()).isTrue();
    }
  }

  @Test
  void time_after_the_patients_own_choice_of_another_region_is_not_counted() {
    GuaranteeClock clock =
        reckon(
            "first-visit",
            START.plusDays(300),
            started("first-visit", START),
            GuaranteeEvent.of(Kind.CHOSE_OTHER_REGION, START.plusDays(25), Evidence.NONE));

    assertThat(clock.countedDays()).isEqualTo(25);
    assertThat(clock.state()).isEqualTo(State.WITHIN);
    assertThat(clock.reasons()).containsExactly("other-region");
  }

  @Test
  void risk_is_few_days_without_a_booking_or_a_wait_beyond_the_limit() {
    GuaranteeEvent begun = started("treatment", START);

    assertThat(reckon("treatment", START.plusDays(59), begun).state()).isEqualTo(State.WITHIN);
    GuaranteeClock few = reckon("treatment", START.plusDays(60), begun);
    assertThat(few.state()).isEqualTo(State.AT_RISK);
    assertThat(few.reasons()).containsExactly("few-days-left");
    assertThat(
            GuaranteeRules.reckon("treatment", List.of(begun), START.plusDays(10), Optional.of(81))
                .reasons())
        .containsExactly("expected-wait");
    assertThat(
            GuaranteeRules.reckon("treatment", List.of(begun), START.plusDays(10), Optional.of(80))
                .state())
        .isEqualTo(State.WITHIN);
    assertThat(reckon("treatment", START.plusDays(80), begun, booked(START.plusDays(90))).state())
        .isEqualTo(State.WITHIN);
    assertThat(reckon("treatment", START.plusDays(80), begun, booked(START.plusDays(91))).reasons())
        .containsExactly("booked-after-due");
  }

  @Test
  void a_region_may_promise_sooner_and_never_later() {
    assertThat(GuaranteeRules.limit("treatment", Optional.of(60))).isEqualTo(60);
    assertThat(GuaranteeRules.limit("treatment", Optional.of(120))).isEqualTo(90);
    assertThat(GuaranteeRules.limit("assessment", Optional.empty())).isEqualTo(3);
  }

  @Test
  void the_clock_starts_today_or_within_the_last_year() {
    LocalDate today = LocalDate.of(2026, 6, 1);
    assertThat(GuaranteeRules.plausible(today, today)).isTrue();
    assertThat(GuaranteeRules.plausible(today.plusDays(1), today)).isFalse();
    assertThat(GuaranteeRules.plausible(today.minusDays(365), today)).isTrue();
    assertThat(GuaranteeRules.plausible(today.minusDays(366), today)).isFalse();
  }

  @Test
  void over_any_history_counted_and_uncounted_days_make_up_the_calendar() {
    Random random = new Random(SEED);
    for (int i = 0; i < HISTORIES; i++) {
      List<GuaranteeEvent> events = history(random);
      LocalDate asOf = START.plusDays(random.nextInt(400));
      GuaranteeClock clock = GuaranteeRules.reckon("treatment", events, asOf, Optional.empty());

      long paused =
          clock.start().isAfter(asOf)
              ? 0
              : clock
                  .start()
                  .datesUntil(clock.start().plusDays(clock.calendarDays()))
                  .filter(day -> clock.pauses().stream().anyMatch(pause -> pause.covers(day)))
                  .count();
      assertThat(clock.countedDays() + paused).as("%s", events).isEqualTo(clock.calendarDays());
      assertThat(clock.state() == State.BROKEN)
          .as("%s on %s", events, asOf)
          .isEqualTo(clock.countedDays() > clock.limitDays());
    }
  }

  @Test
  void over_any_history_a_longer_pause_never_brings_the_limit_nearer() {
    Random random = new Random(SEED);
    int longer = 0;
    for (int i = 0; i < HISTORIES; i++) {
      List<GuaranteeEvent> events = history(random);
      List<GuaranteeEvent> extended = new ArrayList<>(events);
      for (int e = 0; e < extended.size(); e++) {
        boolean last = e + 1 == extended.size();
        if (extended.get(e).kind() == Kind.RESUMED && last) {
          extended.set(e, resumed(extended.get(e).day().plusDays(1 + random.nextInt(60))));
          longer++;
        }
      }
      LocalDate asOf = START.plusDays(400);
      GuaranteeClock before = GuaranteeRules.reckon("treatment", events, asOf, Optional.empty());
      GuaranteeClock after = GuaranteeRules.reckon("treatment", extended, asOf, Optional.empty());
      assertThat(after.due()).as("%s", events).isAfterOrEqualTo(before.due());
      assertThat(after.countedDays()).isLessThanOrEqualTo(before.countedDays());
      assertThat(after.state().compareTo(before.state())).isLessThanOrEqualTo(0);
    }
    assertThat(longer).isGreaterThan(500);
  }

  @Test
  void over_any_history_the_clock_stops_exactly_on_the_day_of_the_care() {
    Random random = new Random(SEED);
    for (int i = 0; i < HISTORIES; i++) {
      List<GuaranteeEvent> events = new ArrayList<>(history(random));
      LocalDate last = events.get(events.size() - 1).day();
      LocalDate care = last.plusDays(random.nextInt(80));
      GuaranteeClock that = GuaranteeRules.reckon("treatment", events, care, Optional.empty());
      events.add(GuaranteeEvent.of(Kind.PERFORMED, care, Evidence.NONE));
      GuaranteeClock later =
          GuaranteeRules.reckon(
              "treatment", events, care.plusDays(random.nextInt(900)), Optional.empty());

      assertThat(later.countedDays()).as("%s", events).isEqualTo(that.countedDays());
      assertThat(later.calendarDays()).isEqualTo(that.calendarDays());
      assertThat(later.due()).isEqualTo(that.due());
      assertThat(later.state())
          .isEqualTo(that.state() == State.BROKEN ? State.BROKEN : State.WITHIN);
      assertThat(later.ended()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Pacific/Kiritimati", "America/Los_Angeles", "UTC", "Europe/Stockholm"})
  void the_machines_time_zone_and_summer_time_do_not_matter(String zone) {
    TimeZone usual = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone(zone));
      // Both sides of both changes of 2026, at the Swedish midnight.
      assertThat(GuaranteeRules.day(Instant.parse("2026-03-28T22:59:59Z")))
          .hasToString("2026-03-28");
      assertThat(GuaranteeRules.day(Instant.parse("2026-03-28T23:00:00Z")))
          .hasToString("2026-03-29");
      assertThat(GuaranteeRules.day(Instant.parse("2026-03-29T22:00:00Z")))
          .hasToString("2026-03-30");
      assertThat(GuaranteeRules.day(Instant.parse("2026-10-24T22:00:00Z")))
          .hasToString("2026-10-25");
      assertThat(GuaranteeRules.day(Instant.parse("2026-10-25T22:59:59Z")))
          .hasToString("2026-10-25");
      Random random = new Random(SEED);
      for (int i = 0; i < 200; i++) {
        LocalDate start = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(700));
        assertThat(
                ChronoUnit.DAYS.between(
                    start, reckon("treatment", start, started("treatment", start)).due()))
            .isEqualTo(90);
      }
    } finally {
      TimeZone.setDefault(usual);
    }
  }

  /** Started, then pauses and resumptions in order, now and then a regret. */
  private static List<GuaranteeEvent> history(Random random) {
    List<GuaranteeEvent> events = new ArrayList<>();
    LocalDate day = START;
    events.add(started("treatment", day));
    int steps = random.nextInt(5);
    for (int i = 0; i < steps; i++) {
      day = day.plusDays(random.nextInt(40));
      if (random.nextInt(8) == 0) {
        events.add(GuaranteeEvent.begins(Kind.REGRETTED, day, GuaranteeRules.LAW, 90));
      } else {
        events.add(medical(day));
        if (i + 1 < steps || random.nextBoolean()) {
          day = day.plusDays(random.nextInt(40));
          events.add(resumed(day));
        }
      }
    }
    return events;
  }

  private static GuaranteeClock reckon(String kind, LocalDate asOf, GuaranteeEvent... events) {
    return GuaranteeRules.reckon(kind, List.of(events), asOf, Optional.empty());
  }

  private static GuaranteeEvent started(String kind, LocalDate day) {
    return GuaranteeEvent.begins(
        Kind.STARTED, day, GuaranteeRules.LAW, GuaranteeRules.limit(kind, Optional.empty()));
  }

  private static GuaranteeEvent medical(LocalDate day) {
    return GuaranteeEvent.of(Kind.PAUSED_MEDICAL, day, Evidence.assessed(day));
  }

  private static GuaranteeEvent resumed(LocalDate day) {
    return GuaranteeEvent.of(Kind.RESUMED, day, Evidence.NONE);
  }

  private static GuaranteeEvent booked(LocalDate day) {
    return GuaranteeEvent.of(Kind.BOOKED, START, Evidence.care(day));
  }
}
