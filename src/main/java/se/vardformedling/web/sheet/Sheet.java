package se.vardformedling.web.sheet;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table with what it is.
 *
 * @param name short, in plain letters: the file's name and the heading's anchor
 * @param caption what the rows are, with the filters in force
 * @param about what goes on the sheet "Om data": filters, source, time, definitions
 * @param sort the column it is sorted by, with {@code -} before it for falling; empty for the order
 *     it came in
 * @param empty what to say, and what to do, when there is no row
 */
public record Sheet(
    String name,
    String caption,
    List<Column> columns,
    List<Row> rows,
    List<Fact> about,
    String sort,
    String empty,
    Address address) {

  /**
   * One row.
   *
   * @param id what a chosen row is called in the address, or else where the row is on its page;
   *     empty for a row that cannot be chosen
   */
  public record Row(String id, List<Cell> cells) {
    public static Row of(Cell... cells) {
      return new Row("", List.of(cells));
    }
  }

  /** One line of "Om data". */
  public record Fact(String name, String value) {}

  /**
   * How rows are chosen.
   *
   * @param name of the boxes
   * @param column what their column is called
   * @param label of one box, with {@code {0}} where the row's name belongs
   * @param chosen the rows whose boxes are ticked already
   */
  record Choice(String name, String column, String label, Set<String> chosen) {
    String of(String row) {
      return label.replace("{0}", row);
    }
  }

  /** The rows as HTML; with boxes to choose them by, if these have a name. */
  public String body(@Nullable String choose, String column, String label) {
    Optional<Choice> choice =
        Optional.ofNullable(choose).map(name -> new Choice(name, column, label, ticked(name)));
    return new RowMarkup(this, choice).rows();
  }

  private Set<String> ticked(String name) {
    return Set.copyOf(address.parameters().getOrDefault(name, List.of()));
  }

  /** One page of the rows, of which there are so many on each. */
  public Sheet page(Pages pages, int size) {
    int first = pages.before(size);
    List<Row> shown = rows.subList(first, Math.min(rows.size(), first + size));
    return new Sheet(name, caption, columns, shown, about, sort, empty, address);
  }

  /** Sorted as the address asks; a sort nobody knows is ignored. */
  public Sheet sorted(Locale language) {
    return SheetRules.sorted(this, language);
  }

  /** Whether there is anything to sort, and by what. */
  public boolean isSortable() {
    return rows.size() > 1 && columns.stream().anyMatch(column -> !column.key().isEmpty());
  }

  public boolean sortedBy(Column column) {
    return sort.equals(column.key()) || sort.equals("-" + column.key());
  }

  /** What a screen reader is told. */
  public String direction(Column column) {
    return sort.equals(column.key())
        ? "ascending"
        : sort.equals("-" + column.key()) ? "descending" : "none";
  }

  /**
   * Sorts by the column, or the other way round when it is sorted by it; begins at the first page.
   */
  public String sortAddress(Column column) {
    return address
            .with("som", "")
            .with(Pages.NAME, "")
            .with("sortera", sort.equals(column.key()) ? "-" + column.key() : column.key())
        + "#"
        + name;
  }

  public String exportAddress(String format) {
    return address.with("som", format).toString();
  }
}
