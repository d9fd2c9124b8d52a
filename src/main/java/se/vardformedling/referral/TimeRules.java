package se.vardformedling.referral;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import se.vardformedling.referral.CaseTaskResource.Kind;

/** How long the Tasks of a case have, and who is reminded when. Days end at midnight in Sweden. */
final class TimeRules {
  static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

  /** Days a provider has to answer an inquiry. */
  private static final int ANSWER_INQUIRY = 5;

  /** Days a provider's yes stands, if it says nothing else: an offer's days and those to choose. */
  private static final int YES_STANDS = 15;

  /** Days a patient has to answer an offer. */
  private static final int ANSWER_OFFER = 10;

  /** Days the broker has to choose what comes after no answer. */
  private static final int CHOOSE = 5;

  private static final int REMIND_PROVIDER = 2;
  private static final int REMIND_PATIENT = 3;

  private TimeRules() {}

  /** What a Task's time is from now on; an empty end takes it away. */
  record End(Optional<Instant> moment) {}

  /**
   * What the coming to a state means for the Task's time.
   *
   * @param today the Swedish day
   * @param said a day that was named: how long a yes stands, or until when the patient is away
   * @param set whether the Task has a time already
   * @return empty when it stays as it is
   */
  static Optional<End> end(
      Kind kind, String state, LocalDate today, Optional<LocalDate> said, boolean set) {
    return switch (kind.name() + " " + state) {
      case "INQUIRY requested" ->
          set ? Optional.empty() : last(WorkingDayRules.after(today, ANSWER_INQUIRY));
      case "INQUIRY offer-made" ->
          last(said.orElseGet(() -> WorkingDayRules.after(today, YES_STANDS)));
      case "OFFER requested" ->
          set ? Optional.empty() : last(WorkingDayRules.after(today, ANSWER_OFFER));
      case "CASE patient-unavailable", "CASE medically-paused" ->
          Optional.of(new End(said.map(day -> day.atStartOfDay(SWEDEN).toInstant())));
      case "CASE patient-no-answer" -> last(WorkingDayRules.after(today, CHOOSE));
      default ->
          kind == Kind.CASE && set ? Optional.of(new End(Optional.empty())) : Optional.empty();
    };
  }

  /** The moments to wake at, by the deadline's name. */
  static Map<String, Instant> moments(Kind kind, String state, Optional<Instant> end, Instant now) {
    Map<String, Instant> moments = new LinkedHashMap<>();
    if (end.isEmpty()) {
      return moments;
    }
    LocalDate last = end.get().atZone(SWEDEN).toLocalDate();
    switch (kind.name() + " " + state) {
      case "INQUIRY requested", "INQUIRY received", "INQUIRY awaiting-information" -> {
        moments.put("inquiry-expiry", end.get());
        remind(moments, "inquiry-reminder", last, REMIND_PROVIDER, now);
      }
      case "INQUIRY offer-made" -> moments.put("inquiry-expiry", end.get());
      case "OFFER requested", "OFFER received" -> {
        moments.put("offer-deadline", end.get());
        remind(moments, "offer-reminder", last, REMIND_PATIENT, now);
      }
      case "CASE patient-unavailable", "CASE medically-paused" ->
          moments.put("hold-end", end.get());
      case "CASE patient-no-answer" -> moments.put("choice-reminder", end.get());
      default -> {
        // Nothing waits.
      }
    }
    return moments;
  }

  private static void remind(
      Map<String, Instant> moments, String name, LocalDate last, int days, Instant now) {
    Instant morning =
        WorkingDayRules.before(last, days).atTime(LocalTime.of(8, 0)).atZone(SWEDEN).toInstant();
    if (morning.isAfter(now)) {
      moments.put(name, morning);
    }
  }

  private static Optional<End> last(LocalDate day) {
    Instant end = day.atTime(23, 59, 59).atZone(SWEDEN).toInstant();
    return Optional.of(new End(Optional.of(end)));
  }
}
