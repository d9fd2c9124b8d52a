package se.vardformedling.web.chart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sweden's regions, shaded in at most five classes of one hue. A region without a figure is hatched.
 * Always beside a table that says the same. The outlines are MapSVG's (CC BY 4.0), by way of {@code
 * @svg-maps/sweden}.
 */
public final class RegionMap {
  private static final int CLASSES = 5;
  private static final Pattern OUTLINE =
      Pattern.compile("<path\\s+id=\"([^\"]+)\"\\s+name=\"([^\"]+)\"\\s+d=\"([^\"]+)\"");

  /** Länskod by the map's own names. */
  static final Map<String, String> COUNTY =
      Map.ofEntries(
          Map.entry("stockholm", "01"),
          Map.entry("uppsala", "03"),
          Map.entry("sodermanland", "04"),
          Map.entry("ostergotland", "05"),
          Map.entry("jonkoping", "06"),
          Map.entry("kronoberg", "07"),
          Map.entry("kalmar", "08"),
          Map.entry("gotland", "09"),
          Map.entry("blekinge", "10"),
          Map.entry("skane", "12"),
          Map.entry("halland", "13"),
          Map.entry("vastra gotaland", "14"),
          Map.entry("varmland", "17"),
          Map.entry("orebro", "18"),
          Map.entry("vastmanland", "19"),
          Map.entry("dalarna", "20"),
          Map.entry("gavleborg", "21"),
          Map.entry("vasternorrland", "22"),
          Map.entry("jamtland", "23"),
          Map.entry("vasterbotten", "24"),
          Map.entry("norrbotten", "25"));

  private static final Map<String, String> OUTLINES = outlines();

  private RegionMap() {}

  /**
   * One region's figure.
   *
   * @param words the region and its figure, as read out
   * @param address where the region leads
   */
  public record Region(String county, Optional<Double> value, String words, String address) {}

  /** One shade and what it stands for in whole days, both ends included. */
  public record Shade(int number, double from, double to) {}

  /**
   * Where one shade ends and the next begins, so that each holds about as many regions. Figures
   * that read the same have the same shade: no day is in two.
   */
  public static List<Shade> shades(List<Region> regions) {
    double[] values =
        regions.stream()
            .flatMap(r -> r.value().stream())
            .mapToDouble(Math::rint)
            .sorted()
            .toArray();
    List<Shade> shades = new ArrayList<>();
    int classes = (int) Math.min(CLASSES, java.util.Arrays.stream(values).distinct().count());
    int from = 0;
    for (int k = 0; k < classes && from < values.length; k++) {
      int to = Math.max(from, (k + 1) * values.length / classes - 1);
      while (to + 1 < values.length && values[to + 1] == values[to]) {
        to++;
      }
      shades.add(new Shade(shades.size() + 1, values[from], values[to]));
      from = to + 1;
    }
    return shades;
  }

  /** The SVG; every region that has an address is a link with its figure as its name. */
  public static String draw(List<Region> regions, String title) {
    List<Shade> shades = shades(regions);
    Map<String, Region> byCounty = new LinkedHashMap<>();
    regions.forEach(region -> byCounty.put(region.county(), region));
    Svg svg = Svg.group("map", "0 0 346 793", title);
    svg.open("defs")
        .open(
            "pattern", "id", "missing", "width", 6, "height", 6, "patternUnits", "userSpaceOnUse");
    svg.draw("rect", "class", "map__ground", "width", 6, "height", 6);
    svg.draw("path", "class", "map__hatch", "d", "M0 6L6 0");
    svg.close("pattern").close("defs");
    OUTLINES.forEach((county, outline) -> region(svg, outline, byCounty.get(county), shades));
    return svg.end();
  }

  private static void region(
      Svg svg,
      String outline,
      @org.jspecify.annotations.Nullable Region region,
      List<Shade> shades) {
    if (region == null) {
      svg.draw("path", "class", "map__region", "fill", "url(#missing)", "d", outline);
      return;
    }
    svg.open("a", "href", region.address(), "aria-label", region.words());
    Optional<Shade> shade = region.value().flatMap(value -> shade(shades, value));
    if (shade.isPresent()) {
      svg.open("path", "class", "map__region map__region--" + shade.get().number(), "d", outline);
    } else {
      svg.open("path", "class", "map__region", "fill", "url(#missing)", "d", outline);
    }
    svg.title(region.words()).close("path").close("a");
  }

  private static Optional<Shade> shade(List<Shade> shades, double value) {
    return shades.stream().filter(s -> Math.rint(value) <= s.to()).findFirst();
  }

  private static Map<String, String> outlines() {
    try (InputStream file = RegionMap.class.getResourceAsStream("/web/sweden.svg")) {
      String map = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      Map<String, String> found = new TreeMap<>();
      Matcher matcher = OUTLINE.matcher(map);
      while (matcher.find()) {
        found.put(Objects.requireNonNull(COUNTY.get(matcher.group(1))), matcher.group(3));
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
