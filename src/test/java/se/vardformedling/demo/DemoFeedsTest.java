package se.vardformedling.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import se.vardformedling.waitingtime.feed.FeedKind;

class DemoFeedsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

  @Test
  void the_same_day_gives_the_same_files_and_another_day_others() {
    Map<FeedKind, String> files = new DemoFeeds(DAY, 18).files(DemoPlaces.places());

    assertThat(new DemoFeeds(DAY, 18).files(DemoPlaces.places())).isEqualTo(files);
    assertThat(new DemoFeeds(DAY.plusDays(1), 18).files(DemoPlaces.places())).isNotEqualTo(files);
  }

  @Test
  void fewer_months_begin_later_and_end_on_the_same_day() {
    String month = new DemoFeeds(DAY, 1).files(DemoPlaces.places()).getOrDefault(FeedKind.SPOR, "");

    assertThat(month).contains("#from;2026-09-01", "#uttag;2026-11-20");
    assertThat(month.lines().filter(line -> line.startsWith("20")))
        .isNotEmpty()
        .allMatch(line -> line.compareTo("2026-09-01") >= 0);
  }

  @Test
  void every_file_says_that_it_is_made_up_and_has_the_columns_of_its_kind() {
    new DemoFeeds(DAY, 18)
        .files(DemoPlaces.places())
        .forEach(
            (kind, text) -> {
              List<String> lines = text.lines().toList();
              assertThat(lines).as(kind.name()).contains("#syntetisk;ja", "#uttag;2026-11-20");
              assertThat(lines).contains(String.join(";", kind.columns()));
              assertThat(lines)
                  .filteredOn(line -> line.contains("TSTNMT") && !line.startsWith("#"))
                  .hasSizeGreaterThan(100)
                  .allMatch(line -> line.split(";", -1).length == kind.columns().size());
            });
  }

  @Test
  void some_units_fall_silent_while_the_casts_own_report_to_the_last() {
    String spor = DemoFiles.text(FeedKind.SPOR, DAY);

    assertThat(last(spor, 1)).isAfter(DAY.minusDays(32));
    assertThat(last(spor, 11)).isBefore(DAY.minusDays(70));
  }

  private static LocalDate last(String file, int unit) {
    String hsaId = "VF%04d".formatted(unit);
    return file.lines()
        .filter(line -> line.contains(hsaId))
        .map(line -> LocalDate.parse(line.substring(0, 10)))
        .max(LocalDate::compareTo)
        .orElseThrow();
  }
}
