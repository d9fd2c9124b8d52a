package se.vardformedling.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import se.vardformedling.agreement.Term;
import se.vardformedling.agreement.TermRules;
import se.vardformedling.catalogue.Offer;
import se.vardformedling.waitingtime.Wait;

/** What stands in the way of an offer, in a fixed order and with its reason. */
final class FilterRules {
  /** The highest rate in per cent of what should not happen. */
  static final String QUALITY = "quality";

  /** What reception may depend on; {@code CodeSystem/criterion}. */
  static final List<String> CRITERIA =
      List.of("asa", "bmi", "age", "anaesthesia", "language", QUALITY);

  /** Those whose value is a number or a band of numbers. */
  static final Set<String> MEASURED = Set.of("asa", "bmi", "age");

  private FilterRules() {}

  static List<String> obstacles(
      Question question,
      Candidate candidate,
      Optional<Double> distanceKm,
      Optional<Term> term,
      Optional<Wait> wait) {
    Offer offer = candidate.offer();
    List<String> found = new ArrayList<>();
    if (!offer.active()) {
      found.add("service-inactive");
    }
    if (!accepts(question, offer)) {
      found.add("criteria-not-accepted");
    }
    if (!goodEnough(question, candidate)) {
      found.add("quality-below");
    }
    if (beyond(question, distanceKm)) {
      found.add("beyond-distance");
    }
    found.addAll(elsewhere(question, candidate.standing()));
    if (question.agreement().equals("required") && term.isEmpty()) {
      found.add(TermRules.whyNot(candidate.terms(), question.callOff(offer.vardtjanst())));
    }
    if (closed(question, offer)) {
      found.add("capacity-closed");
    }
    if (tooDear(question, term)) {
      found.add("price-above-max");
    }
    if (tooLong(question, wait)) {
      found.add("wait-too-long");
    }
    return found.stream().distinct().toList();
  }

  private static boolean accepts(Question question, Offer offer) {
    return question.criteria().stream()
        .filter(criterion -> !criterion.code().equals(QUALITY))
        .allMatch(
            criterion ->
                offer.acceptance().stream()
                    .filter(acceptance -> acceptance.criterion().equals(criterion.code()))
                    .allMatch(acceptance -> acceptance.accepts(criterion.value())));
  }

  /** What is not known is not held against anybody. */
  private static boolean goodEnough(Question question, Candidate candidate) {
    return question.criteria().stream()
        .filter(criterion -> criterion.code().equals(QUALITY))
        .allMatch(
            criterion ->
                candidate
                    .quality()
                    .map(known -> known.rate() <= Double.parseDouble(criterion.value()))
                    .orElse(true));
  }

  private static List<String> elsewhere(Question question, Site.Standing provider) {
    List<String> found = new ArrayList<>();
    if (!question.site().holds(provider)) {
      found.add("outside-region");
    }
    if (!question.site().allows(provider, question.region())) {
      found.add("other-operator");
    }
    return found;
  }

  /** Without a position nobody can say that it is near enough. */
  private static boolean beyond(Question question, Optional<Double> distanceKm) {
    return question.maxDistanceKm().isPresent()
        && distanceKm.map(km -> km > question.maxDistanceKm().get()).orElse(true);
  }

  private static boolean closed(Question question, Offer offer) {
    String capacity = RankingRules.capacity(offer, question.asOf());
    return switch (question.capacity()) {
      case "announced-only" -> !capacity.equals("announced");
      case "not-closed" -> capacity.equals("closed");
      default -> false;
    };
  }

  private static boolean tooDear(Question question, Optional<Term> term) {
    return question.maxPriceOre().isPresent()
        && term.flatMap(Term::priceOre)
            .map(price -> price > question.maxPriceOre().get())
            .orElse(false);
  }

  private static boolean tooLong(Question question, Optional<Wait> wait) {
    return question.maxWaitDays().isPresent()
        && wait.map(known -> known.days() > question.maxWaitDays().get()).orElse(false);
  }
}
