package se.vardformedling.referral;

import java.util.List;
import java.util.stream.IntStream;

/** Which of the five steps of care brokering a case is in. */
final class StepRules {
  private static final List<List<String>> STEPS =
      List.of(
          List.of("need-draft", "need-registered", "need-assessment", "need-assessed"),
          List.of("searching", "inquiring", "provider-proposed"),
          List.of(
              "patient-offered",
              "patient-no-answer",
              "patient-accepted",
              "provider-selected",
              "documents-sent",
              "documents-received"),
          List.of("scheduled", "cancellation-requested", "performed"),
          List.of("followed-up", "settled"));

  private StepRules() {}

  /** 1 to 5; 0 for a case that is on hold or has ended without care. */
  static int step(String state) {
    return IntStream.range(0, STEPS.size())
            .filter(i -> STEPS.get(i).contains(state))
            .findFirst()
            .orElse(-1)
        + 1;
  }

  static List<String> states(int step) {
    return step < 1 || step > STEPS.size() ? List.of() : STEPS.get(step - 1);
  }
}
