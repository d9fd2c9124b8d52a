package se.vardformedling.waitingtime;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import se.vardformedling.disclosure.Disclosure;
import se.vardformedling.waitingtime.FigureRow.Values;

/** Computes every figure of one vårdtjänst and source, and masks what may not be told. */
final class FigureRules {
  private static final List<String> SLICES =
      List.of(FigureKey.ALL, "need-within-30", "need-within-90", "need-later", "general");

  private final FigureInput input;
  private final FigureSums sums;
  private final Disclosure disclosure;
  private final Set<String> masked;
  private final MoreFigures more;

  private FigureRules(FigureInput input, Disclosure disclosure) {
    this.input = input;
    this.disclosure = disclosure;
    this.sums = new FigureSums(input.to(), input.counts());
    this.masked = disclosure.masked(new FigureTables(sums, input, disclosure).build());
    this.more = new MoreFigures(input, sums, disclosure, masked);
  }

  /** In a fixed order; the same counts give the same figures. */
  static List<FigureRow> figures(FigureInput input, Disclosure disclosure) {
    return new FigureRules(input, disclosure).rows();
  }

  private List<FigureRow> rows() {
    List<FigureRow> rows = new ArrayList<>();
    for (FigureKey place : places()) {
      for (String slice : SLICES) {
        if (known(slice)) {
          FigureSums.WINDOWS.forEach(
              window -> rows.add(window(place.in(slice).over(String.valueOf(window)), window)));
        }
      }
      if (!place.level().equals("region")) {
        months(place, rows);
      }
      if (sums.has(new FigureKey("waiting", "nation", FigureSums.NATION, "all", "now"))) {
        FigureKey now = new FigureKey("waiting", place.level(), place.place(), "all", "now");
        rows.add(row(now, input.to(), input.to()));
      }
    }
    return rows;
  }

  private List<FigureKey> places() {
    FigureKey nation = new FigureKey("performed", "nation", FigureSums.NATION, FigureKey.ALL, "");
    List<FigureKey> places = new ArrayList<>(List.of(nation));
    new TreeSet<>(input.counties().values()).forEach(c -> places.add(nation.at("region", c)));
    new TreeSet<>(input.counties().keySet()).forEach(s -> places.add(nation.at("unit", s)));
    return places;
  }

  private boolean known(String slice) {
    return slice.equals(FigureKey.ALL)
        || (slice.startsWith("need-") ? input.needs() : input.anaesthesia());
  }

  private FigureRow window(FigureKey key, int window) {
    return row(key, FigureSums.first(input.to(), window), input.to());
  }

  private void months(FigureKey place, List<FigureRow> rows) {
    for (YearMonth month : FigureSums.months(input.to())) {
      FigureKey key = place.over(month.toString());
      rows.add(
          sums.numbered(key)
              ? row(key, month.atDay(1), month.atEndOfMonth())
              : unnumbered(key, month.atDay(1), month.atEndOfMonth()));
    }
    FigureSums.running(input.to())
        .ifPresent(
            month ->
                rows.add(unnumbered(place.over(FigureSums.RUNNING), month.atDay(1), input.to())));
  }

  /**
   * The month that is not over has a median and no number: with the number of the last 30 days it
   * would tell of a few days. So has a month that a period nearly is.
   */
  private FigureRow unnumbered(FigureKey key, LocalDate start, LocalDate end) {
    FigureSums.Group group = sums.group(key);
    boolean shown = disclosure.showsStatistic(group.n());
    Values values =
        shown
            ? new Values(group.counted.median(), null, null, null, null, null, null, null, Map.of())
            : Values.NOTHING;
    String state = input.missing(key) ? "missing" : shown ? "shown" : "masked";
    return new FigureRow(
        key, state, null, state.equals("missing") ? Values.NOTHING : values, start, end);
  }

  private FigureRow row(FigureKey key, LocalDate start, LocalDate end) {
    FigureSums.Group group = sums.group(key);
    if (input.missing(key)) {
      return new FigureRow(key, "missing", null, Values.NOTHING, start, end);
    }
    if (masked.contains(key.cell())) {
      return new FigureRow(key, "masked", null, Values.NOTHING, start, end);
    }
    if (!disclosure.showsStatistic(group.n())) {
      String state = group.n() == 0 ? "none" : "masked";
      return new FigureRow(key, state, group.n(), Values.NOTHING, start, end);
    }
    return new FigureRow(key, "shown", group.n(), values(key, group), start, end);
  }

  private Values values(FigureKey key, FigureSums.Group group) {
    Histogram days = group.counted;
    FigureSums.Group before = sums.group(key.over(FigureSums.BEFORE + key.span()));
    return new Values(
        days.median(),
        days.percentile(0.25),
        days.percentile(0.75),
        days.percentile(0.9),
        share(FigureTables.within90(key), key, group, g -> g.counted.within(90)),
        key.span().equals("365") && input.severity()
            ? share(FigureTables.severe(key), key, group, g -> g.severe)
            : null,
        group.calendar.median(),
        disclosure.showsStatistic(before.n()) && key.slice().equals(FigureKey.ALL)
            ? before.counted.median()
            : null,
        more.of(key));
  }

  /** In per cent, with one decimal; a month and a part have none. */
  private @Nullable Double share(
      String cell, FigureKey key, FigureSums.Group group, ToDoubleFunction<FigureSums.Group> part) {
    boolean measured = key.slice().equals(FigureKey.ALL) && !key.span().contains("-");
    return !measured || masked.contains(cell)
        ? null
        : Math.round(1000 * part.applyAsDouble(group) / group.n()) / 10.0;
  }
}
