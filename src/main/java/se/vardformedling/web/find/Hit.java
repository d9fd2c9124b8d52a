package se.vardformedling.web.find;

import se.vardformedling.search.Suitability;

/**
 * One provider as it is shown.
 *
 * @param rank its place in the suggested order, from 1; 0 for one that does not suit
 * @param municipality code; empty when nobody has said
 * @param runBy länskod of the region it belongs to; empty for none
 */
public record Hit(int rank, Suitability suitability, String municipality, String runBy) {

  String id() {
    return suitability.offer().serviceId();
  }

  /** Länskod. */
  String county() {
    return municipality.length() < 2 ? "" : municipality.substring(0, 2);
  }
}
