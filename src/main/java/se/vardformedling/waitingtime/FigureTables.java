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
      gap(place.in(slice), 30, 90);
      gap(place.in(slice), 90, 365);
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

  /** What is shown, unless the unit has not reported: then nobody sees it, and it stays small. */
  private void count(FigureKey key) {
    int n = sums.group(key).n();
    if (key.slice().equals("need-unstated")) {
      tables.slack(key.cell(), n);
    } else if (input.missing(key) || key.slice().equals("not-general") || !sums.numbered(key)) {
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
    String rest = name + "/not";
    if (input.missing(whole) || all == 0) {
      tables.implied(name, n).implied(rest, all - n);
    } else if (disclosure.showsStatistic(all)) {
      tables.cell(name, n).implied(rest, all - n).follows(name, whole.cell());
    } else {
      // Not shown, and not to be had by taking the shares of the others from their region's.
      tables.secret(name, n).implied(rest, all - n);
    }
    tables.sum(whole.cell(), List.of(name, rest));
  }

  /** The longer period less the shorter one is a period that nobody asked for. */
  private void gap(FigureKey place, int shorter, int longer) {
    String small = place.over(String.valueOf(shorter)).cell();
    String large = place.over(String.valueOf(longer)).cell();
    String between = between(place, shorter, longer);
    int n = tables.n(large) - tables.n(small);
    if (place.slice().equals(FigureKey.ALL)) {
      tables.implied(between, n);
    } else {
      tables.slack(between, n);
      within(place, shorter, longer);
    }
  }

  /**
   * After the sums of the months, so that rather a month than a period is masked for a few days.
   */
  private void within(FigureKey place, int shorter, int longer) {
    String small = place.over(String.valueOf(shorter)).cell();
    tables.sum(
        place.over(String.valueOf(longer)).cell(), List.of(small, between(place, shorter, longer)));
  }

  private static String between(FigureKey place, int shorter, int longer) {
    return place.over(String.valueOf(longer)).cell() + "-less-" + shorter;
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

  /** Each month by unit and for the country, and how the months lie in the periods. */
  private void months() {
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
    for (FigureKey place : places()) {
      if (!place.level().equals("region")) {
        beside(place);
      }
      within(place, 30, 90);
      within(place, 90, 365);
    }
  }

  /** Every period that is shown, and every one that is left when a shorter is taken away. */
  private void beside(FigureKey place) {
    LocalDate end = input.to();
    for (int window : FigureSums.WINDOWS) {
      String cell = place.over(String.valueOf(window)).cell();
      beside(place, cell, FigureSums.first(input.to(), window), input.to());
    }
    beside(place, between(place, 30, 90), FigureSums.first(end, 90), end.minusDays(30));
    beside(place, between(place, 90, 365), FigureSums.first(end, 365), end.minusDays(90));
  }

  /**
   * The months within a period leave a few days of it, and the period leaves a few days of the
   * months that it lies in: days that nobody asked for.
   */
  private void beside(FigureKey place, String period, LocalDate start, LocalDate end) {
    List<YearMonth> within = months(start, end);
    YearMonth last = YearMonth.from(end);
    List<YearMonth> around = months(YearMonth.from(start).atDay(1), last.atEndOfMonth());
    boolean whole = within.equals(around) && within.contains(last);
    int ends = tables.n(period) - n(cells(place, within));
    if (whole) {
      tables.sum(period, cells(place, within));
    } else if (!within.isEmpty() && few(ends)) {
      List<String> parts = new ArrayList<>(cells(place, within));
      parts.add(period + "-ends");
      tables.implied(period + "-ends", ends).sum(period, parts);
    }
    int outside = n(cells(place, around)) - tables.n(period);
    if (!whole && around.contains(last) && few(outside)) {
      String months = period + "-months";
      tables.slack(months, n(cells(place, around))).sum(months, cells(place, around));
      tables.implied(period + "-around", outside);
      tables.sum(months, List.of(period, period + "-around"));
    }
  }

  /** More than a few leave so much room that the sum binds nobody. */
  private boolean few(int n) {
    return n < disclosure.thresholds().count();
  }

  private int n(List<String> cells) {
    return cells.stream().mapToInt(tables::n).sum();
  }

  private static List<String> cells(FigureKey place, List<YearMonth> months) {
    return months.stream().map(month -> place.over(month.toString()).cell()).toList();
  }

  /** The complete months that lie between the days, both included. */
  private List<YearMonth> months(LocalDate start, LocalDate end) {
    return FigureSums.months(input.to()).stream()
        .filter(month -> !month.atDay(1).isBefore(start) && !month.atEndOfMonth().isAfter(end))
        .toList();
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
