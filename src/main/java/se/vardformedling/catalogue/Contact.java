package se.vardformedling.catalogue;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a unit is reached, as the catalogue says.
 *
 * @param hours of each service that says when it is open
 */
public record Contact(List<Point> points, Optional<String> address, List<Hours> hours) {

  /**
   * One way.
   *
   * @param kind {@code phone}, {@code email}, {@code url} or another code of FHIR's
   *     contact-point-system
   * @param service the service that it is for; empty for the whole unit
   */
  public record Point(String kind, String value, Optional<String> service) {}

  /**
   * When a service is open.
   *
   * @param exceptions in words
   */
  public record Hours(
      String service, List<Open> open, List<Closed> closed, Optional<String> exceptions) {}

  /**
   * Some days of the week.
   *
   * @param from empty when it is open all day
   */
  public record Open(Set<DayOfWeek> days, Optional<LocalTime> from, Optional<LocalTime> to) {}

  /** Some days on which it is shut. */
  public record Closed(String why, Optional<LocalDate> from, Optional<LocalDate> to) {}
}
