package se.vardformedling.identifier;

import java.text.Normalizer;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds numbers that identify a person, in any notation. What counts is decided in the project's
 * ground rules: twelve digits with century, ten digits grouped 6-4, ten bare digits outside
 * telephone numbers and known identifiers, and reserve numbers.
 */
public final class IdentityScanner {

  /** Where a text stands, which decides what a bare number may be. */
  public enum Place {
    TEXT,
    CONTACT_POINT,
    KNOWN_IDENTIFIER,
    DATE_TIME
  }

  /** The rule that was met; the value itself is never kept. */
  public enum Rule {
    TWELVE_DIGITS,
    TEN_DIGITS_GROUPED,
    TEN_DIGITS,
    RESERVE_NUMBER
  }

  private static final int SHORTEST = 10;

  private static final Pattern UUID =
      Pattern.compile(
          "(?i)(?<![0-9a-z])([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4}-[0-9a-f]{4})-([0-9a-f]{12})(?![0-9a-z])");

  /** How an HSA-id begins, in which no birthday can be; what follows it is looked at by itself. */
  private static final Pattern ORGANISATION =
      Pattern.compile("(?<![0-9A-Za-z])(?:SE|TSTNMT)\\d\\d[2-9]\\d{7}(?=-)");

  private static final Pattern GROUPED_6_4 = Pattern.compile("\\d{6}\\D++\\d{4}");
  private static final Pattern TELEPHONE_WORD =
      Pattern.compile(
          "(?i)(tel|telefon|tfn|mobil|mob|phone|ring|fax|växel|vx|sms|\\+46|0046)[\\s.:]*(nr|nummer)?[\\s.:]*$");

  /** How far a telephone number may stand from the word that says so, in characters. */
  private static final int LONGEST_WORD = 40;

  private static final Pattern RESERVE =
      Pattern.compile("(?<![A-Za-z0-9])\\d{8}[\\s-]?[A-Za-z][A-Za-z0-9]{2}\\d(?![A-Za-z0-9])");

  private IdentityScanner() {}

  /** The first rule met, if any. */
  public static Optional<Rule> scan(String whole, Place place) {
    if (tooFewDigits(whole)) {
      return Optional.empty();
    }
    Matcher uuids = UUID.matcher(whole);
    while (uuids.find()) {
      // Chance makes ten digits in a row often enough to refuse ids of our own; twelve with a date
      // it does not.
      String middle = uuids.group(2);
      if (twelve(uuids.group(1) + middle)
          || person(middle + uuids.group(3).replace("-", ""))
          || twelve(uuids.group(4))) {
        return Optional.of(Rule.TWELVE_DIGITS);
      }
    }
    String text = ORGANISATION.matcher(plain(uuids.replaceAll(" "))).replaceAll(" ");
    if (digits(text) < SHORTEST - 2) {
      return Optional.empty();
    }
    if (place == Place.DATE_TIME) {
      return Optional.empty();
    }
    Optional<Rule> found = first(text, false, run -> inRun(text, run, place));
    return found.isPresent() || place == Place.KNOWN_IDENTIFIER
        ? found
        : first(text, true, IdentityScanner::inLooseRun).or(() -> reserve(text));
  }

  /** What the first run of digits is in which something is met. */
  private static Optional<Rule> first(
      String text, boolean loosely, Function<DigitRun, Optional<Rule>> met) {
    int next = 0;
    while (next < text.length()) {
      if (!Character.isDigit(text.charAt(next))) {
        next++;
        continue;
      }
      DigitRun run = DigitRun.at(next, text, loosely);
      Optional<Rule> found = met.apply(run);
      if (found.isPresent()) {
        return found;
      }
      next = run.end();
    }
    return Optional.empty();
  }

  private static Optional<Rule> inRun(String text, DigitRun run, Place place) {
    String digits = run.digits();
    for (int i = 0; i + 12 <= digits.length(); i++) {
      if (isTwelve(digits, i) && run.mayBeOne(i, 12)) {
        return Optional.of(Rule.TWELVE_DIGITS);
      }
    }
    for (int i = 0; i + SHORTEST <= digits.length(); i++) {
      if (isTen(digits, i) && run.mayBeOne(i, SHORTEST)) {
        Optional<Rule> rule = tenDigits(text, run, i, place);
        if (rule.isPresent()) {
          return rule;
        }
      }
    }
    return Optional.empty();
  }

  /** A number with other marks in it than a number has: {@code 19610118, 2803}. */
  private static Optional<Rule> inLooseRun(DigitRun run) {
    String digits = run.digits();
    for (int i = 0; i + SHORTEST <= digits.length(); i++) {
      if (i + 12 <= digits.length() && isTwelve(digits, i) && run.mayBeOneLoosely(i, 12)) {
        return Optional.of(Rule.TWELVE_DIGITS);
      }
      if (isTen(digits, i) && run.mayBeOneLoosely(i, SHORTEST)) {
        return Optional.of(Rule.TEN_DIGITS_GROUPED);
      }
    }
    return Optional.empty();
  }

  /**
   * Grouped 6-4 is a personal number anywhere; bare only where no telephone number or known code
   * can stand.
   */
  private static Optional<Rule> tenDigits(String text, DigitRun run, int offset, Place place) {
    String written = run.written(offset, SHORTEST);
    if (GROUPED_6_4.matcher(written).matches()) {
      return Optional.of(Rule.TEN_DIGITS_GROUPED);
    }
    boolean bare = written.length() == SHORTEST;
    boolean telephone =
        place == Place.CONTACT_POINT
            || afterTelephoneWord(text, run.start())
            || (run.start() > 0 && text.charAt(run.start() - 1) == '+')
            || (!bare && writtenAsTelephone(run.digits()));
    return place == Place.KNOWN_IDENTIFIER || telephone
        ? Optional.empty()
        : Optional.of(Rule.TEN_DIGITS);
  }

  private static boolean afterTelephoneWord(String text, int start) {
    String before = text.substring(Math.max(0, start - LONGEST_WORD), start);
    return TELEPHONE_WORD.matcher(before).find();
  }

  private static boolean writtenAsTelephone(String run) {
    return run.startsWith("0") || run.startsWith("46");
  }

  private static Optional<Rule> reserve(String text) {
    Matcher candidates = RESERVE.matcher(text);
    while (candidates.find()) {
      String plain = candidates.group().replaceAll("[\\s-]", "").toUpperCase(java.util.Locale.ROOT);
      if (ReserveNumber.kindOf(plain).isPresent()) {
        return Optional.of(Rule.RESERVE_NUMBER);
      }
    }
    return Optional.empty();
  }

  private static boolean twelve(String digits) {
    return person(digits) || ReserveNumber.kindOf(digits).isPresent();
  }

  private static boolean person(String digits) {
    return PersonNumber.valid(digits) || CoordinationNumber.valid(digits);
  }

  private static boolean isTwelve(String digits, int from) {
    return mayBeTwelve(digits, from) && twelve(digits.substring(from, from + 12));
  }

  private static boolean isTen(String digits, int from) {
    if (!mayBeBirthday(digits, from + 2)) {
      return false;
    }
    String ten = digits.substring(from, from + SHORTEST);
    return Luhn.valid(ten) && (person("19" + ten) || person("20" + ten));
  }

  /** Told by a look at the digits: a text of a million of them has as many windows. */
  private static boolean mayBeTwelve(String digits, int from) {
    int century = number(digits, from);
    return century == 99 || (century >= 18 && century <= 20 && mayBeBirthday(digits, from + 4));
  }

  /** A month, and a day that may be that of a coordination number. */
  private static boolean mayBeBirthday(String digits, int month) {
    int day = number(digits, month + 2) % 60;
    return number(digits, month) <= 12 && day >= 1 && day <= 31;
  }

  private static int number(String digits, int from) {
    return 10 * (digits.charAt(from) - '0') + digits.charAt(from + 1) - '0';
  }

  /**
   * Whether it is seen at a glance that no number can be in it: most texts are names, words and
   * addresses. Whatever may become a digit when it is made plain is looked at closely.
   */
  private static boolean tooFewDigits(String whole) {
    int count = 0;
    for (int i = 0; i < whole.length(); i++) {
      char c = whole.charAt(i);
      if (c >= '0' && c <= '9') {
        count++;
      } else if (c > 'ÿ' || c > '~' && c < 'À') {
        return false;
      }
    }
    return count < SHORTEST - 2;
  }

  /** Digits of every script and shape as 0 to 9: wide, circled, raised, mathematical. */
  private static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    Normalizer.normalize(text, Normalizer.Form.NFKC)
        .codePoints()
        .forEach(
            c -> {
              if (Character.isDigit(c)) {
                plain.append(Character.digit(c, 10));
              } else {
                plain.appendCodePoint(c);
              }
            });
    return plain.toString();
  }

  private static int digits(String text) {
    int count = 0;
    for (int i = 0; i < text.length(); i++) {
      if (Character.isDigit(text.charAt(i))) {
        count++;
      }
    }
    return count;
  }
}
