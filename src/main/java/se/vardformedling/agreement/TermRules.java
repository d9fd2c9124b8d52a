package se.vardformedling.agreement;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which agreement a region may use on a date. */
public final class TermRules {
  /**
   * Samverkansregion by länskod (HSF 2017:80 3 kap. 1 §); Halland is counted whole to Göteborg,
   * which is a simplification.
   */
  private static final Map<String, String> COOPERATION =
      Map.ofEntries(
          Map.entry("01", "Stockholm"),
          Map.entry("09", "Stockholm"),
          Map.entry("05", "Linköping"),
          Map.entry("06", "Linköping"),
          Map.entry("08", "Linköping"),
          Map.entry("07", "Lund"),
          Map.entry("10", "Lund"),
          Map.entry("12", "Lund"),
          Map.entry("13", "Göteborg"),
          Map.entry("14", "Göteborg"),
          Map.entry("03", "Uppsala"),
          Map.entry("04", "Uppsala"),
          Map.entry("17", "Uppsala"),
          Map.entry("18", "Uppsala"),
          Map.entry("19", "Uppsala"),
          Map.entry("20", "Uppsala"),
          Map.entry("21", "Uppsala"),
          Map.entry("22", "Umeå"),
          Map.entry("23", "Umeå"),
          Map.entry("24", "Umeå"),
          Map.entry("25", "Umeå"));

  private TermRules() {}

  public static boolean entitled(Term term, String region) {
    return term.commissioner().equals(region)
        || term.entitled().contains(region)
        || term.scope().equals("all")
        || (term.scope().equals("cooperation-region")
            && COOPERATION
                .getOrDefault(region, region)
                .equals(COOPERATION.get(term.commissioner())));
  }

  /** The regions of the region's samverkansregion, itself among them. */
  public static Set<String> neighbours(String region) {
    String cooperation = COOPERATION.getOrDefault(region, "");
    return COOPERATION.entrySet().stream()
        .filter(entry -> entry.getValue().equals(cooperation))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  public static boolean inForce(Term term, LocalDate date) {
    return term.status().equals("executed")
        && !date.isBefore(term.validFrom())
        && term.validTo().map(end -> !date.isAfter(end)).orElse(true);
  }

  /** The agreement to use. */
  public static Optional<Term> best(List<Term> terms, CallOff callOff) {
    return ranked(terms, callOff).stream().findFirst();
  }

  /**
   * Those that can be used, the most specific first: one's own before one that names the region,
   * before that of the cooperation region, before one for all; then the cheaper, then by id.
   */
  static List<Term> ranked(List<Term> terms, CallOff callOff) {
    return about(terms, callOff).stream()
        .filter(term -> entitled(term, callOff.region()) && inForce(term, callOff.date()))
        .filter(term -> term.accepts(callOff.conditions()) && term.room(callOff.volume()))
        .sorted(
            Comparator.comparing((Term term) -> distance(term, callOff.region()))
                .thenComparing(term -> term.priceOre().orElse(Long.MAX_VALUE))
                .thenComparing(Term::contractId))
        .toList();
  }

  /** A service may stand for several vårdtjänster, with terms of their own. */
  private static List<Term> about(List<Term> terms, CallOff callOff) {
    return terms.stream()
        .filter(
            term ->
                callOff.vardtjanst().isEmpty() || term.vardtjanst().equals(callOff.vardtjanst()))
        .toList();
  }

  private static int distance(Term term, String region) {
    if (term.commissioner().equals(region)) {
      return 0;
    }
    return term.entitled().contains(region) ? 1 : term.scope().equals("cooperation-region") ? 2 : 3;
  }

  /** Why none of the terms can be used; the reason nearest to use is given. */
  public static String whyNot(List<Term> terms, CallOff callOff) {
    List<Term> about = about(terms, callOff);
    if (about.isEmpty()) {
      return "no-usable-agreement";
    }
    List<Term> open = about.stream().filter(term -> entitled(term, callOff.region())).toList();
    if (open.isEmpty()) {
      return "region-not-entitled";
    }
    List<Term> now = open.stream().filter(term -> inForce(term, callOff.date())).toList();
    if (!now.isEmpty()) {
      return now.stream().anyMatch(term -> term.accepts(callOff.conditions()))
          ? "volume-exhausted"
          : "criteria-not-accepted";
    }
    return open.stream().allMatch(term -> term.validFrom().isAfter(callOff.date()))
        ? "agreement-not-valid-yet"
        : "agreement-expired";
  }
}
