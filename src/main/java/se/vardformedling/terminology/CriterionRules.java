package se.vardformedling.terminology;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What a provider may be asked to take: values that are numbers or known words, never a name. */
public final class CriterionRules {
  private static final Predicate<String> NUMBERS =
      Pattern.compile("\\d{1,4}|\\d{1,3}-\\d{1,3}|\\d{1,3}\\+").asMatchPredicate();

  private static final List<String> ROMAN = List.of("I", "II", "III", "IV", "V", "VI");

  private static final Set<String> ANAESTHESIA =
      Set.of("general", "regional", "spinal", "epidural", "local", "sedation", "none");

  /** Of three letters, where there is no word of two for what is often interpreted. */
  private static final Set<String> LONG_LANGUAGES =
      Set.of("aii", "ckb", "fit", "kmr", "prs", "rmy", "sma", "smj", "swl", "syr");

  private static final Set<String> LANGUAGES = languages();

  private static final Map<String, Predicate<String>> VALUES =
      Map.of(
          "asa",
          NUMBERS.or(ROMAN::contains),
          "bmi",
          NUMBERS,
          "age",
          NUMBERS,
          "quality",
          Pattern.compile("\\d{1,3}").asMatchPredicate(),
          "anaesthesia",
          ANAESTHESIA::contains,
          "language",
          LANGUAGES::contains);

  private CriterionRules() {}

  /**
   * Whether it can be a value of the criterion.
   *
   * @param criterion a code of {@code CodeSystem/criterion}
   */
  public static boolean isValue(String criterion, String value) {
    return VALUES.getOrDefault(criterion, none -> false).test(value);
  }

  /** The value in figures, where it may be written in Roman ones: ASA {@code III} is 3. */
  public static String plain(String criterion, String value) {
    int at = criterion.equals("asa") ? ROMAN.indexOf(value) : -1;
    return at < 0 ? value : String.valueOf(at + 1);
  }

  private static Set<String> languages() {
    Set<String> all = new TreeSet<>(Arrays.asList(Locale.getISOLanguages()));
    all.addAll(LONG_LANGUAGES);
    return Set.copyOf(all);
  }
}
