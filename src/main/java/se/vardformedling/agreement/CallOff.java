package se.vardformedling.agreement;

import java.time.LocalDate;
import java.util.List;

/**
 * What a region would call off under an agreement.
 *
 * @param region länskod of the region that calls off
 * @param vardtjanst what is needed; empty when it is not known, then the service alone decides
 * @param date on which the agreement must apply
 * @param volume places that are needed, at least 1
 * @param conditions what the provider must take
 */
public record CallOff(
    String region, String vardtjanst, LocalDate date, int volume, List<Condition> conditions) {

  /** One thing of the patient that the agreement may have a condition about: {@code asa 3}. */
  public record Condition(String code, String value) {}
}
