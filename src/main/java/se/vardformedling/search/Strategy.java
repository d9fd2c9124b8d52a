package se.vardformedling.search;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How much each component weighs; the weights of a strategy sum to 1. */
public enum Strategy {
  BALANCED(.3, .2, .2, .06, .06, .06, .06, .06),
  SHORTEST_WAIT(.5, .2, .2, .02, .02, .02, .02, .02),
  COST_AWARE(.2, .15, .15, .3, .05, .05, .05, .05);

  /** Said in every answer, so that an order can be explained later. */
  static final String VERSION = "1";

  final double wait;
  final double guarantee;
  final double distance;
  final double price;
  final double quality;
  final double capacity;
  final double volume;
  final double freshness;

  Strategy(
      double wait,
      double guarantee,
      double distance,
      double price,
      double quality,
      double capacity,
      double volume,
      double freshness) {
    this.wait = wait;
    this.guarantee = guarantee;
    this.distance = distance;
    this.price = price;
    this.quality = quality;
    this.capacity = capacity;
    this.volume = volume;
    this.freshness = freshness;
  }

  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Strategy> of(String code) {
    return Arrays.stream(values()).filter(strategy -> strategy.code().equals(code)).findFirst();
  }
}
