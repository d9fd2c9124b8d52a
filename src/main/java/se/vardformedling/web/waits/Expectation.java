package se.vardformedling.web.waits;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import se.vardformedling.waitingtime.Wait;
import se.vardformedling.waitingtime.WaitForecast;
import se.vardformedling.waitingtime.WaitRules;
import se.vardformedling.web.words.Words.Say;

/**
 * A forecast in words: what to expect, how sure it is, and how its model has done; and an estimate.
 */
final class Expectation {
  private Expectation() {}

  /** Nothing if there is no forecast that is fresh. */
  static List<String> say(Say say, List<Wait> waits, LocalDate today, boolean synthetic) {
    List<String> lines = new ArrayList<>();
    for (Wait wait : waits) {
      if (WaitRules.fresh(wait, today)) {
        wait.forecast().ifPresent(forecast -> lines.addAll(say(say, wait, forecast)));
      }
    }
    if (synthetic && !lines.isEmpty()) {
      lines.add(say.the("waits.forecast.synthetic"));
    }
    return lines;
  }

  /** What the unit expects itself, if it has said so lately. */
  static List<String> estimates(Say say, List<Wait> waits, LocalDate today) {
    return waits.stream()
        .filter(wait -> wait.kind().equals("wait-reported-estimate"))
        .filter(wait -> WaitRules.fresh(wait, today))
        .map(
            wait ->
                say.the(
                    "waits.estimate.said",
                    say.the("waits.weeks", Math.round(wait.days() / 7)),
                    wait.asOf().toString()))
        .toList();
  }

  private static List<String> say(Say say, Wait wait, WaitForecast forecast) {
    String model = forecast.model().replace("-pooled", "");
    String how =
        say.the(
            "waits.forecast.how",
            say.the("waits.forecast.model." + model),
            forecast.trainedUntil().toString(),
            say.number(forecast.tried(), 0),
            say.number(100 * forecast.coverage(), 0),
            say.number(forecast.pinball(), 1),
            say.number(forecast.baseline(), 1));
    List<String> lines = new ArrayList<>();
    lines.add(
        say.the(
            "waits.forecast.expect",
            say.days(wait.days()),
            say.number(forecast.low(), 0),
            say.number(forecast.high(), 0)));
    lines.add(how);
    if (!model.equals(forecast.model())) {
      lines.add(say.the("waits.forecast.pooled"));
    }
    return lines;
  }
}
