package se.vardformedling.referral;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import se.vardformedling.identifier.RegionCode;

/** What may be said with a step, and in what form: no input takes free text. */
final class InputRules {
  private static final String TABLE =
      """
      earliest-date        coming
      valid-to             coming
      date                 date
      visit-date           past
      performed-date       past
      until                coming
      paused-from          past
      resumed-on           past
      offered-date         date
      informed-date        date
      refused-date         date
      assessed-date        past
      inquiry              id
      kva                  kva
      price                amount
      travel-cost          amount
      companion-cost       amount
      wait-home            days
      wait-offered         days
      travel-reimbursement told
      companion            told
      consequence-of-no    told
      despite-ended        told
      contact              code contact-way
      contact-outcome      code contact-outcome
      cancelled-by         code cancelled-by
      question             code information-question
      answer               code information-answer
      payment-number       token
      payment-region       region
      payment-valid-to     coming
      payment-care         code payment-care
      payment-approver     code payment-approver
      """;

  private static final Map<String, String[]> FORMS = new LinkedHashMap<>();
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");

  /** A number of somebody's own: digits, and no word among them. */
  private static final Pattern TOKEN =
      Pattern.compile("(?=.*[0-9])(?!.*[A-Za-z]{4})[A-Za-z0-9-]{1,20}");

  private static final Pattern KVA = Pattern.compile("[A-Z]{2}[A-Z0-9][0-9]{2}");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  /** Years from today that anything about a case can lie. */
  private static final int FARTHEST = 5;

  private static final BigDecimal MOST = new BigDecimal("10000000");
  private static final int LONGEST_WAIT = 3650;

  /** What each form asks of a value on a day; a code is asked of its code system. */
  private static final Map<String, BiPredicate<String, LocalDate>> TESTS =
      Map.ofEntries(
          Map.entry(
              "date",
              (value, today) ->
                  date(value)
                      .filter(d -> d.isBefore(today.plusYears(FARTHEST)))
                      .filter(d -> d.isAfter(today.minusYears(FARTHEST)))
                      .isPresent()),
          Map.entry(
              "past",
              (value, today) ->
                  date(value)
                      .filter(d -> !d.isAfter(today) && d.isAfter(today.minusYears(FARTHEST)))
                      .isPresent()),
          Map.entry(
              "coming",
              (value, today) ->
                  date(value)
                      .filter(d -> !d.isBefore(today) && d.isBefore(today.plusYears(FARTHEST)))
                      .isPresent()),
          Map.entry("id", (value, today) -> ID.matcher(value).matches()),
          Map.entry("kva", (value, today) -> KVA.matcher(value).matches()),
          Map.entry("amount", (value, today) -> amount(value)),
          Map.entry("days", (value, today) -> days(value)),
          Map.entry("told", (value, today) -> value.equals("true")),
          Map.entry("region", (value, today) -> RegionCode.parse(value).isPresent()),
          Map.entry("token", (value, today) -> TOKEN.matcher(value).matches()));

  static {
    TABLE.lines().map(line -> line.split(" +")).forEach(cells -> FORMS.put(cells[0], cells));
  }

  private InputRules() {}

  /** The types there are, each with its form: a word, or {@code code} and a code system. */
  static Map<String, String> forms() {
    Map<String, String> forms = new LinkedHashMap<>();
    FORMS.forEach(
        (type, cells) -> forms.put(type, cells.length > 2 ? cells[1] + " " + cells[2] : cells[1]));
    return forms;
  }

  /**
   * What is wrong with a value.
   *
   * @param known whether a code system of ours has a code
   * @return empty when nothing is
   */
  static Optional<String> fault(
      String type, String value, LocalDate today, BiPredicate<String, String> known) {
    String[] form = FORMS.get(type);
    if (form == null) {
      return Optional.of("no such input");
    }
    BiPredicate<String, LocalDate> test = TESTS.get(form[1]);
    boolean right = test == null ? known.test(form[2], value) : test.test(value, today);
    return right ? Optional.empty() : Optional.of(WANTED.getOrDefault(form[1], form[1]));
  }

  private static final Map<String, String> WANTED =
      Map.of(
          "date", "a date",
          "past", "a date, not in the future",
          "coming", "a date, not in the past",
          "id", "the id of a Task of the case",
          "kva", "a KVÅ code",
          "amount", "Money in SEK",
          "days", "whole days",
          "told", "true: the patient has been told",
          "region", "a länskod",
          "code", "a code of its code system");

  /** Whether the fault is about time and not about form. */
  static boolean aboutTime(String type, String value) {
    String[] form = FORMS.get(type);
    return form != null
        && (form[1].equals("past") || form[1].equals("coming"))
        && date(value).isPresent();
  }

  /** The day that is written, if it is one. */
  static Optional<LocalDate> date(String value) {
    if (!DATE.matcher(value).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(value));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** As {@code 1200.00 SEK}. */
  private static boolean amount(String value) {
    if (!value.matches("[0-9]{1,8}(\\.[0-9]{1,2})? SEK")) {
      return false;
    }
    return new BigDecimal(value.substring(0, value.length() - 4)).compareTo(MOST) <= 0;
  }

  private static boolean days(String value) {
    return value.matches("[0-9]{1,4}") && Integer.parseInt(value) <= LONGEST_WAIT;
  }
}
