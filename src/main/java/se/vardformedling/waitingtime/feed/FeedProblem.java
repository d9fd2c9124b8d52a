package se.vardformedling.waitingtime.feed;

import java.util.Locale;

/**
 * What is wrong with a row or with the file. Never holds what the file said there.
 *
 * @param line as an editor counts; 0 for the whole file
 * @param column its name, or ""
 * @param detail a number, a month or a unit that helps, or ""
 */
public record FeedProblem(int line, String column, Rule rule, String detail) {

  /** Every complaint; {@code fatal} ones stop the file. */
  public enum Rule {
    IDENTITY(true, "Kan identifiera en person", "May identify a person"),
    HEADER(true, "Filens huvud saknar en uppgift", "The file's head lacks something"),
    COLUMN(true, "Kolumnen saknas", "The column is missing"),
    TOO_MANY(true, "För stor del av raderna är felaktiga", "Too many of the rows are wrong"),
    EMPTY(
        true,
        "Filen har ingen rad som går att använda: uppgift saknas, inte noll",
        "The file has no row that can be used, which is not none"),
    UNIT_UNKNOWN(false, "Enheten finns inte i katalogen", "The unit is not in the catalogue"),
    SERVICE_UNKNOWN(
        false, "Enheten har inte vårdtjänsten i katalogen", "The unit does not offer the service"),
    CODE_UNKNOWN(false, "Koden leder inte till en vårdtjänst", "The code leads to no service"),
    DATE(false, "Datumet går inte att läsa", "The date cannot be read"),
    NUMBER(false, "Talet går inte att läsa", "The number cannot be read"),
    VALUE(false, "Värdet är inte tillåtet", "The value is not allowed"),
    OUTSIDE(false, "Dagen ligger utanför filens period", "The day is outside the file's period"),
    NEGATIVE(false, "Väntan är negativ", "The wait is negative"),
    LONG(false, "Väntan är längre än tio år", "The wait is longer than ten years"),
    ORDER(false, "Flödespunkterna kommer i fel ordning", "The flow points are in the wrong order"),
    PAUSE(false, "Pauserna är längre än väntan", "The pauses are longer than the wait"),
    DUPLICATE(false, "Raden finns redan i filen", "The row is in the file already"),
    RESPONSE(false, "Färre än 95 % av enheterna har svarat", "Under 95 % of the units answered"),
    LATE(false, "Rapporterat senare än tre veckor", "Reported later than three weeks"),
    GAP(
        false,
        "Månaden saknas: uppgift saknas, inte noll",
        "The month is missing, which is not none"),
    SILENT(
        false,
        "Enheten har inte rapporterat på sex veckor",
        "The unit has not reported for six weeks");

    private final boolean fatal;
    private final String swedish;
    private final String english;

    Rule(boolean fatal, String swedish, String english) {
      this.fatal = fatal;
      this.swedish = swedish;
      this.english = english;
    }

    public boolean fatal() {
      return fatal;
    }

    /** The stable code. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String text(Locale language) {
      return "en".equals(language.getLanguage()) ? english : swedish;
    }
  }

  /** Whether it speaks of one row, which is then left out. */
  public boolean row() {
    return line > 0;
  }

  /** One line for a person. */
  public String say(Locale language) {
    boolean english = "en".equals(language.getLanguage());
    String where =
        line == 0
            ? ""
            : (english ? "Line " : "Rad ") + line + (column.isEmpty() ? "" : ", " + column);
    return (where.isEmpty() ? "" : where + ": ")
        + rule.text(language)
        + (detail.isEmpty() ? "" : " (" + detail + ")")
        + ".";
  }
}
