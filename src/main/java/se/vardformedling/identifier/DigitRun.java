package se.vardformedling.identifier;

import java.util.BitSet;

/**
 * Digits, and between them only what may stand inside one number; with the place of each in the
 * text.
 */
final class DigitRun {
  /** What may stand between two digits of one number, besides blanks and what nobody sees. */
  private static final String MARKS =
      ".-+/_\u00b7\u2010\u2011\u2012\u2013\u2014\u2015\u2022\u2027\u2043\u2212\u22c5\u30fb";

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

  /** The most marks that are looked past before the last four digits. */
  private static final int MOST_MARKS = 3;

  private static final int LAST = 4;

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
   */
  static DigitRun at(int start, String text) {
    StringBuilder digits = new StringBuilder();
    int[] places = new int[16];
    for (int i = start, c; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (Character.isDigit(c)) {
        if (digits.length() == places.length) {
          places = java.util.Arrays.copyOf(places, places.length * 2);
        }
        places[digits.length()] = i;
        digits.append((char) c);
      } else if (!between(c)) {
        break;
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

  String written() {
    return text.substring(start(), end());
  }

  /**
   * The last digits of this run, and the four that stand alone behind it and one to three other
   * marks: {@code 19610118, 2803}. Empty if there are none, or if the date is only the end of
   * longer digits.
   *
   * @param date how many of this run's digits, 6 or 8
   */
  String withLastFour(int date) {
    int behind = end();
    int next = behind;
    while (next < text.length() && next - behind < MOST_MARKS && mark(text.charAt(next))) {
      next++;
    }
    int first = digits.length() - date;
    boolean alone =
        next > behind
            && first >= 0
            && (first == 0 || places[first] > places[first - 1] + 1)
            && digitsFrom(next) == LAST;
    return alone ? digits.substring(first) + text.substring(next, next + LAST) : "";
  }

  private static boolean mark(char c) {
    return !Character.isLetterOrDigit(c);
  }

  private int digitsFrom(int start) {
    int end = start;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    return end - start;
  }
}
