package se.vardformedling.search;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import se.vardformedling.agreement.Term;
import se.vardformedling.agreement.TermRules;
import se.vardformedling.catalogue.Offer;
import se.vardformedling.search.Suitability.Component;
import se.vardformedling.waitingtime.Wait;
import se.vardformedling.waitingtime.WaitRules;

/**
 * The order of providers and why. No provider's place among the others depends on a provider that
 * does not suit.
 */
final class RankingRules {
  private static final double LONGEST_WAIT = 180;
  private static final double FAR_KM = 500;
  private static final double AMPLE_VOLUME = 10;
  private static final double NEUTRAL = 0.5;

  private RankingRules() {}

  static Suitability judge(Question question, Candidate candidate) {
    Optional<Double> km = candidate.offer().position().map(question.origin()::distanceTo);
    Optional<Term> best =
        TermRules.best(candidate.terms(), question.callOff(candidate.offer().vardtjanst()));
    // With any, having an agreement is neither for nor against; its price is still its price.
    Optional<Term> term = question.agreement().equals("any") ? Optional.empty() : best;
    Optional<Wait> wait = WaitRules.speaking(candidate.waits(), question.asOf());
    List<Component> components = components(question, candidate, km, term, wait);
    double score = components.stream().mapToDouble(c -> c.normalised() * c.weight()).sum();
    return new Suitability(
        candidate.offer(),
        score,
        components,
        km,
        wait,
        best,
        warnings(question, candidate, km, term, wait),
        FilterRules.obstacles(question, candidate, km, best, wait));
  }

  /**
   * Best first, by what is asked for in turn (names joined by commas); ties by score, wait,
   * distance, then a hash that favours nobody and is the same tomorrow; of one service, by
   * vårdtjänst.
   */
  static Comparator<Suitability> order(String sort, LocalDate asOf) {
    Comparator<Suitability> byScore = Comparator.comparingDouble(Suitability::score).reversed();
    Comparator<Suitability> byWait =
        Comparator.comparingDouble(s -> s.waiting().map(Wait::days).orElse(Double.MAX_VALUE));
    Comparator<Suitability> byDistance =
        Comparator.comparingDouble(s -> s.distanceKm().orElse(Double.MAX_VALUE));
    Comparator<Suitability> byPrice =
        Comparator.comparingLong(s -> s.term().flatMap(Term::priceOre).orElse(Long.MAX_VALUE));
    Comparator<Suitability> byQuality =
        Comparator.comparingDouble(
            s ->
                s.components().stream()
                    .filter(part -> part.code().equals("quality"))
                    .findFirst()
                    .flatMap(Component::raw)
                    .orElse(Double.MAX_VALUE));
    Map<String, Comparator<Suitability>> known =
        Map.of("wait", byWait, "distance", byDistance, "price", byPrice, "quality", byQuality);
    Comparator<Suitability> first =
        Stream.of(sort.split(",", -1))
            .map(name -> known.getOrDefault(name, byScore))
            .reduce(Comparator::thenComparing)
            .orElse(byScore);
    return first
        .thenComparing(byScore)
        .thenComparing(byWait)
        .thenComparing(byDistance)
        .thenComparing(s -> hash(s.offer().serviceId() + "|" + asOf))
        .thenComparing(s -> s.offer().vardtjanst());
  }

  /** An announcement that has run out is evidence of nothing. */
  static String capacity(Offer offer, LocalDate asOf) {
    boolean over = offer.capacityUntil().map(asOf::isAfter).orElse(false);
    return over ? "unknown" : offer.capacity();
  }

  private static List<Component> components(
      Question question,
      Candidate candidate,
      Optional<Double> km,
      Optional<Term> term,
      Optional<Wait> wait) {
    Strategy weights = question.strategy();
    double fresh = wait.map(w -> freshness(w, question.asOf())).orElse(NEUTRAL);
    Optional<Double> days = wait.map(Wait::days);
    List<Component> parts = new ArrayList<>();
    parts.add(
        new Component(
            "wait",
            days,
            "d",
            days.map(d -> Math.max(0, 1 - d / LONGEST_WAIT) * fresh).orElse(NEUTRAL),
            weights.waiting()));
    parts.add(
        new Component(
            "guarantee",
            days,
            "d",
            days.map(d -> inTime(question, d) ? 1.0 : 0.0).orElse(NEUTRAL),
            weights.guarantee()));
    double far = question.maxDistanceKm().orElse(FAR_KM);
    parts.add(
        new Component(
            "distance",
            km,
            "km",
            km.map(d -> nearness(d, far)).orElse(NEUTRAL),
            weights.distance()));
    parts.add(price(question, candidate, term));
    parts.add(quality(candidate, weights));
    double free = capacityValue(capacity(candidate.offer(), question.asOf()));
    parts.add(new Component("capacity", Optional.empty(), "", free, weights.capacity()));
    parts.add(volume(question, term));
    parts.add(new Component("freshness", Optional.empty(), "", fresh, weights.freshness()));
    return parts;
  }

  /** 1 at the very place, 0 where it is too far; no distance at all may be asked for. */
  private static double nearness(double km, double far) {
    return km == 0 ? 1 : Math.max(0, 1 - km / far);
  }

  private static Component quality(Candidate candidate, Strategy weights) {
    return new Component(
        "quality",
        candidate.quality().map(Candidate.Quality::rate),
        "%",
        candidate.quality().map(Candidate.Quality::value).orElse(NEUTRAL),
        weights.quality());
  }

  /**
   * Against what the vårdtjänst usually costs, not against the other hits: half of it is best, half
   * as much again is worst.
   */
  private static Component price(Question question, Candidate candidate, Optional<Term> term) {
    Optional<Long> ore = term.flatMap(Term::priceOre);
    double value = withoutAgreement(question, term, NEUTRAL);
    if (ore.isPresent() && candidate.referencePriceOre().isPresent()) {
      double ratio = (double) ore.get() / candidate.referencePriceOre().get();
      value = Math.min(1, Math.max(0, 1.5 - ratio));
    }
    return new Component(
        "price", ore.map(o -> o / 100.0), "SEK", value, question.strategy().price());
  }

  private static Component volume(Question question, Optional<Term> term) {
    Optional<Integer> left = term.flatMap(Term::remaining);
    double unlimited = term.isPresent() ? 1 : withoutAgreement(question, term, NEUTRAL);
    double value = left.map(n -> Math.min(1, n / AMPLE_VOLUME)).orElse(unlimited);
    return new Component(
        "volume", left.map(Integer::doubleValue), "", value, question.strategy().volume());
  }

  /**
   * With {@code preferred}, having no agreement costs these components; with {@code any} it does
   * not matter.
   */
  private static double withoutAgreement(Question question, Optional<Term> term, double neutral) {
    return term.isEmpty() && question.agreement().equals("preferred") ? 0 : neutral;
  }

  private static boolean inTime(Question question, double days) {
    return !question.asOf().plusDays((long) Math.ceil(days)).isAfter(question.due());
  }

  private static double freshness(Wait wait, LocalDate asOf) {
    return Math.exp(-(double) ChronoUnit.DAYS.between(wait.asOf(), asOf) / WaitRules.FRESH_DAYS);
  }

  private static double capacityValue(String capacity) {
    return switch (capacity) {
      case "announced" -> 1;
      case "open" -> 0.6;
      case "closed" -> 0;
      default -> NEUTRAL;
    };
  }

  private static List<String> warnings(
      Question question,
      Candidate candidate,
      Optional<Double> km,
      Optional<Term> term,
      Optional<Wait> wait) {
    List<String> warnings = new ArrayList<>();
    if (wait.isEmpty()) {
      warnings.add(candidate.waits().isEmpty() ? "missing-wait" : "stale-wait");
    }
    if (wait.filter(known -> known.n() < MatchJson.SMALL_NUMBER).isPresent()) {
      warnings.add("small-n");
    }
    if (km.isEmpty()) {
      warnings.add("missing-position");
    }
    if (term.isEmpty() && question.agreement().equals("preferred")) {
      warnings.add(
          TermRules.whyNot(candidate.terms(), question.callOff(candidate.offer().vardtjanst())));
    }
    term.filter(t -> t.priceOre().isEmpty()).ifPresent(t -> warnings.add("price-missing"));
    term.flatMap(Term::validTo)
        .filter(end -> end.isBefore(question.expected().plusDays(60)))
        .ifPresent(end -> warnings.add("agreement-ends-soon"));
    term.flatMap(Term::remaining)
        .filter(left -> left <= 5)
        .ifPresent(left -> warnings.add("cap-near"));
    return warnings;
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
