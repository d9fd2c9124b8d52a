package se.vardformedling.search;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import se.vardformedling.agreement.CallOff;
import se.vardformedling.catalogue.Position;

/**
 * What is asked of {@code $find-provider}.
 *
 * @param vardtjanster codes that the asked code stands for
 * @param origin rounded position of the patient's home
 * @param region länskod of the asking region
 * @param due the day the guarantee ends
 * @param expected the day the care is expected, on which the agreement must apply
 * @param agreement required, preferred or any
 * @param capacity any, announced-only or not-closed
 * @param site where and in whose regi
 */
public record Question(
    Set<String> vardtjanster,
    Position origin,
    String region,
    Optional<Double> maxDistanceKm,
    Optional<Integer> maxWaitDays,
    Optional<Long> maxPriceOre,
    LocalDate due,
    LocalDate expected,
    List<Criterion> criteria,
    String agreement,
    int minRemaining,
    String capacity,
    String sort,
    Strategy strategy,
    boolean includeExcluded,
    LocalDate asOf,
    int count,
    Site site) {

  /** Anywhere, in anybody's regi. */
  Question(
      Set<String> vardtjanster,
      Position origin,
      String region,
      Optional<Double> maxDistanceKm,
      Optional<Integer> maxWaitDays,
      Optional<Long> maxPriceOre,
      LocalDate due,
      LocalDate expected,
      List<Criterion> criteria,
      String agreement,
      int minRemaining,
      String capacity,
      String sort,
      Strategy strategy,
      boolean includeExcluded,
      LocalDate asOf,
      int count) {
    this(
        vardtjanster,
        origin,
        region,
        maxDistanceKm,
        maxWaitDays,
        maxPriceOre,
        due,
        expected,
        criteria,
        agreement,
        minRemaining,
        capacity,
        sort,
        strategy,
        includeExcluded,
        asOf,
        count,
        Site.ANY);
  }

  /** What would be called off of one of the vårdtjänster. */
  CallOff callOff(String vardtjanst) {
    return new CallOff(
        region,
        vardtjanst,
        expected,
        minRemaining,
        criteria.stream()
            .filter(criterion -> !criterion.code().equals(FilterRules.QUALITY))
            .map(criterion -> new CallOff.Condition(criterion.code(), criterion.value()))
            .toList());
  }

  /** One thing the provider must accept: {@code asa 3}, {@code anaesthesia general}. */
  public record Criterion(String code, String value) {}
}
