package se.vardformedling.web.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ChartsTest {
  private static final MonthChart.Words WORDS =
      new MonthChart.Words("Knä \"<b>\"", "Median", "Riket", "Antal", "90 dagar");

  @Test
  void a_month_without_a_figure_is_a_gap_and_not_a_line_across() {
    List<MonthChart.Month> months = new ArrayList<>();
    for (int i = 0; i < 18; i++) {
      OptionalDouble days = i == 7 ? OptionalDouble.empty() : OptionalDouble.of(40 + i);
      months.add(
          new MonthChart.Month(
              YearMonth.of(2025, 6).plusMonths(i),
              days,
              OptionalDouble.empty(),
              OptionalDouble.of(10)));
    }

    String svg = MonthChart.draw(months, 90, WORDS);
    String line = svg.replaceAll("(?s).*class=\"chart__line\"[^>]* d=\"([^\"]*)\".*", "$1");

    assertThat(line.chars().filter(c -> c == 'M').count()).isEqualTo(2);
    assertThat(line.chars().filter(c -> c == 'L').count()).isEqualTo(15);
    assertThat(svg.split("<circle", -1)).hasSize(18);
    assertThat(svg).contains("2026-11", ">90 dagar<").doesNotContain("<b>", "style=");
    parse(svg);
  }

  @Test
  void no_figure_at_all_is_an_empty_chart_and_no_fault() {
    List<MonthChart.Month> months =
        List.of(
            new MonthChart.Month(
                YearMonth.of(2026, 1),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty()));

    assertThat(MonthChart.draw(months, 90, WORDS)).doesNotContain("NaN", "Infinity", "chart__line");
    assertThat(MonthChart.draw(List.of(), 90, WORDS)).doesNotContain("NaN", "Infinity");
  }

  @Test
  void every_region_is_on_the_map_and_one_without_a_figure_is_hatched() {
    List<RegionMap.Region> regions = new ArrayList<>();
    RegionMap.COUNTY.values().stream()
        .sorted()
        .forEach(
            county ->
                regions.add(
                    new RegionMap.Region(
                        county,
                        county.equals("20")
                            ? Optional.empty()
                            : Optional.of(Double.valueOf(county)),
                        "Region " + county,
                        "/app/x?region=" + county)));

    String svg = RegionMap.draw(regions, "Karta");

    assertThat(RegionMap.COUNTY.values()).doesNotHaveDuplicates().hasSize(21);
    assertThat(svg.split("<a href=", -1)).hasSize(22);
    assertThat(svg.split("url\\(#missing\\)", -1)).hasSize(2);
    for (int shade = 1; shade <= 5; shade++) {
      assertThat(svg.split("map__region--" + shade, -1).length - 1).isEqualTo(4);
    }
    parse(svg);
  }

  @Test
  void shades_hold_every_figure_once_and_never_overlap() {
    List<RegionMap.Region> regions =
        List.of(35.6, 40.0, 75.6, 75.9, 76.3, 76.4, 92.2, 120.0).stream()
            .map(v -> new RegionMap.Region("01", Optional.of(v), "", ""))
            .toList();

    List<RegionMap.Shade> shades = RegionMap.shades(regions);

    assertThat(shades)
        .containsExactly(
            new RegionMap.Shade(1, 36, 36),
            new RegionMap.Shade(2, 40, 76),
            new RegionMap.Shade(3, 92, 92),
            new RegionMap.Shade(4, 120, 120));
    assertThat(RegionMap.shades(List.of())).isEmpty();
  }

  @Test
  void the_volume_bar_never_leaves_its_frame() {
    String over = VolumeBar.draw(100, 90, 30, "120 av 100");

    assertThat(over).contains("width=\"240\"", "x=\"240\"", "width=\"80\"");
    parse(over);
  }

  @Test
  void an_axis_ends_at_a_round_number_above_the_largest_value() {
    for (double largest : new double[] {0, 0.4, 1, 3, 7, 42, 90, 181, 1234, 99_999}) {
      Scale scale = Scale.holding(largest, 100);
      assertThat(scale.top()).isGreaterThanOrEqualTo(largest);
      assertThat(scale.ticks()).hasSizeBetween(2, 8);
      assertThat(scale.at(scale.top())).isEqualTo(100);
    }
  }

  private static void parse(String svg) {
    try {
      Document document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(svg)));
      assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
    } catch (Exception e) {
      throw new AssertionError(svg, e);
    }
  }
}
