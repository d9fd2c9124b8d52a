package se.vardformedling.agreement;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One agreement that a region may call off a service under, on a date.
 *
 * @param price as {@link PriceTerms}
 * @param left empty when there is no cap
 * @param warnings near-cap, cap-too-small (less left than was asked for), ends-soon (within 90
 *     days) or borrowed (another region's agreement); a volume that is used up is not applicable at
 *     all
 */
public record Applicable(
    String contractId,
    String version,
    String serviceId,
    String vardtjanst,
    String commissioner,
    LocalDate validFrom,
    Optional<LocalDate> validTo,
    PriceTerms price,
    Optional<Integer> left,
    List<String> warnings) {

  /**
   * The question.
   *
   * @param region länskod of the region that would call off
   * @param vardtjanst what is needed
   * @param serviceId empty for any
   * @param providerId Organization of the unit, empty for any
   * @param volume places that are needed, at least 1
   */
  public record Question(
      String region,
      String vardtjanst,
      String serviceId,
      String providerId,
      LocalDate date,
      int volume) {}
}
