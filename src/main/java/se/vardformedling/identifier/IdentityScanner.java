package se.vardformedling.identifier;

import java.text.Normalizer;
import java.util.BitSet;
import java.util.Optional;
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

  /** What may stand between two digits of one number, besides blanks and what nobody sees. */
  private static final String MARKS =
      ".-+/_\u00b7\u2010\u2011\u2012\u2013\u2014\u2015\u2022\u2027\u2043\u2212\u22c5\u30fb";

  private static final Pattern UUID =
      Pattern.compile(
          "(?i)(?<![0-9a-z])([0-9a-f]{8}-[0-9a-f]{4})-[0-9a-f]{4}-[0-9a-f]{4}-([0-9a-f]{12})(?![0-9a-z])");

  /** How an HSA-id begins, in which no birthday can be; what follows it is looked at by itself. */
  private static final Pattern ORGANISATION =
      Pattern.compile("(?<![0-9A-Za-z])(?:SE|TSTNMT)\\d\\d[2-9]\\d{7}(?=-)");

  private static final BitSet BETWEEN = new BitSet();

  static {
    BETWEEN.set(Character.SPACE_SEPARATOR);
    BETWEEN.set(Character.LINE_SEPARATOR);
    BETWEEN.set(Character.PARAGRAPH_SEPARATOR);
    BETWEEN.set(Character.FORMAT);
    BETWEEN.set(Character.NON_SPACING_MARK);
    BETWEEN.set(Character.COMBINING_SPACING_MARK);
    BETWEEN.set(Character.ENCLOSING_MARK);
  }

  private static final Pattern GROUPED_6_4 = Pattern.compile("\\d{6}\\D++\\d{4}");
  private static final Pattern TELEPHONE_WORD =
      Pattern.compile(
          "(?i)(tel|telefon|tfn|mobil|mob|phone|\\+46|0046)[\\s.:]*(nr|nummer)?[\\s.:]*$");
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
      if (twelve(uuids.group(1).replace("-", "")) || twelve(uuids.group(2))) {
        return Optional.of(Rule.TWELVE_DIGITS);
      }
    }
    String text = ORGANISATION.matcher(plain(uuids.replaceAll(" "))).replaceAll(" ");
    if (digits(text) < SHORTEST - 2) {
      return Optional.empty();
    }
    Optional<Rule> found = inRuns(text, place);
    if (found.isPresent()) {
      return found;
    }
    return place == Place.KNOWN_IDENTIFIER || place == Place.DATE_TIME
        ? Optional.empty()
        : reserve(text);
  }

  private static Optional<Rule> inRuns(String text, Place place) {
    for (int start = 0, end; start < text.length(); start = end) {
      end = endOfRun(text, start);
      Optional<Rule> found =
          end - start < SHORTEST
              ? Optional.empty()
              : inRun(text, start, text.substring(start, end), place);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /**
   * Where the digits that begin here, and what stands between them, come to an end; the next place
   * if none begin here. Counted by hand: texts may be long, and a pattern would go as deep.
   */
  private static int endOfRun(String text, int start) {
    int end = start + 1;
    for (int i = start, c; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (Character.isDigit(c)) {
        end = i + 1;
      } else if (i == start || !between(c)) {
        break;
      }
    }
    return end;
  }

  /** Blanks, dots, dashes, slashes, what nobody sees and what decorates the digit before it. */
  private static boolean between(int c) {
    return MARKS.indexOf(c) >= 0 || Character.isWhitespace(c) || BETWEEN.get(Character.getType(c));
  }

  private static Optional<Rule> inRun(String text, int start, String run, Place place) {
    String digits = run.replaceAll("\\D", "");
    for (int i = 0; i + 12 <= digits.length(); i++) {
      if (twelve(digits.substring(i, i + 12)) && place != Place.DATE_TIME) {
        return Optional.of(Rule.TWELVE_DIGITS);
      }
    }
    if (place == Place.DATE_TIME) {
      return Optional.empty();
    }
    for (int i = 0; i + 10 <= digits.length(); i++) {
      if (ten(digits.substring(i, i + 10))) {
        Optional<Rule> rule = tenDigits(text, start, run, i, place);
        if (rule.isPresent()) {
          return rule;
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Grouped 6-4 is a personal number anywhere; bare only where no telephone number or known code
   * can stand.
   */
  private static Optional<Rule> tenDigits(
      String text, int start, String run, int offset, Place place) {
    String written = window(run, offset);
    if (GROUPED_6_4.matcher(written).matches()) {
      return Optional.of(Rule.TEN_DIGITS_GROUPED);
    }
    boolean bare = written.length() == SHORTEST;
    boolean telephone =
        place == Place.CONTACT_POINT
            || TELEPHONE_WORD.matcher(text.substring(0, start)).find()
            || (!bare && writtenAsTelephone(run));
    return place == Place.KNOWN_IDENTIFIER || telephone
        ? Optional.empty()
        : Optional.of(Rule.TEN_DIGITS);
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
    return PersonNumber.valid(digits)
        || CoordinationNumber.valid(digits)
        || ReserveNumber.kindOf(digits).isPresent();
  }

  /** In every such number the third digit begins the month: most are told by it alone. */
  private static boolean ten(String digits) {
    return digits.charAt(2) <= '1' && (twelve("19" + digits) || twelve("20" + digits));
  }

  /** The part of the run that holds ten digits from the given one. */
  private static String window(String run, int offset) {
    int seen = 0;
    int from = 0;
    for (int i = 0; i < run.length(); i++) {
      if (Character.isDigit(run.charAt(i))) {
        if (seen == offset) {
          from = i;
        }
        seen++;
        if (seen == offset + SHORTEST) {
          return run.substring(from, i + 1);
        }
      }
    }
    return run.substring(from);
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
