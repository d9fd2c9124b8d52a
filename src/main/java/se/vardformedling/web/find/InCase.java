package se.vardformedling.web.find;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import se.vardformedling.referral.AskedProviders.Answer;
import se.vardformedling.referral.AskedProviders.Asked;
import se.vardformedling.web.words.Words.Say;

/**
 * How providers stand to the case that they are sought for: the one in whose queue the patient is,
 * and those that have been asked.
 *
 * @param asked empty when there is no case
 */
record InCase(Optional<Asked> asked) {
  static final InCase NONE = new InCase(Optional.empty());

  /** Whether it makes sense to ask the provider now. */
  boolean askable(Hit hit) {
    return !home(hit) && answer(hit).filter(Answer::open).isEmpty();
  }

  /** What is said of it beside its name; nothing of one that has nothing to do with the case. */
  List<String> notes(Hit hit, Say say) {
    List<String> notes = new ArrayList<>();
    if (home(hit)) {
      notes.add(say.the("find.home"));
    }
    answer(hit).ifPresent(answer -> notes.add(say.the("find.asked", answer.state().display())));
    return notes;
  }

  private boolean home(Hit hit) {
    return asked
        .map(of -> !of.home().isEmpty() && of.home().equals(hit.suitability().offer().unitId()))
        .orElse(false);
  }

  private Optional<Answer> answer(Hit hit) {
    return asked.flatMap(of -> Optional.ofNullable(of.answers().get(hit.id())));
  }
}
