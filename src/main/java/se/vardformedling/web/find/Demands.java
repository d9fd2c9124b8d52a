package se.vardformedling.web.find;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import se.vardformedling.referral.AskedProviders.Asked;
import se.vardformedling.search.Question;
import se.vardformedling.web.words.Words.Say;

/**
 * When the care must be given and what the provider must accept: as the case says that is sought
 * for, but for what the form says otherwise.
 *
 * @param due the last day; empty where nobody has said one
 * @param criteria by criterion
 */
record Demands(Optional<LocalDate> due, Map<String, String> criteria) {
  private static final int GUARANTEE_DAYS = 90;

  Demands {
    criteria = new LinkedHashMap<>(criteria);
  }

  /** Those of the case alone. */
  static Demands of(InCase inCase) {
    return new Demands(
        inCase.asked().flatMap(Asked::due), inCase.asked().map(Asked::criteria).orElse(Map.of()));
  }

  static Demands of(Wish wish, InCase inCase) {
    Demands demands = of(inCase);
    wish.asa().ifPresent(asa -> demands.criteria.put("asa", String.valueOf(asa)));
    wish.anaesthesia().ifPresent(form -> demands.criteria.put("anaesthesia", form));
    return demands;
  }

  /** The last day, which without a case is as far away as a guarantee that begins today. */
  LocalDate due(LocalDate today) {
    return due.orElse(today.plusDays(GUARANTEE_DAYS));
  }

  List<Question.Criterion> asked() {
    return criteria.entrySet().stream()
        .map(one -> new Question.Criterion(one.getKey(), one.getValue()))
        .toList();
  }

  /** Each of them as it is read. */
  List<String> words(Say say) {
    List<String> words = new ArrayList<>();
    due.ifPresent(day -> words.add(say.the("find.filter.due", day.toString())));
    criteria.forEach((criterion, value) -> words.add(words(criterion, value, say)));
    return words;
  }

  private static String words(String criterion, String value, Say say) {
    return switch (criterion) {
      case "asa" -> say.the("find.filter.asa", value);
      case "anaesthesia" -> say.or("find.anaesthesia." + value, value);
      case "language" ->
          say.code("criterion", criterion)
              + ": "
              + Locale.forLanguageTag(value).getDisplayLanguage(say.language());
      default -> say.code("criterion", criterion) + " " + value;
    };
  }
}
