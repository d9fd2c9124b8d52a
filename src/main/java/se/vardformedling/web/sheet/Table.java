package se.vardformedling.web.sheet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import se.vardformedling.web.sheet.Sheet.Fact;
import se.vardformedling.web.words.Words.Say;

/**
 * A table in the making: each column with how its cells are written, then what the table says of
 * itself. The address tells how it is sorted.
 *
 * @param <R> what a row is made from
 */
public final class Table<R> {
  private final String name;
  private final Say say;
  private final List<Column> columns = new ArrayList<>();
  private final List<Function<R, Cell>> cells = new ArrayList<>();
  private final List<Fact> facts = new ArrayList<>();
  private Function<R, String> id = row -> "";
  private String sort = "";
  private String empty = "";

  private Table(String name, Say say) {
    this.name = name;
    this.say = say;
  }

  /** A table without columns; the name is the file's name and the heading's anchor. */
  public static <R> Table<R> named(String name, Say say) {
    return new Table<>(name, say);
  }

  /** A column of words; its name is a message. */
  public Table<R> words(String key, String message, Function<R, Cell> cell) {
    return column(Column.words(key, say.the(message)), cell);
  }

  /** A column of figures; its name is a message. */
  public Table<R> figures(String key, String message, Function<R, Cell> cell) {
    return column(Column.figures(key, say.the(message)), cell);
  }

  /** A column of words that are sorted by the numbers behind them; its name is a message. */
  public Table<R> ranked(String key, String message, Function<R, Cell> cell) {
    return column(Column.ranked(key, say.the(message)), cell);
  }

  public Table<R> column(Column column, Function<R, Cell> cell) {
    columns.add(column);
    cells.add(cell);
    return this;
  }

  /** What a chosen row is called in an address. */
  public Table<R> chosenBy(Function<R, String> rowId) {
    id = rowId;
    return this;
  }

  /** How it is sorted when the address does not say. */
  public Table<R> usually(String column) {
    sort = column;
    return this;
  }

  /** The message when there is no row. */
  public Table<R> empty(String message) {
    return emptied(say.the(message));
  }

  /** What is said when there is no row. */
  public Table<R> emptied(String words) {
    empty = words;
    return this;
  }

  /** One line of "Om data"; what the rows are comes first by itself. */
  public Table<R> fact(String label, String value) {
    facts.add(new Fact(label, value));
    return this;
  }

  public Table<R> facts(List<Fact> more) {
    facts.addAll(more);
    return this;
  }

  /**
   * The table, sorted.
   *
   * @param caption what the rows are, with the filters in force
   */
  public Sheet of(List<R> from, String caption, Address address) {
    List<Fact> about = new ArrayList<>(List.of(new Fact(say.the("about.filters"), caption)));
    about.addAll(facts);
    Fact synthetic = new Fact(say.the("start.demo.label"), say.the("start.demo"));
    if (say.synthetic() && !about.contains(synthetic)) {
      about.add(synthetic);
    }
    String asked = address.said("sortera");
    return new Sheet(
            name,
            caption,
            List.copyOf(columns),
            from.stream().map(this::row).toList(),
            about,
            asked.isEmpty() ? sort : asked,
            empty,
            address)
        .sorted(say.language());
  }

  private Sheet.Row row(R from) {
    return new Sheet.Row(id.apply(from), cells.stream().map(cell -> cell.apply(from)).toList());
  }
}
