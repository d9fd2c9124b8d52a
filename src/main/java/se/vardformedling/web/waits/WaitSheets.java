package se.vardformedling.web.waits;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import se.vardformedling.waitingtime.WaitFigure;
import se.vardformedling.waitingtime.WaitFigure.State;
import se.vardformedling.waitingtime.WaitRules;
import se.vardformedling.waitingtime.WaitSeries;
import se.vardformedling.waitingtime.WaitTable;
import se.vardformedling.web.Regions;
import se.vardformedling.web.chart.MonthChart;
import se.vardformedling.web.chart.RegionMap;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.sheet.Cell;
import se.vardformedling.web.sheet.Column;
import se.vardformedling.web.sheet.Sheet;
import se.vardformedling.web.sheet.Sheet.Fact;
import se.vardformedling.web.sheet.Table;
import se.vardformedling.web.words.Words.Say;

/** Waits in words, tables, a map and a line; every figure with what it is. */
final class WaitSheets {
  static final String PATH = "/app/lagesbild";
  private static final int LIMIT = 90;
  private final Say say;

  WaitSheets(Say say) {
    this.say = say;
  }

  Sheet table(WaitTable table, Asked asked) {
    List<WaitTable.Row> rows =
        table.rows().stream()
            .filter(row -> asked.region().map(row.county()::equals).orElse(true))
            .toList();
    Table<WaitTable.Row> sheet = columns(rows, asked);
    return sheet
        .usually("median")
        .empty("waits.none")
        .facts(about(table.nation()))
        .of(rows, caption(table, asked), asked.address());
  }

  /** What no row knows has no column. */
  private Table<WaitTable.Row> columns(List<WaitTable.Row> rows, Asked asked) {
    Table<WaitTable.Row> sheet =
        Table.<WaitTable.Row>named("lagesbild", say)
            .words(
                "plats",
                asked.byUnit() ? "find.unit" : "find.region.column",
                row -> place(row, asked))
            .figures("utforda", "waits.performed", row -> number(row.performed()))
            .column(
                Column.figures("median", say.the("waits.median", asked.days())),
                row -> median(row.performed()))
            .figures("andring", "waits.change", row -> change(row.performed()))
            .figures("inom", "waits.share", row -> share(row.performed().share90()));
    if (rows.stream().anyMatch(row -> row.performed().shareAsa34().isPresent())) {
      sheet.figures("asa", "waits.asa", row -> share(row.performed().shareAsa34()));
    }
    if (rows.stream().anyMatch(row -> row.waiting().isPresent())) {
      sheet.figures(
          "vantande",
          "waits.waiting",
          row -> row.waiting().map(this::median).orElseGet(() -> Cell.missing("–")));
    }
    if (rows.stream().anyMatch(row -> row.estimate().isPresent())) {
      sheet.figures("uppskattning", "waits.estimate", this::estimate);
    }
    return sheet;
  }

  private Cell place(WaitTable.Row row, Asked asked) {
    if (!asked.byUnit()) {
      return Cell.of(region(row.place(), row.name())).to(units(row.place(), asked));
    }
    Address months =
        new Address(PATH + "/enhet/" + row.place(), java.util.Map.of())
            .with("vard", asked.vardtjanst());
    return Cell.of(row.name()).to(months.toString()).note(Regions.name(row.county()).orElse(""));
  }

  private static String units(String county, Asked asked) {
    return asked.address().with("niva", "").with("lan", county).with("sortera", "").toString();
  }

  private Cell number(WaitFigure figure) {
    return figure
        .n()
        .map(n -> Cell.of(say.number(n, 0), n))
        .orElseGet(() -> Cell.missing(why(figure)));
  }

  /** The median with its clock, n, period, source, coverage and day. */
  Cell median(WaitFigure figure) {
    if (figure.state() != State.SHOWN || figure.median().isEmpty()) {
      return Cell.missing(why(figure));
    }
    double days = figure.median().get();
    return Cell.of(say.days(days), days)
        .tone(days > LIMIT ? "bad" : "")
        .note(
            say.the(
                "waits.note",
                say.the("waits.clock." + figure.clock()),
                figure.n().map(n -> say.number(n, 0)).orElse("–")))
        .note(period(figure))
        .note(source(figure));
  }

  private String source(WaitFigure figure) {
    return say.the(
        "waits.source",
        say.code("wait-source", figure.source()),
        figure
            .coverage()
            .map(coverage -> say.the("waits.coverage", say.number(coverage * 100, 0)))
            .orElseGet(() -> say.the("waits.coverage.unknown")),
        figure.updated().toString());
  }

  /** A list is of one day. */
  private static String period(WaitFigure figure) {
    return figure.from().equals(figure.to())
        ? figure.to().toString()
        : figure.from() + " – " + figure.to();
  }

  /** A number and a word, never an arrow or a colour alone. */
  private Cell change(WaitFigure figure) {
    Optional<Double> change = figure.change();
    if (change.isEmpty() || figure.state() != State.SHOWN) {
      return Cell.missing("–");
    }
    double days = change.get();
    String way = Math.abs(days) < .5 ? "same" : days < 0 ? "shorter" : "longer";
    return Cell.of(say.the("waits.change." + way, Math.round(Math.abs(days))), days)
        .tone(way.equals("longer") ? "warn" : way.equals("shorter") ? "good" : "quiet");
  }

  Cell share(Optional<Double> share) {
    return share
        .map(part -> Cell.of(say.number(part, 0) + " %", part))
        .orElseGet(() -> Cell.missing("–"));
  }

  private Cell estimate(WaitTable.Row row) {
    return row.estimate()
        .map(
            said ->
                Cell.of(say.the("waits.weeks", said.weeks()), said.weeks())
                    .note(said.reported().toString())
                    .note(said.takesOthers() ? "" : say.the("waits.own-only")))
        .orElseGet(() -> Cell.missing("–"));
  }

  private String why(WaitFigure figure) {
    return switch (figure.state()) {
      case MASKED -> say.the("waits.masked");
      case NONE -> say.the("waits.nobody");
      default -> say.the("figure.missing");
    };
  }

  List<RegionMap.Region> map(WaitTable table, Asked asked) {
    return table.rows().stream()
        .map(
            row -> {
              Optional<Double> value =
                  Optional.of(row.performed())
                      .filter(figure -> figure.state() == State.SHOWN)
                      .flatMap(WaitFigure::median);
              String figure = value.map(say::days).orElseGet(() -> why(row.performed()));
              return new RegionMap.Region(
                  row.place(),
                  value,
                  region(row.place(), row.name()) + ": " + figure,
                  units(row.place(), asked));
            })
        .toList();
  }

  String chart(WaitSeries series, String name) {
    List<MonthChart.Month> months =
        series.months().stream()
            .filter(month -> !month.running())
            .map(
                month ->
                    new MonthChart.Month(
                        month.month(),
                        shown(month.unit()),
                        shown(month.nation()),
                        value(month.unit().n().map(Integer::doubleValue))))
            .toList();
    return MonthChart.draw(
        months,
        LIMIT,
        new MonthChart.Words(
            say.the("waits.chart", name),
            say.the("waits.chart.line"),
            say.the("waits.chart.nation"),
            say.the("waits.chart.bars"),
            say.the("figure.days", LIMIT)));
  }

  Sheet months(WaitSeries series, String name, Address address) {
    List<WaitSeries.Month> newestFirst = new ArrayList<>(series.months());
    java.util.Collections.reverse(newestFirst);
    return Table.<WaitSeries.Month>named("manader", say)
        .words(
            "manad",
            "waits.month",
            month ->
                Cell.of(month.month().toString())
                    .note(month.running() ? say.the("waits.running") : ""))
        .figures(
            "median",
            "waits.chart.line",
            month -> month.running() ? Cell.missing("–") : brief(month.unit()))
        .figures(
            "antal",
            "waits.performed",
            month -> month.running() ? Cell.missing("–") : number(month.unit()))
        .figures("riket", "waits.chart.nation", month -> brief(month.nation()))
        .empty("waits.none")
        .fact(say.the("waits.from"), source(series))
        .facts(about(series.months().stream().findFirst().map(WaitSeries.Month::nation)))
        .of(newestFirst, say.the("waits.months.caption", name), address);
  }

  /** Clock, source, coverage and day of all the months. */
  String source(WaitSeries series) {
    return series.months().stream()
        .findFirst()
        .map(WaitSeries.Month::unit)
        .map(figure -> say.the("waits.clock." + figure.clock()) + " · " + source(figure))
        .orElse(say.the("figure.missing"));
  }

  private Cell brief(WaitFigure figure) {
    return figure.state() == State.SHOWN && figure.median().isPresent()
        ? Cell.of(say.days(figure.median().get()), figure.median().get())
        : Cell.missing(why(figure));
  }

  private static OptionalDouble shown(WaitFigure figure) {
    return figure.state() == State.SHOWN ? value(figure.median()) : OptionalDouble.empty();
  }

  private static OptionalDouble value(Optional<Double> value) {
    return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }

  private static String region(String county, String otherwise) {
    return Regions.name(county).orElse(otherwise);
  }

  private String caption(WaitTable table, Asked asked) {
    String source =
        table.source().map(s -> say.code("wait-source", s)).orElse(say.the("figure.missing"));
    String caption =
        say.the(
            "waits.caption",
            say.code("vardtjanst", asked.vardtjanst()),
            asked.days(),
            source,
            say.the("waits.slice." + asked.slice()));
    return asked
        .region()
        .flatMap(Regions::name)
        .map(name -> caption + " · " + name)
        .orElse(caption);
  }

  List<Fact> about(Optional<WaitFigure> any) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact(say.the("about.taken"), say.now()));
    facts.add(new Fact(say.the("about.wait"), say.the("waits.about")));
    facts.add(new Fact(say.the("waits.masked"), say.the("waits.masked.what")));
    facts.add(
        new Fact(
            say.the("waits.rule", any.map(WaitFigure::rule).orElse(WaitRules.RULE)),
            say.the("waits.rule.values", WaitRules.SMALLEST_COUNT - 1, WaitRules.SMALLEST_N)));
    if (any.map(WaitFigure::synthetic).orElse(false)) {
      facts.add(new Fact(say.the("start.demo.label"), say.the("start.demo")));
    }
    return facts;
  }
}
