package se.vardformedling.brokering;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Everything that is said of a need to the national node. It is built from these and nothing else,
 * never by taking away from what is here.
 *
 * @param unit HSA-id of the unit that refers
 * @param codes what is wanted, in any of the systems that are understood there
 * @param reasons diagnoses
 * @param priority {@code routine}, {@code urgent} or {@code asap}
 * @param clock kind and start of the guarantee's clock
 */
public record NationalNeed(
    String unit,
    List<Code> codes,
    List<Code> reasons,
    Optional<String> priority,
    Clock clock,
    Person person,
    List<Criterion> criteria) {

  /** A code of a system. */
  public record Code(String system, String code) {}

  /** The guarantee's clock, as the referrer knows it. */
  public record Clock(String kind, LocalDate start) {}

  /**
   * What is said of the one who needs care.
   *
   * @param homeRegion länskod
   * @param ageBand ten years
   * @param sex FHIR's administrative gender
   */
  public record Person(String homeRegion, Optional<String> ageBand, Optional<String> sex) {}

  /** What a provider must be able to take. */
  public record Criterion(String code, String value) {}
}
