package se.vardformedling.search;

import java.util.List;
import java.util.Optional;
import se.vardformedling.agreement.Term;
import se.vardformedling.catalogue.Offer;
import se.vardformedling.waitingtime.Wait;

/**
 * How one offer suits the question, and why.
 *
 * @param score 0 to 1, the weighted sum of the components
 * @param excluded reason codes; empty for a match
 */
public record Suitability(
    Offer offer,
    double score,
    List<Component> components,
    Optional<Double> distanceKm,
    Optional<Wait> waiting,
    Optional<Term> term,
    List<String> warnings,
    List<String> excluded) {

  /**
   * One part of the score.
   *
   * @param normalised 0 to 1, higher is better
   */
  public record Component(
      String code, Optional<Double> raw, String unit, double normalised, double weight) {}

  /** What a component came to, 0 to 1; 0 if there is none of that name. */
  double normalised(String component) {
    return components.stream()
        .filter(one -> one.code().equals(component))
        .mapToDouble(Component::normalised)
        .findFirst()
        .orElse(0);
  }

  /** Exactly one thing stands in the way: something a broker can act on. */
  public boolean nearMiss() {
    return excluded.size() == 1;
  }
}
