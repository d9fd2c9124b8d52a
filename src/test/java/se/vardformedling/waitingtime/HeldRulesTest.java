package se.vardformedling.waitingtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import se.vardformedling.disclosure.Disclosure;
import se.vardformedling.disclosure.Thresholds;

class HeldRulesTest {
  private static final LocalDate TO = LocalDate.of(2026, 11, 24);
  private static final Map<String, String> COUNTIES = Map.of("a", "01", "b", "01", "c", "03");
  private static final Disclosure DISCLOSURE = new Disclosure(Thresholds.CURRENT);

  @Test
  void a_change_of_a_few_is_not_told_and_not_what_is_left_of_the_regions_either() {
    Map<FigureKey, Published> told =
        next(published(figures(30, 30, 50), TO), figures(32, 36, 60), TO.plusDays(1));

    assertThat(n(told, "unit", "a")).isEqualTo(30);
    assertThat(n(told, "unit", "b")).as("36 would leave 2 of the region's 68").isEqualTo(30);
    assertThat(n(told, "region", "01")).isEqualTo(68);
    assertThat(n(told, "nation", "SE")).isEqualTo(128);
  }

  @Test
  void who_is_alone_in_a_region_takes_the_region_and_a_unit_of_another_along() {
    Map<FigureKey, Published> told =
        next(published(figures(30, 30, 50), TO), figures(40, 36, 52), TO.plusDays(1));

    assertThat(n(told, "unit", "c")).isEqualTo(50);
    assertThat(n(told, "region", "03")).isEqualTo(50);
    assertThat(n(told, "region", "01")).isEqualTo(60);
    assertThat(n(told, "unit", "b")).isEqualTo(30);
    assertThat(n(told, "unit", "a")).isEqualTo(40);
    assertThat(n(told, "nation", "SE")).isEqualTo(128);
  }

  @Test
  void what_is_held_keeps_its_day_and_is_let_go_after_six_weeks() {
    Map<FigureKey, Published> first = published(figures(30, 30, 50), TO);
    Map<FigureKey, Published> later = next(first, figures(32, 36, 60), TO.plusDays(42));
    Map<FigureKey, Published> last = next(later, figures(32, 36, 60), TO.plusDays(43));

    assertThat(told(later, "unit", "a").asOf()).isEqualTo(TO);
    assertThat(told(later, "region", "01").asOf()).isEqualTo(TO.plusDays(42));
    assertThat(n(last, "unit", "a")).isEqualTo(32);
    assertThat(told(last, "unit", "a").asOf()).isEqualTo(TO.plusDays(43));
  }

  @Test
  void a_month_that_has_been_is_held_for_good_and_is_as_fresh_as_its_extract() {
    List<FigureRow> once = List.of(month("unit", "a", 30), month("nation", "SE", 30));
    List<FigureRow> corrected = List.of(month("unit", "a", 33), month("nation", "SE", 33));
    Map<FigureKey, Published> told = next(published(once, TO), corrected, TO.plusDays(60));

    assertThat(told.values()).extracting(one -> one.row().n()).containsOnly(30);
    assertThat(told.values()).extracting(Published::asOf).containsOnly(TO.plusDays(60));
  }

  /** Someone keeps both editions and subtracts; all sums that anybody can know are used. */
  @Test
  void no_change_of_a_few_is_the_one_unknown_of_a_sum() {
    int few = 0;
    for (int seed = 0; seed < 3; seed++) {
      Random random = new Random(seed);
      List<Counted> counts = FigureRulesTest.random(random, 9);
      FigureInput input = FigureRulesTest.input(counts);
      List<FigureRow> first = FigureRules.figures(input, DISCLOSURE);
      List<Counted> more = new ArrayList<>(counts);
      for (int i = 0; i < 60; i++) {
        Counted one = counts.get(random.nextInt(counts.size()));
        more.add(
            new Counted(
                one.serviceId(),
                one.county(),
                "performed",
                TO.minusDays(random.nextInt(400)),
                one.days(),
                one.counted(),
                one.need(),
                "",
                0,
                0,
                1));
      }
      FigureInput second = FigureRulesTest.input(more);
      List<FigureRow> rows = FigureRules.figures(second, DISCLOSURE);
      Map<FigureKey, Published> before = published(first, TO);
      Map<FigureKey, Published> told =
          keyed(HeldRules.held(before, rows, second.counties(), TO.plusDays(1), DISCLOSURE));
      Map<FigureKey, Integer> changes = new HashMap<>();
      for (FigureRow row : rows) {
        change(before.get(row.key()), row).ifPresent(change -> changes.put(row.key(), change));
      }
      Set<FigureKey> secret = new HashSet<>(told.keySet());
      secret.removeIf(
          key -> changes.containsKey(key) && told(told, key).row().equals(row(rows, key)));
      derive(secret, input);
      for (FigureKey key : told.keySet()) {
        int change = Math.abs(changes.getOrDefault(key, 0));
        if (change > 0 && change < 5) {
          few++;
          assertThat(secret).as("seed %d: %s changed by %d", seed, key, change).contains(key);
        }
      }
    }
    assertThat(few).isGreaterThan(30);
  }

  /** Takes out, again and again, what is the one secret of a sum. */
  private static void derive(Set<FigureKey> secret, FigureInput input) {
    boolean more = true;
    while (more) {
      more = false;
      for (FigureKey total : new ArrayList<>(totals(input))) {
        for (List<FigureKey> parts : parts(total, input)) {
          List<FigureKey> unknown = new ArrayList<>(parts);
          unknown.add(total);
          unknown.removeIf(key -> !secret.contains(key));
          if (unknown.size() == 1) {
            more |= secret.remove(unknown.get(0));
          }
        }
      }
    }
  }

  private static List<FigureKey> totals(FigureInput input) {
    List<FigureKey> totals = new ArrayList<>();
    for (String span : List.of("30", "90", "365")) {
      for (String slice : List.of("all", "need-within-30", "need-within-90", "need-later")) {
        FigureKey nation = new FigureKey("performed", "nation", "SE", slice, span);
        totals.add(nation);
        Set.copyOf(input.counties().values()).forEach(c -> totals.add(nation.at("region", c)));
        input.counties().keySet().forEach(s -> totals.add(nation.at("unit", s)));
      }
    }
    FigureSums.months(input.to())
        .forEach(m -> totals.add(new FigureKey("performed", "nation", "SE", "all", "" + m)));
    return totals;
  }

  private static List<List<FigureKey>> parts(FigureKey total, FigureInput input) {
    List<List<FigureKey>> parts = new ArrayList<>();
    boolean window = !total.span().contains("-");
    if (total.level().equals("nation") && window) {
      parts.add(
          input.counties().values().stream().distinct().map(c -> total.at("region", c)).toList());
    }
    if (total.level().equals("region") || (total.level().equals("nation") && !window)) {
      parts.add(
          input.counties().entrySet().stream()
              .filter(u -> total.level().equals("nation") || u.getValue().equals(total.place()))
              .map(u -> total.at("unit", u.getKey()))
              .toList());
    }
    if (window && total.slice().equals("all")) {
      parts.add(
          List.of(total.in("need-within-30"), total.in("need-within-90"), total.in("need-later")));
    }
    return parts;
  }

  private static Optional<Integer> change(@Nullable Published before, FigureRow now) {
    Integer old = before == null ? null : before.row().n();
    Integer present = now.n();
    return old == null || present == null ? Optional.empty() : Optional.of(present - old);
  }

  private static FigureRow row(List<FigureRow> rows, FigureKey key) {
    return rows.stream().filter(row -> row.key().equals(key)).findFirst().orElseThrow();
  }

  private static Map<FigureKey, Published> next(
      Map<FigureKey, Published> before, List<FigureRow> rows, LocalDate asOf) {
    List<FigureRow> moved =
        rows.stream()
            .map(
                row ->
                    row.key().span().contains("-")
                        ? row
                        : new FigureRow(
                            row.key(),
                            row.state(),
                            row.n(),
                            row.values(),
                            asOf.minusDays(29),
                            asOf))
            .toList();
    return keyed(HeldRules.held(before, moved, COUNTIES, asOf, DISCLOSURE));
  }

  private static Map<FigureKey, Published> published(List<FigureRow> rows, LocalDate asOf) {
    return keyed(rows.stream().map(row -> new Published(row, asOf)).toList());
  }

  private static Map<FigureKey, Published> keyed(List<Published> rows) {
    Map<FigureKey, Published> keyed = new HashMap<>();
    rows.forEach(row -> keyed.put(row.row().key(), row));
    return keyed;
  }

  private static List<FigureRow> figures(int a, int b, int c) {
    return List.of(
        figure("nation", "SE", a + b + c),
        figure("region", "01", a + b),
        figure("region", "03", c),
        figure("unit", "a", a),
        figure("unit", "b", b),
        figure("unit", "c", c));
  }

  private static FigureRow figure(String level, String place, int n) {
    FigureKey key = new FigureKey("performed", level, place, "all", "30");
    return new FigureRow(key, "shown", n, FigureRow.Values.NOTHING, TO.minusDays(29), TO);
  }

  private static FigureRow month(String level, String place, int n) {
    FigureKey key = new FigureKey("performed", level, place, "all", "2026-10");
    LocalDate first = LocalDate.of(2026, 10, 1);
    return new FigureRow(
        key, "shown", n, FigureRow.Values.NOTHING, first, first.plusMonths(1).minusDays(1));
  }

  private static @Nullable Integer n(Map<FigureKey, Published> told, String level, String place) {
    return told(told, level, place).row().n();
  }

  private static Published told(Map<FigureKey, Published> told, String level, String place) {
    return told(told, new FigureKey("performed", level, place, "all", "30"));
  }

  private static Published told(Map<FigureKey, Published> told, FigureKey key) {
    return Objects.requireNonNull(told.get(key));
  }
}
