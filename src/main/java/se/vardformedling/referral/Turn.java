package se.vardformedling.referral;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Whose move it is with an open case, by its state: whom all others wait for. */
public enum Turn {
  BROKER(
      "need-registered",
      "need-assessment",
      "need-assessed",
      "searching",
      "provider-proposed",
      "patient-accepted",
      "performed",
      "followed-up"),
  REFERRER("need-draft", "awaiting-information", "medically-paused", "provider-selected"),
  PROVIDER(
      "inquiring", "documents-sent", "documents-received", "scheduled", "cancellation-requested"),
  PATIENT("patient-offered", "patient-no-answer", "patient-unavailable");

  /** The state in which providers are asked, and may ask back. */
  static final String ASKING = "inquiring";

  private final Set<String> states;

  Turn(String... states) {
    this.states = Set.of(states);
  }

  /**
   * Whose it is; nobody's once the case has ended.
   *
   * @param unanswered inquiries that a provider can answer now; when there are none, all of them
   *     wait for the broker to answer a question
   */
  public static Optional<Turn> of(String state, int unanswered) {
    return state.equals(ASKING) && unanswered == 0
        ? Optional.of(BROKER)
        : Arrays.stream(values()).filter(turn -> turn.states.contains(state)).findFirst();
  }

  /** The states in which it is this one's, whatever else there is. */
  Set<String> states() {
    return states;
  }

  /** As addresses and texts call it. */
  public String code() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  public static Optional<Turn> named(String code) {
    return Arrays.stream(values()).filter(turn -> turn.code().equals(code)).findFirst();
  }
}
