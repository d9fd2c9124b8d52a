package se.vardformedling.waitingtime.forecast;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** The ways to reckon an expected wait from what is known of a list as a day ends. */
public enum Model {
  /** The queue divided by its pace, as if all were served in the order they came. The baseline. */
  CLEARANCE("clearance-time", QueueRules::clearance),
  /** The same where those in greater need go before, also those who come later. */
  PRIORITY("priority-queue", QueueRules::priority),
  /** What those on the list have waited, the unfinished waits counted for what they are. */
  SURVIVAL("kaplan-meier", SurvivalRules::waits);

  private final String code;
  private final BiFunction<List<Stay>, Integer, Optional<Spread>> method;

  Model(String code, BiFunction<List<Stay>, Integer, Optional<Spread>> method) {
    this.code = code;
    this.method = method;
  }

  /** As reports name it. */
  public String code() {
    return code;
  }

  /** For a patient who comes on the list the day after; empty if too little is known. */
  Optional<Spread> spread(List<Stay> list, int day) {
    return method.apply(list, day);
  }
}
