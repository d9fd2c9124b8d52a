package se.vardformedling.web.sheet;

/**
 * One column.
 *
 * @param key what the address calls it; empty when one cannot sort by it
 * @param numeric whether it holds figures: right-aligned, sorted as numbers
 */
public record Column(String key, String name, boolean numeric) {

  public static Column words(String key, String name) {
    return new Column(key, name, false);
  }

  /** A column of a table whose rows have an order of their own. */
  public static Column fixed(String name) {
    return new Column("", name, false);
  }

  public static Column figures(String key, String name) {
    return new Column(key, name, true);
  }
}
