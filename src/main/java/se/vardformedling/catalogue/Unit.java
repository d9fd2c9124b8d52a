package se.vardformedling.catalogue;

import java.util.List;
import java.util.Optional;

/**
 * A unit with all that it gives.
 *
 * @param county länskod of where it stands; empty when no place of it is known
 * @param services by name
 */
public record Unit(
    String organizationId,
    String name,
    Optional<String> hsaId,
    String county,
    List<Care> services) {

  /**
   * One service.
   *
   * @param capacity announced, open, closed or unknown
   */
  public record Care(
      String serviceId, String vardtjanst, String name, boolean active, String capacity) {}
}
