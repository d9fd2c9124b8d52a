package se.vardformedling.web.sheet;

import java.text.Collator;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The order of a table's rows, and what a spreadsheet program may not be given. */
final class SheetRules {
  private SheetRules() {}

  static Sheet sorted(Sheet sheet, Locale language) {
    String key = sheet.sort().replaceFirst("^-", "");
    List<Column> columns = sheet.columns();
    if (key.isEmpty()) {
      return sheet;
    }
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).key().equals(key)) {
        return new Sheet(
            sheet.name(),
            sheet.caption(),
            columns,
            sheet.rows().stream().sorted(order(i, columns.get(i), sheet.sort(), language)).toList(),
            sheet.about(),
            sheet.sort(),
            sheet.empty(),
            sheet.address());
      }
    }
    return sheet;
  }

  /** A missing figure comes last whichever way the rest is sorted. */
  private static Comparator<Sheet.Row> order(
      int index, Column column, String sort, Locale language) {
    boolean falling = sort.startsWith("-");
    if (column.numeric()) {
      Comparator<Double> way = falling ? Comparator.reverseOrder() : Comparator.naturalOrder();
      return Comparator.comparing(
          row -> row.cells().get(index).number().orElse(null), Comparator.nullsLast(way));
    }
    Collator words = Collator.getInstance(language);
    Comparator<Sheet.Row> rising =
        (a, b) -> words.compare(a.cells().get(index).text(), b.cells().get(index).text());
    return falling ? rising.reversed() : rising;
  }

  /**
   * Text that a spreadsheet program would take for a formula gets an apostrophe before it, which
   * such programs do not show.
   */
  static String harmless(String text) {
    if (text.matches("[-−]?\\d+([.,]\\d+)?")) {
      return text;
    }
    String bare = text.stripLeading();
    boolean formula =
        !bare.isEmpty() && "=+-@＝＋－＠".indexOf(bare.charAt(0)) >= 0
            || !text.isEmpty() && "\t\r\n".indexOf(text.charAt(0)) >= 0;
    return formula ? "'" + text : text;
  }
}
