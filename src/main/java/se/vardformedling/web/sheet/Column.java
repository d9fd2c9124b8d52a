package se.vardformedling.web.sheet;

/**
 * One column.
 *
 * @param key what the address calls it; empty when one cannot sort by it
 * @param numeric whether it is sorted as numbers
 * @param figures whether these are what is read, and stand to the right
 */
public record Column(String key, String name, boolean numeric, boolean figures) {

  public static Column words(String key, String name) {
    return new Column(key, name, false, false);
  }

  /** A column of a table whose rows have an order of their own. */
  public static Column fixed(String name) {
    return new Column("", name, false, false);
  }

  public static Column figures(String key, String name) {
    return new Column(key, name, true, true);
  }

  /** Words that have an order of their own, by the numbers behind them. */
  public static Column ranked(String key, String name) {
    return new Column(key, name, true, false);
  }
}
