package se.vardformedling.catalogue;

/**
 * A point on earth in degrees, WGS 84.
 *
 * @param latitude −90 to 90
 * @param longitude −180 to 180
 */
public record Position(double latitude, double longitude) {
  private static final double EARTH_RADIUS_KM = 6371.0088;
  private static final double GRID = 0.05;

  public Position {
    if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
      throw new IllegalArgumentException("not a position");
    }
  }

  /** Great-circle distance in kilometres. */
  public double distanceTo(Position other) {
    double dLat = Math.toRadians(other.latitude - latitude);
    double dLon = Math.toRadians(other.longitude - longitude);
    double h =
        Math.pow(Math.sin(dLat / 2), 2)
            + Math.cos(Math.toRadians(latitude))
                * Math.cos(Math.toRadians(other.latitude))
                * Math.pow(Math.sin(dLon / 2), 2);
    return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)));
  }

  /** On a grid of 0.05°, so that a position tells a neighbourhood and not a house. */
  public Position rounded() {
    return new Position(Math.round(latitude / GRID) * GRID, Math.round(longitude / GRID) * GRID);
  }
}
