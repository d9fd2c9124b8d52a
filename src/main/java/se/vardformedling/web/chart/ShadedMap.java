package se.vardformedling.web.chart;

import java.util.List;
import se.vardformedling.web.chart.RegionMap.Region;
import se.vardformedling.web.words.Words.Say;

/** The map of the regions with what its shades stand for, as a page shows it. */
public record ShadedMap(String svg, List<Shade> shades) {

  /** One shade in words. */
  public record Shade(int number, String words) {}

  /**
   * The regions shaded by their figures.
   *
   * @param title what the map is, in a sentence
   */
  public static ShadedMap of(List<Region> regions, String title, Say say) {
    return new ShadedMap(
        RegionMap.draw(regions, title),
        RegionMap.shades(regions).stream()
            .map(shade -> new Shade(shade.number(), words(shade, say)))
            .toList());
  }

  private static String words(RegionMap.Shade shade, Say say) {
    return shade.from() == shade.to()
        ? say.days(shade.from())
        : say.the("find.map.shade", say.number(shade.from(), 0), say.number(shade.to(), 0));
  }
}
