package se.vardformedling.web.find;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.vardformedling.search.Suitability;
import se.vardformedling.web.Regions;
import se.vardformedling.web.chart.RegionMap;
import se.vardformedling.web.find.Finding.Found;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.sheet.Cell;
import se.vardformedling.web.sheet.Column;
import se.vardformedling.web.sheet.Sheet;
import se.vardformedling.web.words.Words.Say;

/** The answer as tables and as a map. */
final class HitSheets {
  private static final int FIRST = 20;
  private final Wish wish;
  private final Found found;
  private final Say say;
  private final HitCells cells;
  private final boolean demo;

  HitSheets(Wish wish, Found found, Say say, boolean demo) {
    this.wish = wish;
    this.found = found;
    this.say = say;
    this.cells = new HitCells(say, found.asOf());
    this.demo = demo;
  }

  private List<Hit> inRegion() {
    return found.hits().stream()
        .filter(hit -> wish.region().isEmpty() || hit.county().equals(wish.region()))
        .toList();
  }

  /** All that suit, before the table is cut. */
  int total() {
    return inRegion().size();
  }

  /** Sorted first and cut after, so that the shortest wait is found however far away it is. */
  private List<Hit> shown() {
    List<Hit> all = inRegion();
    boolean cut = !wish.all() && wish.sort().isEmpty();
    return cut ? all.stream().limit(FIRST).toList() : all;
  }

  Sheet hits() {
    List<Column> columns =
        List.of(
            Column.words("enhet", say.the("find.unit")),
            Column.figures("ordning", say.the("find.rank")),
            Column.figures("vantan", say.the("find.wait")),
            Column.figures("avstand", say.the("find.distance")),
            Column.words("ledigt", say.the("find.capacity")),
            Column.words("avtal", say.the("find.agreement")),
            Column.figures("kvar", say.the("find.left")),
            Column.figures("pris", say.the("find.price")),
            Column.words("villkor", say.the("find.accepts")));
    List<Sheet.Row> rows = shown().stream().map(this::row).toList();
    return sheet(
            "vardgivare", say.the("find.caption", rows.size(), total(), filters()), columns, rows)
        .sorted(say.language());
  }

  private Sheet.Row row(Hit hit) {
    return new Sheet.Row(
        hit.id(),
        List.of(
            cells.unit(hit),
            cells.rank(hit),
            cells.wait(hit),
            cells.distance(hit),
            cells.capacity(hit),
            cells.agreement(hit, wish.agreement()),
            cells.left(hit),
            cells.price(hit),
            cells.accepts(hit)));
  }

  Sheet excluded() {
    List<Sheet.Row> rows =
        found.excluded().stream()
            .map(
                hit ->
                    Sheet.Row.of(
                        cells.unit(hit),
                        cells.obstacles(hit),
                        cells.wait(hit),
                        cells.distance(hit)))
            .toList();
    List<Column> columns =
        List.of(
            Column.words("enhet", say.the("find.unit")),
            Column.words("varfor", say.the("find.why-not")),
            Column.figures("vantan", say.the("find.wait")),
            Column.figures("avstand", say.the("find.distance")));
    return sheet("passar-inte", say.the("find.excluded.caption", rows.size()), columns, rows);
  }

  /** Why the order is what it is: the points of each part. */
  Sheet order() {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.words("enhet", say.the("find.unit")));
    if (!found.hits().isEmpty()) {
      for (Suitability.Component part : found.hits().get(0).suitability().components()) {
        String weight = say.number(part.weight() * 100, 0);
        columns.add(
            Column.figures(part.code(), say.the("find.part." + part.code()) + " (" + weight + ")"));
      }
    }
    columns.add(Column.figures("summa", say.the("find.sum")));
    List<Sheet.Row> rows = new ArrayList<>();
    for (Hit hit : shown()) {
      List<Cell> line = new ArrayList<>();
      line.add(cells.unit(hit));
      hit.suitability().components().forEach(part -> line.add(cells.component(part)));
      line.add(cells.score(hit));
      rows.add(new Sheet.Row("", line));
    }
    return sheet("ordning", say.the("find.order.caption"), columns, rows);
  }

  /** Up to four beside each other: a line for each thing, a column for each provider. */
  Sheet comparison(List<Hit> chosen) {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.fixed(say.the("find.what")));
    chosen.forEach(hit -> columns.add(Column.fixed(hit.suitability().offer().unitName())));
    Sheet hits = hits();
    List<Sheet.Row> rows = new ArrayList<>();
    for (int i = 1; i < hits.columns().size(); i++) {
      List<Cell> line = new ArrayList<>();
      line.add(Cell.of(hits.columns().get(i).name()));
      for (Hit hit : chosen) {
        line.add(row(hit).cells().get(i));
      }
      rows.add(new Sheet.Row("", line));
    }
    return sheet("jamforelse", say.the("find.compare.caption", chosen.size()), columns, rows);
  }

  /** The shortest wait in each region; a region leads to its providers. */
  List<RegionMap.Region> map() {
    Map<String, List<Hit>> byCounty = new LinkedHashMap<>();
    found.hits().forEach(h -> byCounty.computeIfAbsent(h.county(), c -> new ArrayList<>()).add(h));
    List<RegionMap.Region> regions = new ArrayList<>();
    byCounty.forEach(
        (county, hits) ->
            Regions.name(county).ifPresent(name -> regions.add(region(county, name, hits))));
    return regions;
  }

  private RegionMap.Region region(String county, String name, List<Hit> hits) {
    Optional<Double> shortest =
        hits.stream()
            .flatMap(hit -> hit.suitability().waiting().stream())
            .map(wait -> wait.days())
            .min(Double::compare);
    String figure = shortest.map(say::days).orElseGet(() -> say.the("figure.missing"));
    Address address = wish.address().with("region", county).with("sortera", "");
    return new RegionMap.Region(
        county,
        shortest,
        say.the("find.map.region", name, figure, hits.size()),
        address.toString());
  }

  private Sheet sheet(String name, String caption, List<Column> columns, List<Sheet.Row> rows) {
    return new Sheet(
        name,
        caption,
        columns,
        rows,
        about(),
        wish.sort(),
        say.the("find.empty", found.excluded().size()),
        wish.address());
  }

  private String filters() {
    List<String> parts = new ArrayList<>();
    parts.add(say.the("find.filter.from", found.from().name()));
    wish.distance().ifPresent(km -> parts.add(say.the("find.filter.distance", say.number(km, 0))));
    wish.longestWait().ifPresent(days -> parts.add(say.the("find.filter.wait", days)));
    wish.asa().ifPresent(asa -> parts.add(say.the("find.filter.asa", asa)));
    Regions.name(wish.region()).ifPresent(parts::add);
    if (wish.onlyAnnounced()) {
      parts.add(say.the("find.announced"));
    }
    parts.add(say.the("find.agreement." + wish.agreement()));
    return String.join(" · ", parts);
  }

  private List<Sheet.Fact> about() {
    List<Sheet.Fact> facts = new ArrayList<>();
    String asked = found.meant().map(c -> c.display(say.language())).orElse(wish.words());
    facts.add(new Sheet.Fact(say.the("about.asked"), asked));
    facts.add(new Sheet.Fact(say.the("about.filters"), filters()));
    facts.add(new Sheet.Fact(say.the("about.taken"), found.asOf().toString()));
    facts.add(new Sheet.Fact(say.the("about.wait"), say.the("about.wait.text")));
    facts.add(new Sheet.Fact(say.the("about.distance"), say.the("about.distance.text")));
    facts.add(new Sheet.Fact(say.the("about.order"), say.the("about.order." + wish.strategy())));
    if (demo) {
      facts.add(new Sheet.Fact(say.the("start.demo.label"), say.the("start.demo")));
    }
    return facts;
  }
}
