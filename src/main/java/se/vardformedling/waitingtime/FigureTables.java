package se.vardformedling.waitingtime;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import se.vardformedling.disclosure.Disclosure;
import se.vardformedling.disclosure.Tables;

/**
 * All numbers of one vårdtjänst and source that are published together, and how they add up: units
 * to regions to the country, periods within longer ones, and parts of a whole.
 */
final class FigureTables {
  /** Parts of all: what is shown, then what is not but makes them add up. */
  private static final List<String> NEEDS =
      List.of("need-within-30", "need-within-90", "need-later", "need-unstated");

  private static final List<String> ANAESTHESIA = List.of("general", "not-general");

  private final FigureSums sums;
  private final FigureInput input;
  private final Disclosure disclosure;
  private final Tables tables = new Tables();

  FigureTables(FigureSums sums, FigureInput input, Disclosure disclosure) {
    this.sums = sums;
    this.input = input;
    this.disclosure = disclosure;
  }

  static String within90(FigureKey key) {
    return key.cell() + "/within-90";
  }

  static String severe(FigureKey key) {
    return key.cell() + "/severe";
  }

  Tables build() {
    List<String> slices = new ArrayList<>(List.of(FigureKey.ALL));
    if (input.needs()) {
      slices.addAll(NEEDS);
    }
    if (input.anaesthesia()) {
      slices.addAll(ANAESTHESIA);
    }
    for (String slice : slices) {
      windows(slice);
    }
    places().forEach(this::parts);
    months();
    waiting();
    return tables;
  }

  /** Every place of every level; a level's places are the parts of the one above. */
  private List<FigureKey> places() {
    FigureKey key = new FigureKey("performed", "nation", FigureSums.NATION, FigureKey.ALL, "");
    List<FigureKey> places = new ArrayList<>(List.of(key));
    new TreeSet<>(input.counties().values()).forEach(c -> places.add(key.at("region", c)));
    new TreeSet<>(input.counties().keySet()).forEach(s -> places.add(key.at("unit", s)));
    return places;
  }

  private void windows(String slice) {
    for (FigureKey place : places()) {
      for (int window : FigureSums.WINDOWS) {
        FigureKey key = place.in(slice).over(String.valueOf(window));
        count(key);
        if (slice.equals(FigureKey.ALL)) {
          share(key);
        }
      }
      within(place.in(slice), 30, 90);
      within(place.in(slice), 90, 365);
    }
    for (int window : FigureSums.WINDOWS) {
      FigureKey nation =
          new FigureKey("performed", "nation", FigureSums.NATION, slice, String.valueOf(window));
      hierarchy(nation, "");
      if (slice.equals(FigureKey.ALL)) {
        hierarchy(nation, "/within-90");
        if (window == 365 && input.severity()) {
          hierarchy(nation, "/severe");
        }
      }
    }
  }

  /** What is shown, unless the unit has not reported: then nobody sees it. */
  private void count(FigureKey key) {
    int n = sums.group(key).n();
    if (input.missing(key) || key.slice().equals("need-unstated")) {
      tables.slack(key.cell(), n);
    } else if (key.slice().equals("not-general")) {
      tables.implied(key.cell(), n);
    } else {
      tables.cell(key.cell(), n);
    }
  }

  /** A share tells a number, and so does what is left of the whole. */
  private void share(FigureKey key) {
    FigureSums.Group group = sums.group(key);
    part(key, within90(key), group.counted.within(90));
    if (key.span().equals("365") && input.severity()) {
      part(key, severe(key), group.severe);
    }
  }

  private void part(FigureKey whole, String name, int n) {
    int all = sums.group(whole).n();
    if (disclosure.showsStatistic(all) && !input.missing(whole)) {
      tables.cell(name, n).implied(name + "/not", all - n).follows(name, whole.cell());
    } else {
      tables.slack(name, n).slack(name + "/not", all - n);
    }
    tables.sum(whole.cell(), List.of(name, name + "/not"));
  }

  /** The longer period less the shorter one is a period that nobody asked for. */
  private void within(FigureKey place, int shorter, int longer) {
    String small = place.over(String.valueOf(shorter)).cell();
    String large = place.over(String.valueOf(longer)).cell();
    String between = large + "-less-" + shorter;
    int n = tables.n(large) - tables.n(small);
    if (place.slice().equals(FigureKey.ALL)) {
      tables.implied(between, n);
    } else {
      tables.slack(between, n);
    }
    tables.sum(large, List.of(small, between));
  }

  private void hierarchy(FigureKey nation, String suffix) {
    Map<String, List<String>> units = new TreeMap<>();
    input
        .counties()
        .forEach(
            (service, county) ->
                units
                    .computeIfAbsent(county, c -> new ArrayList<>())
                    .add(nation.at("unit", service).cell() + suffix));
    units.forEach(
        (county, parts) ->
            tables.sum(
                nation.at("region", county).cell() + suffix, parts.stream().sorted().toList()));
    tables.sum(
        nation.cell() + suffix,
        units.keySet().stream().map(c -> nation.at("region", c).cell() + suffix).toList());
  }

  private void parts(FigureKey place) {
    for (int window : FigureSums.WINDOWS) {
      FigureKey key = place.over(String.valueOf(window));
      if (input.needs()) {
        tables.sum(key.cell(), NEEDS.stream().map(s -> key.in(s).cell()).toList());
      }
      if (input.anaesthesia()) {
        tables.sum(key.cell(), ANAESTHESIA.stream().map(s -> key.in(s).cell()).toList());
      }
    }
  }

  /** Each month by unit and for the country; those that lie in the year are part of it. */
  private void months() {
    LocalDate start = FigureSums.first(input.to(), 365);
    FigureKey nation =
        new FigureKey("performed", "nation", FigureSums.NATION, FigureKey.ALL, "365");
    for (YearMonth month : FigureSums.months(input.to())) {
      FigureKey key = nation.over(month.toString());
      List<String> parts = new ArrayList<>();
      for (String service : new TreeSet<>(input.counties().keySet())) {
        count(key.at("unit", service));
        parts.add(key.at("unit", service).cell());
      }
      count(key);
      tables.sum(key.cell(), parts);
    }
    List<YearMonth> inside =
        FigureSums.months(input.to()).stream()
            .filter(month -> !month.atDay(1).isBefore(start))
            .toList();
    for (FigureKey place : places()) {
      if (!place.level().equals("region")) {
        year(place.over("365"), inside);
      }
    }
  }

  private void year(FigureKey year, List<YearMonth> inside) {
    List<String> parts = new ArrayList<>();
    int rest = tables.n(year.cell());
    for (YearMonth month : inside) {
      parts.add(year.over(month.toString()).cell());
      rest -= tables.n(year.over(month.toString()).cell());
    }
    String ends = year.cell() + "-ends";
    tables.slack(ends, rest);
    parts.add(ends);
    tables.sum(year.cell(), parts);
  }

  private void waiting() {
    FigureKey nation =
        new FigureKey("waiting", "nation", FigureSums.NATION, FigureKey.ALL, FigureSums.NOW);
    if (sums.has(nation)) {
      for (FigureKey place : places()) {
        FigureKey key = nation.at(place.level(), place.place());
        count(key);
        part(key, within90(key), sums.group(key).counted.within(90));
      }
      hierarchy(nation, "");
      hierarchy(nation, "/within-90");
    }
  }
}
