package se.vardformedling.imports;

import java.util.Locale;

/** What can be wrong in a file, in both languages. */
enum FaultCode {
  COLUMN_MISSING("Kolumnen saknas.", "The column is missing."),
  COLUMN_UNKNOWN("Kolumnen är okänd.", "The column is not known."),
  COLUMN_TWICE("Kolumnen finns två gånger.", "The column is there twice."),
  NO_ROWS("Filen har inga rader under rubrikerna.", "The file has no rows below its headings."),
  VALUE_MISSING("Uppgiften saknas.", "The value is missing."),
  CELL_IN_ERROR(
      "Kalkylbladet visar ett fel här, eller en formel som inte är uträknad. Räkna om bladet, spara och skicka igen.",
      "The spreadsheet shows an error here, or a formula that has not been computed. Compute it, save and send again."),
  NEEDS_COLUMN(
      "Uppgiften betyder inget utan den i kolumnen. Fyll i båda eller ingen.",
      "The value means nothing without that in the column. Fill in both or neither."),
  NOT_A_DATE("Inte ett datum. Skriv ÅÅÅÅ-MM-DD.", "Not a date. Write YYYY-MM-DD."),
  NOT_A_NUMBER(
      "Inte ett entydigt tal. Skriv decimaler med komma och tusental med mellanslag.",
      "Not an unambiguous number. Write decimals with a comma and thousands with a blank."),
  NOT_A_WHOLE_NUMBER(
      "Inte ett heltal. Skriv talet utan decimaler.",
      "Not a whole number. Write it without decimals."),
  OUT_OF_RANGE("Värdet ligger utanför det tillåtna.", "The value is out of range."),
  NOT_YES_OR_NO("Skriv ja eller nej.", "Write ja (yes) or nej (no)."),
  CODE_UNKNOWN("Koden eller ordet är okänt.", "The code or word is not known."),
  UNIT_UNKNOWN("Enheten finns inte i katalogen.", "The unit is not in the catalogue."),
  SERVICE_UNKNOWN(
      "Enheten erbjuder inte vårdtjänsten i katalogen.",
      "The unit does not offer the service in the catalogue."),
  REGION_UNKNOWN("Regionen finns inte.", "The region does not exist."),
  REGION_NOT_TWO_DIGITS(
      "Skriv varje länskod med två siffror, och formatera kolumnen som text: kalkylbladet gör annars 12,10 till talet 12,1.",
      "Write each länskod with two digits, and format the column as text: else the spreadsheet makes 12,10 the number 12.1."),
  REGION_NOT_YOURS("Regionen är inte den ni företräder.", "The region is not the one you act for."),
  ROWS_DISAGREE(
      "Raden säger något annat än en tidigare rad om samma sak.",
      "The row says otherwise than an earlier row about the same thing."),
  ROW_TWICE("Raden finns två gånger.", "The row is there twice."),
  RANGE_REVERSED("Till är mindre än från.", "The end is less than the beginning."),
  PERIOD_REVERSED("Perioden slutar innan den börjar.", "The period ends before it begins."),
  DAY_TO_COME("Dagen har inte kommit än.", "The day has not come yet."),
  P90_BELOW_MEDIAN(
      "Nittionde percentilen kan inte vara kortare än medianen.",
      "The 90th percentile cannot be shorter than the median."),
  PROFILE_VIOLATED("Följer inte profilen.", "Does not follow the profile."),
  PHI_DETECTED(
      "Kan identifiera en person och får inte finnas här.",
      "May identify a person and may not be here."),
  TOO_OLD(
      "Filen granskades för så länge sedan att den inte kan publiceras. Skicka den igen.",
      "The file was previewed so long ago that it cannot be published. Send it again."),
  TOO_MANY("Fler fel än som visas.", "More faults than are shown.");

  private final String swedish;
  private final String english;

  FaultCode(String swedish, String english) {
    this.swedish = swedish;
    this.english = english;
  }

  String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  ImportFault at(int line, int column, String field) {
    return at(line, column, field, "");
  }

  /**
   * The fault of a place.
   *
   * @param said what stands there, to be quoted; empty for what is not
   */
  ImportFault at(int line, int column, String field, String said) {
    return new ImportFault(
        line, column, field, code(), quoting(swedish, said), quoting(english, said));
  }

  /** After the first sentence: Kolumnen är okänd: ”Avtalnr”. */
  private static String quoting(String text, String said) {
    int end = text.indexOf('.');
    return said.isEmpty()
        ? text
        : text.substring(0, end) + ": ”" + said + "”" + text.substring(end);
  }
}
