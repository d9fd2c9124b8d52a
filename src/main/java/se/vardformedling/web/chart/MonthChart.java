package se.vardformedling.web.chart;

import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A line over months with its number of cases as bars under it. A month without a figure is a gap,
 * never a straight line across it.
 */
public final class MonthChart {
  private static final double WIDTH = 760;
  private static final double HEIGHT = 320;
  private static final double LEFT = 46;
  private static final double RIGHT = 16;
  private static final double LINE_TOP = 28;
  private static final double LINE_BOTTOM = 210;
  private static final double BARS_TOP = 236;
  private static final double BARS_BOTTOM = 286;

  private final List<Month> months;
  private final Words words;
  private final double limit;
  private final Scale days;
  private final Scale counts;

  /**
   * One month.
   *
   * @param days the median in days; empty when it is missing or may not be shown
   * @param other the same for the country; empty when not compared
   * @param n how many it rests on; empty when it may not be shown
   */
  public record Month(
      YearMonth month, OptionalDouble days, OptionalDouble other, OptionalDouble n) {}

  /**
   * What the chart says.
   *
   * @param title the whole chart in a sentence
   * @param line name of the line
   * @param other name of the line it is compared with
   * @param bars name of the bars
   * @param limit name of the limit
   */
  public record Words(String title, String line, String other, String bars, String limit) {}

  private MonthChart(List<Month> months, double limit, Words words) {
    this.months = List.copyOf(months);
    this.words = words;
    this.limit = limit;
    double longest =
        months.stream()
            .flatMap(m -> Stream.of(m.days(), m.other()))
            .mapToDouble(d -> d.orElse(0))
            .max()
            .orElse(0);
    this.days = Scale.holding(Math.max(longest, limit), LINE_BOTTOM - LINE_TOP);
    this.counts =
        Scale.holding(
            months.stream().mapToDouble(m -> m.n().orElse(0)).max().orElse(0),
            BARS_BOTTOM - BARS_TOP);
  }

  /**
   * The SVG.
   *
   * @param limit days at which a line across is drawn
   */
  public static String draw(List<Month> months, double limit, Words words) {
    MonthChart chart = new MonthChart(months, limit, words);
    Svg svg = Svg.picture("months", WIDTH, HEIGHT, words.title());
    chart.axes(svg);
    chart.bars(svg);
    chart.line(svg, "chart__other", Month::other);
    chart.line(svg, "chart__line", Month::days);
    chart.points(svg);
    chart.labels(svg);
    return svg.end();
  }

  private void axes(Svg svg) {
    for (double tick : days.ticks()) {
      double y = LINE_BOTTOM - days.at(tick);
      svg.draw("line", "class", "chart__grid", "x1", LEFT, "x2", WIDTH - RIGHT, "y1", y, "y2", y);
      svg.text(Svg.number(tick), "x", LEFT - 8, "y", y + 4, "text-anchor", "end");
    }
    double y = LINE_BOTTOM - days.at(limit);
    svg.draw("line", "class", "chart__limit", "x1", LEFT, "x2", WIDTH - RIGHT, "y1", y, "y2", y);
    svg.text(
        words.limit(),
        "class",
        "chart__limit-name",
        "x",
        WIDTH - RIGHT,
        "y",
        y - 5,
        "text-anchor",
        "end");
    svg.draw(
        "line",
        "class",
        "chart__axis",
        "x1",
        LEFT,
        "x2",
        WIDTH - RIGHT,
        "y1",
        BARS_BOTTOM,
        "y2",
        BARS_BOTTOM);
  }

  private void bars(Svg svg) {
    double width = step() * .62;
    for (int i = 0; i < months.size(); i++) {
      double high = counts.at(months.get(i).n().orElse(0));
      if (high > 0) {
        svg.draw(
            "rect",
            "class",
            "chart__bar",
            "x",
            x(i) - width / 2,
            "y",
            BARS_BOTTOM - high,
            "width",
            width,
            "height",
            high);
      }
    }
    svg.text(Svg.number(counts.top()), "x", LEFT - 8, "y", BARS_TOP + 4, "text-anchor", "end");
    svg.text("0", "x", LEFT - 8, "y", BARS_BOTTOM + 4, "text-anchor", "end");
  }

  private interface Value {
    OptionalDouble of(Month month);
  }

  private void line(Svg svg, String style, Value value) {
    StringBuilder path = new StringBuilder();
    boolean broken = true;
    for (int i = 0; i < months.size(); i++) {
      OptionalDouble day = value.of(months.get(i));
      if (day.isPresent()) {
        path.append(broken ? 'M' : 'L').append(Svg.number(x(i))).append(' ');
        path.append(Svg.number(LINE_BOTTOM - days.at(day.getAsDouble()))).append(' ');
      }
      broken = day.isEmpty();
    }
    if (path.length() > 0) {
      svg.draw("path", "class", style, "fill", "none", "d", path.toString().strip());
    }
  }

  private void points(Svg svg) {
    for (int i = 0; i < months.size(); i++) {
      Month month = months.get(i);
      if (month.days().isPresent()) {
        double y = LINE_BOTTOM - days.at(month.days().getAsDouble());
        svg.draw("circle", "class", "chart__point", "cx", x(i), "cy", y, "r", 3.5);
      }
    }
  }

  private void labels(Svg svg) {
    svg.text(words.line(), "class", "chart__name", "x", LEFT, "y", 14);
    boolean compared = months.stream().anyMatch(month -> month.other().isPresent());
    if (compared) {
      double right = WIDTH - RIGHT;
      svg.text(
          "– – " + words.other(),
          "class",
          "chart__other-name",
          "x",
          right,
          "y",
          14,
          "text-anchor",
          "end");
    }
    svg.text(words.bars(), "class", "chart__name", "x", LEFT, "y", BARS_TOP - 8);
    for (int i = 0; i < months.size(); i++) {
      if ((months.size() - 1 - i) % 3 == 0) {
        String name =
            String.format(
                Locale.ROOT,
                "%d-%02d",
                months.get(i).month().getYear(),
                months.get(i).month().getMonthValue());
        svg.text(name, "x", x(i), "y", BARS_BOTTOM + 18, "text-anchor", "middle");
      }
    }
  }

  private double step() {
    return (WIDTH - LEFT - RIGHT) / Math.max(1, months.size());
  }

  private double x(int index) {
    return LEFT + step() * (index + .5);
  }
}
