package se.vardformedling.waitingtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import se.vardformedling.disclosure.Disclosure;
import se.vardformedling.disclosure.Thresholds;

class FigureRulesTest {
  private static final LocalDate TO = LocalDate.of(2026, 11, 24);
  private final Disclosure disclosure = new Disclosure(Thresholds.CURRENT);

  @Test
  void a_window_takes_its_last_day_in_and_the_day_before_its_first_out() {
    List<Counted> counts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      counts.add(counted("a", "01", TO.minusDays(29), 50));
      counts.add(counted("a", "01", TO, 70));
      counts.add(counted("a", "01", TO.minusDays(30), 400));
    }

    FigureRow thirty = row(figures(counts), "unit", "a", "30");

    assertThat(thirty.n()).isEqualTo(40);
    assertThat(thirty.values().median()).isEqualTo(60);
    assertThat(thirty.values().share90()).isEqualTo(100);
    assertThat(thirty.values().previousMedian()).isEqualTo(400);
    assertThat(thirty.start()).isEqualTo(LocalDate.of(2026, 10, 26));
  }

  @Test
  void there_are_eighteen_complete_months_and_the_running_one_without_a_number() {
    List<Counted> counts = new ArrayList<>();
    for (int month = 0; month < 30; month++) {
      for (int i = 0; i < 12; i++) {
        counts.add(counted("a", "01", TO.minusMonths(month), 50 + month));
      }
    }

    List<FigureRow> months =
        figures(counts).stream()
            .filter(
                row ->
                    row.key().level().equals("unit")
                        && row.key().span().matches("\\d{4}-\\d\\d|running"))
            .toList();

    assertThat(months).hasSize(19);
    assertThat(months.get(0).key().span()).isEqualTo("2025-05");
    assertThat(months.get(17).key().span()).isEqualTo("2026-10");
    assertThat(months.get(17).values().median()).isEqualTo(51);
    assertThat(months.get(18).key().span()).isEqualTo("running");
    assertThat(months.get(18).n()).isNull();
    assertThat(months.get(18).values().median()).isEqualTo(50);
  }

  @Test
  void a_unit_that_did_not_report_is_missing_and_one_that_did_nothing_is_none() {
    List<Counted> counts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      counts.add(counted("a", "01", TO.minusDays(i), 50));
      counts.add(counted("b", "03", TO.minusDays(100 + i), 50));
      counts.add(counted("c", "03", TO.minusDays(100 + i), 50));
    }
    FigureInput said = input(counts);
    Map<String, Set<YearMonth>> heard = new HashMap<>(said.heard());
    heard.put("b", Set.of(YearMonth.of(2026, 11)));
    FigureInput input =
        new FigureInput(
            TO,
            counts,
            said.counties(),
            heard,
            Map.of("performed", Set.of("c")),
            false,
            false,
            false,
            null);
    List<FigureRow> figures = FigureRules.figures(input, disclosure);

    assertThat(row(figures, "unit", "b", "30").state()).isEqualTo("none");
    assertThat(row(figures, "unit", "c", "30").state()).isEqualTo("missing");
    assertThat(row(figures, "unit", "b", "2026-01").state()).isEqualTo("missing");
  }

  @Test
  void a_region_none_of_whose_units_reported_is_missing_too() {
    List<Counted> counts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      counts.add(counted("a", "01", TO.minusDays(i), 50));
      counts.add(counted("b", "03", TO.minusDays(100 + i), 50));
      counts.add(counted("c", "03", TO.minusDays(100 + i), 50));
    }
    FigureInput said = input(counts);
    List<FigureRow> figures = FigureRules.figures(silent(said, Set.of("b", "c")), disclosure);

    assertThat(row(figures, "region", "03", "30").state()).isEqualTo("missing");
    assertThat(row(figures, "region", "01", "30").state()).isEqualTo("shown");
    assertThat(row(figures, "nation", "SE", "30").n()).isEqualTo(30);
    assertThat(
            row(
                    FigureRules.figures(silent(said, Set.of("a", "b", "c")), disclosure),
                    "nation",
                    "SE",
                    "30")
                .state())
        .isEqualTo("missing");
  }

  @Test
  void a_unit_that_only_sends_its_waiting_list_has_not_said_that_nobody_is_treated() {
    List<Counted> counts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      counts.add(counted("a", "01", TO.minusDays(i), 50));
      counts.add(counted("b", "03", TO.minusDays(100 + i), 50));
      counts.add(new Counted("b", "03", "waiting", TO, 50, 50, "", "", 0, 0, 1));
    }
    List<FigureRow> figures = FigureRules.figures(silent(input(counts), Set.of("b")), disclosure);

    assertThat(row(figures, "unit", "b", "90").state()).isEqualTo("missing");
    assertThat(row(figures, "unit", "b", "now").n()).isEqualTo(40);
  }

  @Test
  void what_is_of_a_day_after_the_last_is_in_no_figure() {
    List<Counted> counts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      counts.add(counted("a", "01", TO.minusDays(i), 50));
      counts.add(counted("a", "01", TO.plusDays(1 + i), 50));
    }

    assertThat(row(figures(counts), "unit", "a", "90").n()).isEqualTo(40);
  }

  @Test
  void the_same_counts_in_another_order_give_the_same_figures() {
    List<Counted> counts = random(new Random(1), 12);
    List<FigureRow> once = figures(counts);
    java.util.Collections.shuffle(counts, new Random(2));

    assertThat(figures(counts)).isEqualTo(once).hasSizeGreaterThan(300);
  }

  @Test
  void own_choice_to_wait_is_out_of_the_median_and_in_the_calendars() {
    List<Counted> counts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      counts.add(new Counted("a", "01", "performed", TO, 100, 80, "", "", 0, 0, 1));
    }

    FigureRow.Values values = row(figures(counts), "unit", "a", "90").values();

    assertThat(values.median()).isEqualTo(80);
    assertThat(values.calendarMedian()).isEqualTo(100);
  }

  @Test
  void a_small_unit_is_masked_with_another_of_its_region() {
    List<Counted> counts = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      counts.add(counted("large", "01", TO.minusDays(i % 28), 50));
      counts.add(counted("middle", "01", TO.minusDays(i % 14), 50));
      counts.add(counted("other", "03", TO.minusDays(i % 28), 50));
    }
    for (int i = 0; i < 3; i++) {
      counts.add(counted("small", "01", TO.minusDays(3), 50));
    }

    List<FigureRow> figures = figures(counts);

    assertThat(row(figures, "unit", "small", "30").state()).isEqualTo("masked");
    assertThat(
            figures.stream()
                .filter(r -> r.key().level().equals("unit") && r.key().span().equals("30"))
                .filter(r -> r.n() == null))
        .hasSize(2);
    assertThat(row(figures, "region", "01", "30").n()).isEqualTo(123);
  }

  static List<Counted> random(Random random, int units) {
    return random(random, units, TO);
  }

  static List<Counted> random(Random random, int units, LocalDate to) {
    List<Counted> counts = new ArrayList<>();
    for (int unit = 0; unit < units; unit++) {
      int patients = random.nextInt(4) == 0 ? 5 + random.nextInt(30) : 100 + random.nextInt(400);
      String county = List.of("01", "03", "12", "14").get(random.nextInt(4));
      for (int i = 0; i < patients; i++) {
        String need = List.of("within-30", "within-90", "later").get(random.nextInt(3));
        counts.add(
            new Counted(
                "s" + unit,
                county,
                "performed",
                to.minusDays(random.nextInt(560)),
                20 + random.nextInt(120),
                20 + random.nextInt(100),
                need,
                "",
                random.nextInt(5) == 0 ? 1 : 0,
                0,
                1));
      }
    }
    return counts;
  }

  private List<FigureRow> figures(List<Counted> counts) {
    return FigureRules.figures(input(counts), disclosure);
  }

  static FigureInput input(List<Counted> counts) {
    return input(counts, TO);
  }

  /** The same, but that some units have not been heard of for long. */
  static FigureInput silent(FigureInput input, Set<String> services) {
    return new FigureInput(
        input.to(),
        input.counts(),
        input.counties(),
        input.heard(),
        Map.of("performed", services),
        input.needs(),
        input.anaesthesia(),
        input.severity(),
        input.punctual());
  }

  static FigureInput input(List<Counted> counts, LocalDate to) {
    Map<String, String> counties = new TreeMap<>();
    Map<String, Set<YearMonth>> heard = new HashMap<>();
    for (Counted count : counts) {
      counties.put(count.serviceId(), count.county());
      FigureSums.months(to)
          .forEach(m -> heard.computeIfAbsent(count.serviceId(), s -> new HashSet<>()).add(m));
    }
    return new FigureInput(
        to,
        counts,
        counties,
        heard,
        Map.of(),
        counts.stream().anyMatch(c -> !c.need().isEmpty()),
        false,
        counts.stream().anyMatch(c -> c.severe() > 0),
        null);
  }

  private static Counted counted(String service, String county, LocalDate day, int days) {
    return new Counted(service, county, "performed", day, days, days, "", "", 0, 0, 1);
  }

  private static FigureRow row(List<FigureRow> rows, String level, String place, String span) {
    return rows.stream()
        .filter(r -> r.key().level().equals(level) && r.key().place().equals(place))
        .filter(r -> r.key().span().equals(span) && r.key().slice().equals("all"))
        .findFirst()
        .orElseThrow();
  }
}
