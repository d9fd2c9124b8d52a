package se.vardformedling.web.sheet;

import java.util.List;
import java.util.Optional;

/**
 * One cell.
 *
 * @param text what is shown
 * @param number what it is sorted by and written as in a spreadsheet, when it is a figure
 * @param notes smaller lines under it, such as a figure's clock, n, period, source and date
 * @param tone good, warn, bad, quiet or empty: never the only bearer of a meaning
 * @param href where it leads; empty for nowhere
 * @param spoken what a link is called when its text does not tell it from the others; empty for the
 *     text
 */
public record Cell(
    String text,
    Optional<Double> number,
    List<String> notes,
    String tone,
    String href,
    String spoken) {

  public static Cell of(String text) {
    return new Cell(text, Optional.empty(), List.of(), "", "", "");
  }

  public static Cell of(String text, double number) {
    return new Cell(text, Optional.of(number), List.of(), "", "", "");
  }

  /** Nothing is known, and the words say so. */
  public static Cell missing(String words) {
    return Cell.of(words).tone("quiet");
  }

  public Cell notes(List<String> lines) {
    return new Cell(text, number, List.copyOf(lines), tone, href, spoken);
  }

  public Cell note(String line) {
    return notes(
        line.isEmpty()
            ? notes
            : java.util.stream.Stream.concat(notes.stream(), java.util.stream.Stream.of(line))
                .toList());
  }

  public Cell tone(String name) {
    return new Cell(text, number, notes, name, href, spoken);
  }

  public Cell to(String address) {
    return new Cell(text, number, notes, tone, address, spoken);
  }

  /**
   * A link among others with the same text.
   *
   * @param name begins with the text, so that who sees the one can say it
   */
  public Cell to(String address, String name) {
    return new Cell(text, number, notes, tone, address, name);
  }

  /** All of it on one line. */
  public String line() {
    return notes.isEmpty() ? text : text + "; " + String.join("; ", notes);
  }
}
