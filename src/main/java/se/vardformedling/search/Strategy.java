package se.vardformedling.search;

/**
 * How much each component weighs; the weights sum to 1.
 *
 * @param region länskod of the region whose own it is, or SE
 * @param version said in every answer, so that an order can be explained and made again later
 */
public record Strategy(
    String code,
    String region,
    int version,
    double waiting,
    double guarantee,
    double distance,
    double price,
    double quality,
    double capacity,
    double volume,
    double freshness) {

  /** As answers name it: balanced|1, or balanced|20/3 for a region's third. */
  String name() {
    return code + "|" + (region.equals("SE") ? "" : region + "/") + version;
  }
}
