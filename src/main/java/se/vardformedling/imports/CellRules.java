package se.vardformedling.imports;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands in a cell, as people in Sweden write it. Empty: it cannot be read so. */
final class CellRules {
  private static final Pattern ISO =
      Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:[T ]00:00(?::00)?)?");
  private static final Pattern COMPACT = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})");
  private static final Pattern SLASHED =
      Pattern.compile("(\\d{1,2})[/.](\\d{1,2})[/.]?\\s?(\\d{4})");

  /** What a formula says that has never been computed; no program writes it. */
  static final String NOT_COMPUTED = "#EJ_UTRÄKNAD!";

  /** #N/A, #REF!, #VÄRDEFEL!, #DIVISION/0!, Err:502, and #### of a column that is too narrow. */
  private static final Pattern ERROR =
      Pattern.compile("#[\\p{Lu}\\d/_]+[!?]|#N/A|#GETTING_DATA|#{2,}|Err:\\d{3}");

  private static final Set<String> YES = Set.of("ja", "j", "sant", "true", "x", "1", "yes");
  private static final Set<String> NO = Set.of("nej", "n", "falskt", "false", "0", "no");

  private static final int LONGEST_QUOTED = 30;
  private static final int TELLING_DIGITS = 6;

  /** After the first word no capital begins another: that would be what names look like. */
  private static final Pattern QUOTABLE =
      Pattern.compile(
          "[\\p{L}\\p{N}][\\p{L}\\p{N}/:.,%-]*( [\\p{Ll}\\p{N}%][\\p{L}\\p{N}/:.,%-]*){0,3}");

  private CellRules() {}

  /** 2026-03-01, 20260301, 1/3 2026, 01.03.2026; day before month. */
  static Optional<LocalDate> date(String cell) {
    Matcher iso = ISO.matcher(cell);
    if (iso.matches()) {
      return date(iso.group(1), iso.group(2), iso.group(3));
    }
    Matcher compact = COMPACT.matcher(cell);
    if (compact.matches()) {
      return date(compact.group(1), compact.group(2), compact.group(3));
    }
    Matcher slashed = SLASHED.matcher(cell);
    return slashed.matches()
        ? date(slashed.group(3), slashed.group(2), slashed.group(1))
        : Optional.empty();
  }

  private static Optional<LocalDate> date(String year, String month, String day) {
    try {
      return Optional.of(
          LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day)));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  /**
   * 92 000,50 and 92000.50, with kr, SEK or :- after it. What could be thousands or thousandths,
   * such as 92.000 or 92,000, is not guessed at.
   */
  static Optional<BigDecimal> number(String cell) {
    return cell.strip().matches("-?[1-9]\\d{0,2}((\\.\\d{3})+|,000)\\D*")
        ? Optional.empty()
        : decimal(cell);
  }

  /** As a weight or a position: one dot is always before decimals. */
  static Optional<BigDecimal> decimal(String cell) {
    String plain =
        cell.strip()
            .toLowerCase(Locale.ROOT)
            .replaceAll("(kr|sek|:-)$", "")
            .replaceAll("[\\s\\u00A0\\u202F]", "")
            .replace('−', '-');
    if (plain.matches("-?\\d{1,3}(\\.\\d{3})+,\\d+")) {
      plain = plain.replace(".", "");
    }
    plain = plain.replace(',', '.');
    return plain.matches("-?\\d{1,12}(\\.\\d{1,8})?")
        ? Optional.of(new BigDecimal(plain))
        : Optional.empty();
  }

  /** 40 and 40 %. */
  static Optional<BigDecimal> percent(String cell) {
    return decimal(cell.strip().replaceAll("%$", ""));
  }

  static Optional<Integer> whole(String cell) {
    return number(cell)
        .filter(
            n ->
                n.stripTrailingZeros().scale() <= 0
                    && n.abs().compareTo(BigDecimal.valueOf(1_000_000_000)) < 0)
        .map(BigDecimal::intValue);
  }

  /** Whether it is a number, but not a whole one. */
  static boolean hasParts(String cell) {
    return number(cell).filter(n -> n.stripTrailingZeros().scale() > 0).isPresent();
  }

  static Optional<Boolean> yesOrNo(String cell) {
    String plain = cell.toLowerCase(Locale.ROOT);
    return YES.contains(plain)
        ? Optional.of(true)
        : NO.contains(plain) ? Optional.of(false) : Optional.empty();
  }

  /**
   * Whether it may be told again: a word or a code, which can be about nobody. Not so what might be
   * a name, a number of a person or a telephone, or a sentence.
   */
  static boolean quotable(String cell) {
    boolean plain = cell.length() <= LONGEST_QUOTED && QUOTABLE.matcher(cell).matches();
    return plain && cell.chars().filter(Character::isDigit).count() < TELLING_DIGITS;
  }

  /** Whether it is an error of a spreadsheet's, computed or written out as text. */
  static boolean error(String cell) {
    return ERROR.matcher(cell).matches();
  }

  /** Values with comma, slash or blank between them. */
  static List<String> several(String cell) {
    return Pattern.compile("[,/\\s]+").splitAsStream(cell).filter(one -> !one.isEmpty()).toList();
  }

  /** A heading without capitals, accents and signs: {@code Gäller från} is {@code gallerfran}. */
  static String heading(String text) {
    return text.toLowerCase(Locale.ROOT)
        .replaceAll("[åä]", "a")
        .replace('ö', 'o')
        .replaceAll("[^a-z0-9]", "");
  }
}
