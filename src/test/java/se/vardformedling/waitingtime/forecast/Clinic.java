package se.vardformedling.waitingtime.forecast;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import se.vardformedling.waitingtime.forecast.Stay.Exit;

/** Made-up lists whose way of working is known, run long enough for every wait to end. */
final class Clinic {
  /** One patient; the need is empty where nobody asks for it. */
  record Visit(String list, int entered, int treated, String need) {}

  private final Random random;

  Clinic(long seed) {
    this.random = new Random(seed);
  }

  /** Each waits for itself, as long as chance has it, between the shortest and the longest. */
  List<Visit> byChance(String list, int days, double arrivals, int shortest, int longest) {
    List<Visit> visits = new ArrayList<>();
    for (int day = 0; day < days; day++) {
      for (int i = poisson(arrivals); i > 0; i--) {
        double middle = (random.nextDouble() + random.nextDouble()) / 2;
        visits.add(
            new Visit(list, day, day + shortest + (int) (middle * (longest - shortest)), ""));
      }
    }
    return visits;
  }

  /** In the order they came, as many a day as chance has it. */
  List<Visit> inOrder(String list, int days, double arrivals, int queue) {
    return served(list, days, arrivals, queue, 0);
  }

  /** Those of a share go before the others. */
  List<Visit> byNeed(String list, int days, double arrivals, int queue, double urgent) {
    return served(list, days, arrivals, queue, urgent);
  }

  private List<Visit> served(String list, int days, double arrivals, int queue, double urgent) {
    List<Visit> visits = new ArrayList<>();
    Deque<Integer> first = new ArrayDeque<>();
    Deque<Integer> second = new ArrayDeque<>();
    for (int i = 0; i < queue; i++) {
      second.add(0);
    }
    for (int day = 1; day < days || !first.isEmpty() || !second.isEmpty(); day++) {
      for (int i = day < days ? poisson(arrivals) : 0; i > 0; i--) {
        (random.nextDouble() < urgent ? first : second).add(day);
      }
      for (int i = poisson(arrivals); i > 0; i--) {
        boolean urgently = !first.isEmpty();
        Integer entered = urgently ? first.poll() : second.poll();
        if (entered != null) {
          String need = urgent == 0 ? "" : urgently ? "within-30" : "later";
          visits.add(new Visit(list, entered, day, need));
        }
      }
    }
    return visits;
  }

  private int poisson(double mean) {
    double limit = Math.exp(-mean);
    int n = -1;
    for (double product = 1; product > limit || n < 0; n++) {
      product *= random.nextDouble();
    }
    return n;
  }

  /** What a source knows on a day, of those who have left since another. */
  static List<Stay> known(List<Visit> visits, int since, int to) {
    return visits.stream()
        .filter(visit -> visit.entered() <= to && visit.treated() >= since)
        .map(
            visit ->
                visit.treated() <= to
                    ? new Stay(
                        visit.list(),
                        visit.entered(),
                        visit.treated(),
                        Exit.TREATED,
                        visit.need(),
                        false,
                        1)
                    : new Stay(
                        visit.list(), visit.entered(), to, Exit.WAITING, visit.need(), false, 1))
        .toList();
  }
}
