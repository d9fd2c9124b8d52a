package se.vardformedling.referral;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
  REFERRER("need-draft", "awaiting-information", "medically-paused"),
  PROVIDER(
      "inquiring",
      "provider-selected",
      "documents-sent",
      "documents-received",
      "scheduled",
      "cancellation-requested"),
  PATIENT("patient-offered", "patient-no-answer", "patient-unavailable");

  /**
   * Whose it is when no provider has anything to answer: all of those asked have asked back, or the
   * chosen one has accepted the order and waits for the documents.
   */
  private static final Map<String, Turn> ANSWERED =
      Map.of("inquiring", BROKER, "provider-selected", REFERRER);

  private final Set<String> states;

  Turn(String... states) {
    this.states = Set.of(states);
  }

  /**
   * Whose it is; nobody's once the case has ended.
   *
   * @param unanswered inquiries and orders that a provider can answer now
   */
  public static Optional<Turn> of(String state, int unanswered) {
    return unanswered == 0 && ANSWERED.containsKey(state)
        ? Optional.ofNullable(ANSWERED.get(state))
        : Arrays.stream(values()).filter(turn -> turn.states.contains(state)).findFirst();
  }

  /** The states in which it is this one's, whatever else there is. */
  List<String> always() {
    return states.stream().filter(state -> !ANSWERED.containsKey(state)).toList();
  }

  /** The states in which it is this one's as long as a provider has something to answer. */
  List<String> unlessAnswered() {
    return states.stream().filter(ANSWERED::containsKey).toList();
  }

  /** The states in which it is this one's when no provider has. */
  List<String> onceAnswered() {
    return ANSWERED.entrySet().stream()
        .filter(entry -> entry.getValue() == this)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** As addresses and texts call it. */
  public String code() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  public static Optional<Turn> named(String code) {
    return Arrays.stream(values()).filter(turn -> turn.code().equals(code)).findFirst();
  }
}
