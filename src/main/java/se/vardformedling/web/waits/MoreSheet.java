package se.vardformedling.web.waits;

import java.util.List;
import java.util.Optional;
import se.vardformedling.waitingtime.WaitFigure;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.sheet.Cell;
import se.vardformedling.web.sheet.Sheet;
import se.vardformedling.web.sheet.Sheet.Fact;
import se.vardformedling.web.sheet.Table;
import se.vardformedling.web.words.Words.Say;

/** How a unit's waits lie and how many come and go in a week, each with its clock and source. */
final class MoreSheet {
  private static final String METRIC = "wait-metric";
  private final Say say;

  MoreSheet(Say say) {
    this.say = say;
  }

  private record Line(String metric, Optional<Double> value, WaitFigure of) {}

  /**
   * The table.
   *
   * @param name of the unit
   * @param figures by each of its clocks that is known
   * @param facts what the page says of its figures
   */
  Sheet of(String name, List<WaitFigure> figures, List<Fact> facts, Address address) {
    List<Line> lines =
        figures.stream()
            .flatMap(
                figure ->
                    figure.more().entrySet().stream()
                        .map(one -> new Line(one.getKey(), one.getValue(), figure)))
            .toList();
    return Table.<Line>named("fler", say)
        .words("matt", "waits.more.metric", line -> Cell.of(say.code(METRIC, line.metric())))
        .figures("varde", "waits.more.value", this::value)
        .words("klocka", "waits.more.clock", this::clock)
        .empty("waits.more.none")
        .fact(say.the("waits.more.metric"), say.the("waits.more.about"))
        .facts(facts)
        .of(lines, say.the("waits.more.caption", name), address);
  }

  private Cell value(Line line) {
    return line.value()
        .map(
            value ->
                Cell.of(say.number(value, decimals(line.metric())) + unit(line.metric()), value))
        .orElseGet(() -> Cell.missing(say.the("waits.masked")));
  }

  private static int decimals(String metric) {
    return metric.startsWith("band") ? 0 : 1;
  }

  private static String unit(String metric) {
    return metric.startsWith("share") ? " %" : "";
  }

  private Cell clock(Line line) {
    WaitFigure figure = line.of();
    return Cell.of(say.the("waits.clock." + figure.clock()))
        .note(
            figure.from().equals(figure.to())
                ? figure.to().toString()
                : figure.from() + " – " + figure.to())
        .note(
            say.the(
                "figure.source",
                say.code("wait-source", figure.source()),
                figure.updated().toString()));
  }
}
