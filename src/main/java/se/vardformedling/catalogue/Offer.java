package se.vardformedling.catalogue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One vårdtjänst that one unit offers at one place.
 *
 * @param position where, if known
 * @param capacity announced, open, closed or unknown
 * @param versions of the resources it is told from
 */
public record Offer(
    String serviceId,
    String vardtjanst,
    String name,
    String unitId,
    String unitName,
    String locationId,
    Optional<Position> position,
    boolean active,
    List<Acceptance> acceptance,
    String capacity,
    Optional<LocalDate> capacityUntil,
    Versions versions) {

  /** The version of the service, its unit and its place; 0 for one that is not known. */
  public record Versions(long service, long unit, long place) {}

  /** The same offer, of which somebody has said that there is capacity until a day. */
  public Offer announcedUntil(LocalDate day) {
    return new Offer(
        serviceId,
        vardtjanst,
        name,
        unitId,
        unitName,
        locationId,
        position,
        active,
        acceptance,
        "announced",
        Optional.of(day),
        versions);
  }
}
