package se.vardformedling.outreach;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who is at risk (HSL 9 kap. 1 §, HSF 6 kap.): a limit that is near or has passed, and nothing
 * booked. In calendar days: what is not counted is known to the national case alone.
 */
final class CallRules {
  private static final Map<String, Integer> LIMITS =
      Map.of("contact", 0, "assessment", 3, "first-visit", 90, "treatment", 90);

  /** States of a case in which the patient has a time. */
  private static final Set<String> SETTLED =
      Set.of("scheduled", "performed", "followed-up", "settled");

  private static final Set<String> ENDED =
      Set.of("completed", "cancelled", "failed", "rejected", "entered-in-error");

  /** A case has ended, and the patient waits on. */
  private static final Set<String> STILL_WAITING =
      Set.of("closed-no-provider", "closed-patient-declined");

  /** What may come of a call. */
  static final List<String> OUTCOMES = List.of("interested", "not-interested", "not-reached");

  /** Marks by which where a patient lives is told to nobody (OSL 22 kap. 1 §). */
  private static final Set<String> PROTECTED =
      Set.of("sekretessmarkering", "skyddad-folkbokforing");

  private CallRules() {}

  /** The limit's last day in calendar days; empty for a step that the law does not know. */
  static Optional<LocalDate> due(String kind, LocalDate start) {
    return Optional.ofNullable(LIMITS.get(kind)).map(start::plusDays);
  }

  static int left(LocalDate due, LocalDate today) {
    return (int) ChronoUnit.DAYS.between(today, due);
  }

  /**
   * Whether the patient is one to call.
   *
   * @param state of the national case; empty when there is none
   * @param status of its Task
   */
  static boolean atRisk(
      LocalDate due, LocalDate today, int within, Optional<String> state, Optional<String> status) {
    return left(due, today) <= within && waits(state, status);
  }

  /** Whether the patient has neither got a time nor left; of a case that may not be there. */
  static boolean waits(Optional<String> state, Optional<String> status) {
    return state.filter(SETTLED::contains).isEmpty()
        && (state.filter(STILL_WAITING::contains).isPresent()
            || status.filter(ENDED::contains).isEmpty());
  }

  static boolean isProtected(Collection<String> marks) {
    return marks.stream().anyMatch(PROTECTED::contains);
  }
}
