package se.vardformedling.web.find;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import se.vardformedling.agreement.TermRules;
import se.vardformedling.search.Suitability;
import se.vardformedling.web.Regions;
import se.vardformedling.web.chart.RegionMap;
import se.vardformedling.web.find.Finding.Found;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.sheet.Cell;
import se.vardformedling.web.sheet.Column;
import se.vardformedling.web.sheet.Sheet;
import se.vardformedling.web.sheet.Table;
import se.vardformedling.web.words.Words.Say;

/** The answer as tables and as a map. */
final class HitSheets {
  private static final int FIRST = 20;
  private static final String EXCLUDED = "passar-inte";
  private static final String ORDER = "ordning";
  private final Wish wish;
  private final Found found;
  private final Say say;
  private final InCase inCase;
  private final HitCells cells;

  HitSheets(Wish wish, Found found, InCase inCase, Say say) {
    this.inCase = inCase;
    this.wish = wish;
    this.found = found;
    this.say = say;
    this.cells = new HitCells(say, found.region(), found.asOf());
  }

  private List<Hit> inRegion() {
    Set<String> shown =
        wish.cooperation() ? TermRules.neighbours(found.region()) : Set.of(wish.region());
    return found.hits().stream()
        .filter(hit -> wish.region().isEmpty() || shown.contains(hit.county()))
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
    List<Hit> rows = shown();
    String caption = say.the("find.caption", rows.size(), total(), filters());
    return of(columns(), rows, caption, wish.address().firstTable());
  }

  private Table<Hit> columns() {
    return Table.<Hit>named("vardgivare", say)
        .words("enhet", "find.unit", hit -> cells.unit(hit, inCase.notes(hit, say)))
        .figures("ordning", "find.rank", cells::rank)
        .figures("vantan", "find.wait", cells::wait)
        .figures("avstand", "find.distance", cells::distance)
        .words("ledigt", "find.capacity", cells::capacity)
        .words("avtal", "find.agreement", hit -> cells.agreement(hit, wish.agreement()))
        .figures("kvar", "find.left", cells::left)
        .figures("pris", "find.price", cells::price)
        .words("villkor", "find.accepts", cells::accepts)
        .chosenBy(hit -> inCase.askable(hit) ? hit.id() : "");
  }

  Sheet excluded() {
    return of(
        Table.<Hit>named(EXCLUDED, say)
            .words("enhet", "find.unit", hit -> cells.unit(hit, inCase.notes(hit, say)))
            .words("varfor", "find.why-not", cells::obstacles)
            .figures("vantan", "find.wait", cells::wait)
            .figures("avstand", "find.distance", cells::distance),
        found.excluded(),
        say.the("find.excluded.caption", found.excluded().size()),
        wish.address().table(EXCLUDED));
  }

  /** Why the order is what it is: the points of each part. */
  Sheet order() {
    Table<Hit> table =
        Table.<Hit>named(ORDER, say).words("enhet", "find.unit", hit -> cells.unit(hit, List.of()));
    if (!found.hits().isEmpty()) {
      List<Suitability.Component> parts = found.hits().get(0).suitability().components();
      for (int i = 0; i < parts.size(); i++) {
        int part = i;
        String weight = say.number(parts.get(i).weight() * 100, 0);
        String name = say.the("find.part." + parts.get(i).code()) + " (" + weight + ")";
        table.column(
            Column.figures(parts.get(i).code(), name),
            hit -> cells.component(hit.suitability().components().get(part)));
      }
    }
    table.figures("summa", "find.sum", cells::score);
    return of(table, shown(), say.the("find.order.caption"), wish.address().table(ORDER));
  }

  /** Up to four beside each other: a line for each thing, a column for each provider. */
  Sheet comparison(List<Hit> chosen) {
    Sheet side = columns().of(chosen, "", new Address("", Map.of()));
    Table<Integer> table =
        Table.<Integer>named("jamforelse", say)
            .column(
                Column.fixed(say.the("find.what")), at -> Cell.of(side.columns().get(at).name()));
    for (Sheet.Row hit : side.rows()) {
      table.column(Column.fixed(hit.cells().get(0).text()), at -> hit.cells().get(at));
    }
    List<Integer> lines = IntStream.range(1, side.columns().size()).boxed().toList();
    return of(table, lines, say.the("find.compare.caption", chosen.size()), wish.address());
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

  private <R> Sheet of(Table<R> table, List<R> rows, String caption, Address address) {
    return table
        .emptied(say.the("find.empty", found.excluded().size()))
        .facts(about())
        .of(rows, caption, address);
  }

  private String filters() {
    List<String> parts = new ArrayList<>();
    parts.add(say.the("find.filter.from", found.from().name()));
    wish.distance().ifPresent(km -> parts.add(say.the("find.filter.distance", say.number(km, 0))));
    wish.longestWait().ifPresent(days -> parts.add(say.the("find.filter.wait", days)));
    parts.addAll(Demands.of(wish, inCase).words(say));
    Regions.name(wish.region()).ifPresent(parts::add);
    if (wish.cooperation()) {
      parts.add(say.the("find.region.cooperation"));
    }
    wish.operator().ifPresent(operator -> parts.add(say.the("find.operator." + operator)));
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
    facts.add(new Sheet.Fact(say.the("find.filters"), filters()));
    facts.add(new Sheet.Fact(say.the("about.taken"), say.now()));
    facts.add(new Sheet.Fact(say.the("about.wait"), say.the("about.wait.text")));
    facts.add(new Sheet.Fact(say.the("find.operator"), say.the("find.operator.what")));
    facts.add(new Sheet.Fact(say.the("about.distance"), say.the("about.distance.text")));
    facts.add(new Sheet.Fact(say.the("about.order"), say.the("about.order." + wish.strategy())));
    return facts;
  }
}
