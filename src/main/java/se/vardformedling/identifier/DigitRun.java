package se.vardformedling.identifier;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Digits, and between them only what may stand inside one number. They are written in groups, and a
 * number begins and ends with one: what begins in the middle of a group and goes on in the next is
 * two numbers.
 */
final class DigitRun {
  /** What may stand between two digits of one number, besides blanks and what nobody sees. */
  private static final String MARKS =
      ".-+/_\u00b7\u2022\u2027\u2043\u2212\u2215\u22c5\u30fb\u2800\u115f\u1160\u3164\uffa0";

  private static final BitSet BETWEEN = new BitSet();

  static {
    BETWEEN.set(Character.DASH_PUNCTUATION);
    BETWEEN.set(Character.SPACE_SEPARATOR);
    BETWEEN.set(Character.LINE_SEPARATOR);
    BETWEEN.set(Character.PARAGRAPH_SEPARATOR);
    BETWEEN.set(Character.FORMAT);
    BETWEEN.set(Character.NON_SPACING_MARK);
    BETWEEN.set(Character.COMBINING_SPACING_MARK);
    BETWEEN.set(Character.ENCLOSING_MARK);
  }

  /** The groups in which a personal number is written where more digits stand before or after. */
  private static final Set<String> USUAL =
      Set.of("8-4", "4-2-2-4", "4-4-4", "2-2-2-2-4", "2-6-4", "6-6", "6-4", "2-2-2-4");

  /** A day whole, or its last six digits, and the last four. */
  private static final Set<String> DAY_AND_FOUR = Set.of("8-4", "6-4");

  private static final String DATE_AND_FOUR = "4-2-2-4";
  private static final Pattern DAY_AND_CLOCK =
      Pattern.compile("2\\d{3}-\\d\\d-\\d\\d\\s+\\d\\d\\.\\d\\d");

  /** As above with other marks, and no time that anybody plans for: of the last century. */
  private static final Set<String> DAY_AND_TIME = Set.of("4-2-2-2-2", "8-2-2");

  /** The most marks between two groups, if others are among them than a number has. */
  private static final int MOST_MARKS = 3;

  /** Digits before a decimal point. */
  private static final int LONGEST_WHOLE = 3;

  private final String text;
  private final int[] places;
  private final String digits;

  private DigitRun(String text, int[] places, String digits) {
    this.text = text;
    this.places = places;
    this.digits = digits;
  }

  /**
   * The one that begins at a digit. Counted by hand: texts may be long, and a pattern would go as
   * deep.
   *
   * @param loosely whether any marks may stand between two groups, if they are few
   */
  static DigitRun at(int start, String text, boolean loosely) {
    StringBuilder digits = new StringBuilder();
    int[] places = new int[16];
    boolean odd = false;
    for (int i = start, c; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (Character.isDigit(c)) {
        if (digits.length() == places.length) {
          places = Arrays.copyOf(places, places.length * 2);
        }
        places[digits.length()] = i;
        digits.append((char) c);
        odd = false;
      } else {
        odd = odd || !between(c);
        int marks = i - places[digits.length() - 1];
        if (odd && (!loosely || Character.isLetter(c) || marks > MOST_MARKS)) {
          break;
        }
      }
    }
    return new DigitRun(text, places, digits.toString());
  }

  /** Blanks, dots, dashes, slashes, what nobody sees and what decorates the digit before it. */
  private static boolean between(int c) {
    return MARKS.indexOf(c) >= 0 || Character.isWhitespace(c) || BETWEEN.get(Character.getType(c));
  }

  String digits() {
    return digits;
  }

  int start() {
    return places[0];
  }

  /** Behind the last digit. */
  int end() {
    return places[digits.length() - 1] + 1;
  }

  /** As written, so many digits from the given one. */
  String written(int from, int count) {
    return text.substring(places[from], places[from + count - 1] + 1);
  }

  /**
   * Whether so many digits from the given one may be one number: twelve anywhere in a row, ten in a
   * row that is no longer; else whole groups, in a usual form or with nothing before and after.
   */
  boolean mayBeOne(int from, int count) {
    int last = from + count - 1;
    boolean whole = begins(from) && ends(last);
    if (places[last] - places[from] == last - from) {
      return whole || count == 12;
    }
    if (!whole) {
      return false;
    }
    String shape = shape(from, last);
    boolean alone = from == 0 && last == digits.length() - 1;
    return USUAL.contains(shape)
        ? !shape.equals(DATE_AND_FOUR) || !fromDayToDay(from, last)
        : alone && !dayAndClock(from, count) && !decimal();
  }

  /** A day of this century and an hour as people write them: {@code 2026-11-28 14.30}. */
  private boolean dayAndClock(int from, int count) {
    return DAY_AND_CLOCK.matcher(written(from, count)).matches();
  }

  /**
   * As above of a loose run, where other marks tell the groups apart: a day in one group, or marks
   * within it too. A date as it is usually written and a year or a time behind a colon is no
   * number.
   */
  boolean mayBeOneLoosely(int from, int count) {
    int last = from + count - 1;
    if (!begins(from) || !ends(last)) {
      return false;
    }
    String shape = shape(from, last);
    if (DAY_AND_TIME.contains(shape)) {
      return digits.charAt(from) == '1';
    }
    return USUAL.contains(shape)
        && (DAY_AND_FOUR.contains(shape) ? odd(from, last) : odd(from, last - 4));
  }

  private boolean begins(int digit) {
    return digit == 0 || places[digit] > places[digit - 1] + 1;
  }

  private boolean ends(int digit) {
    return digit == digits.length() - 1 || places[digit + 1] > places[digit] + 1;
  }

  /** How many digits each group has, such as {@code 6-4}. */
  private String shape(int from, int last) {
    StringBuilder shape = new StringBuilder();
    int size = 0;
    for (int i = from; i <= last; i++) {
      size++;
      if (ends(i)) {
        shape.append(shape.isEmpty() ? "" : "-").append(size);
        size = 0;
      }
    }
    return shape.toString();
  }

  /** {@code 2026-01-01 – 2026-12-31} holds the form of a number and is none; either way round. */
  private boolean fromDayToDay(int from, int last) {
    return (last + 4 < digits.length() && shape(last + 1, last + 4).equals("2-2"))
        || (from >= 4 && begins(from - 4) && shape(from - 4, from - 1).equals("2-2"));
  }

  private boolean decimal() {
    int whole = 0;
    while (!ends(whole)) {
      whole++;
    }
    int point = places[whole] + 1;
    return whole < LONGEST_WHOLE
        && text.charAt(point) == '.'
        && places[digits.length() - 1] - point == digits.length() - 1 - whole;
  }

  /** Whether a mark that a number has not stands between two of the digits. */
  private boolean odd(int from, int last) {
    return written(from, last - from + 1)
        .codePoints()
        .anyMatch(c -> !Character.isDigit(c) && !between(c));
  }
}
