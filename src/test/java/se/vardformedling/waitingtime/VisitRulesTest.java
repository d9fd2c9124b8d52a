package se.vardformedling.waitingtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.vardformedling.disclosure.Disclosure;
import se.vardformedling.disclosure.Thresholds;
import se.vardformedling.waitingtime.BookedVisits.Visits;

class VisitRulesTest {
  private static final LocalDate LAST = LocalDate.of(2026, 11, 22);

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // kept, missed, cancelled, n, no-show, cancelled
        "70, 10, 20, 100, 10.0, 20.0",
        "50, 0, 0, 50, 0.0, 0.0",
        "80, 3, 17, 100, -, 17.0",
        "80, 17, 3, 100, 17.0, -",
        "3, 10, 20, 33, -, 60.6",
        "20, 2, 2, 24, -, -",
      })
  void a_share_is_told_if_neither_it_nor_what_is_left_is_of_a_few(
      int kept, int missed, int cancelled, int n, @Nullable Double noShow, @Nullable Double off) {
    FigureRow row = row(kept, missed, cancelled);

    Map<String, @Nullable Double> shares = new HashMap<>();
    shares.put("share-no-show", noShow);
    shares.put("share-cancelled", off);
    assertThat(row.n()).isEqualTo(n);
    assertThat(row.state()).isEqualTo("shown");
    assertThat(row.values().more()).isEqualTo(shares);
  }

  @Test
  void of_fewer_than_ten_no_share_is_told_and_of_fewer_than_five_no_number() {
    assertThat(row(7, 1, 1))
        .returns("masked", FigureRow::state)
        .returns(9, FigureRow::n)
        .returns(Map.of(), each -> each.values().more());
    assertThat(row(4, 0, 0)).returns("masked", FigureRow::state).returns(null, FigureRow::n);
  }

  @Test
  void the_figures_are_of_the_year_that_ended_last_sunday() {
    assertThat(VisitRules.last(LocalDate.of(2026, 11, 26))).isEqualTo(LAST);
    assertThat(VisitRules.last(LocalDate.of(2026, 11, 22))).isEqualTo(LAST.minusDays(7));
    assertThat(row(70, 10, 20).start()).isEqualTo(LocalDate.of(2025, 11, 23));
    assertThat(row(70, 10, 20).end()).isEqualTo(LAST);
  }

  private static FigureRow row(int kept, int missed, int cancelled) {
    return VisitRules.row(
        new Visits("s", "knaprotes", kept, missed, cancelled),
        LAST,
        new Disclosure(Thresholds.CURRENT));
  }
}
