package se.vardformedling.agreement;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a counter means, and whether a place may be taken. */
final class VolumeRules {
  static final int NEAR_PERCENT = 80;

  /** A place is what is taken; an amount of money would be counted as places. */
  private static final String UNCOUNTED = "sek";

  private VolumeRules() {}

  /**
   * A counter under its lock.
   *
   * @param cap empty when there is none
   * @param stops whether the cap refuses, or only tells
   */
  record Counter(Optional<Integer> cap, int reserved, int consumed, boolean stops) {
    int taken() {
      return reserved + consumed;
    }
  }

  static boolean room(Counter counter, int places) {
    return !counter.stops()
        || counter.cap().map(cap -> counter.taken() + places <= cap).orElse(true);
  }

  /**
   * Why a correction cannot be meant. Care above the cap is counted, but no correction is larger
   * than all that was agreed on.
   *
   * @param used by the region
   */
  static Optional<String> adjustFault(Counter counter, int used, int places) {
    if (places == 0 || used + places < 0 || counter.consumed() + places < 0) {
      return Optional.of("below zero, or nothing");
    }
    return counter.cap().filter(cap -> places > cap).map(cap -> "more than the cap, " + cap);
  }

  static Optional<Integer> left(Optional<Integer> cap, int taken) {
    return cap.map(most -> Math.max(0, most - taken));
  }

  /** Of the cap; more than 100 after late reports. */
  static int percent(Optional<Integer> cap, int taken) {
    return cap.map(most -> most == 0 ? 100 : (int) (100L * taken / most)).orElse(0);
  }

  /**
   * Open, near-cap, exhausted, or closed when the owner has set the cap below what is taken; of a
   * cap that only tells, cap-reached: more may be taken.
   */
  static String state(Optional<Integer> cap, int taken, boolean lowered, boolean stops) {
    int percent = percent(cap, taken);
    if (percent >= 100 && !stops) {
      return "cap-reached";
    }
    if (lowered && cap.map(most -> taken > most).orElse(false)) {
      return "closed";
    }
    return percent >= 100 ? "exhausted" : percent >= NEAR_PERCENT ? "near-cap" : "open";
  }

  /** Of several services under an agreement, whose takvolym cannot be counted, and why. */
  static Optional<String> fault(List<AgreementResource.Row> rows) {
    return rows.stream()
        .filter(row -> row.cap().filter(cap -> cap.unit().equals(UNCOUNTED)).isPresent())
        .findFirst()
        .map(row -> row.serviceId() + ": a cap in " + UNCOUNTED + " is not counted yet")
        .or(() -> twofold(rows));
  }

  /** One number that differs in the rest would be counted twice, and nobody may have meant that. */
  private static Optional<String> twofold(List<AgreementResource.Row> rows) {
    return rows.stream()
        .filter(row -> !alone(row) && rows.stream().anyMatch(other -> twofold(row, other)))
        .findFirst()
        .map(
            row ->
                row.serviceId()
                    + ": the same cap with other shares, warnings or reason; say it in full, or"
                    + " alone");
  }

  private static boolean twofold(AgreementResource.Row row, AgreementResource.Row other) {
    return row.serviceId().equals(other.serviceId())
        && !alone(other)
        && !row.cap().equals(other.cap())
        && row.cap().flatMap(cap -> other.cap().filter(cap::sameNumber)).isPresent();
  }

  /**
   * Where the places of each vårdtjänst are counted: its own code, or empty when together with the
   * service's others. Together are those that say the same cap, unless they say that it is theirs
   * alone; caps that differ are each of their own.
   */
  static Map<Counted, String> counters(List<AgreementResource.Row> rows) {
    Map<String, Set<Optional<AgreementResource.Cap>>> shared = new HashMap<>();
    rows.stream()
        .filter(row -> !alone(row))
        .forEach(
            row -> shared.computeIfAbsent(row.serviceId(), s -> new HashSet<>()).add(row.cap()));
    Map<Counted, String> counters = new LinkedHashMap<>();
    for (AgreementResource.Row row : rows) {
      boolean apart = alone(row) || shared.getOrDefault(row.serviceId(), Set.of()).size() > 1;
      counters.put(Counted.of(row), apart ? row.vardtjanst() : "");
    }
    return counters;
  }

  /** A vårdtjänst of a service under an agreement. */
  record Counted(String serviceId, String vardtjanst) {
    static Counted of(AgreementResource.Row row) {
      return new Counted(row.serviceId(), row.vardtjanst());
    }
  }

  private static boolean alone(AgreementResource.Row row) {
    return row.cap().map(AgreementResource.Cap::alone).orElse(false);
  }

  /**
   * What would be counted elsewhere than before though places of it are taken: nobody can say which
   * of them were of which vårdtjänst.
   *
   * @param taken the counters that count something
   */
  static Optional<Counted> moved(
      Map<Counted, String> before, Map<Counted, String> now, Set<Counted> taken) {
    return now.entrySet().stream()
        .filter(
            one -> {
              String old = before.getOrDefault(one.getKey(), one.getValue());
              return !old.equals(one.getValue())
                  && taken.contains(new Counted(one.getKey().serviceId(), old));
            })
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
