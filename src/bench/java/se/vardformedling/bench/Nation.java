package se.vardformedling.bench;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A made-up country of care that is the same every time: at 1x, 300 vårdtjänster with 40 providers
 * each at 3 000 units that offer four of them, 1 600 agreements, 100 000 wait figures.
 *
 * @param vardtjanster how many; everything else follows from it
 */
record Nation(int vardtjanster) {
  static final int ONE = 300;
  static final int PROVIDERS = 40;
  static final int SERVICES_PER_UNIT = 4;
  static final List<String> METRICS = List.of("median", "p75", "p90", "share-90");
  private static final List<String> COUNTIES =
      List.of(
          "01", "03", "04", "05", "06", "07", "08", "09", "10", "12", "13", "14", "17", "18", "19",
          "20", "21", "22", "23", "24", "25");
  private static final List<String> KINDS = List.of("performed", "waiting", "forecast");
  private static final List<String> SCOPES = List.of("all", "cooperation-region", "named");

  record Unit(int number, String id, String place, String county, double lat, double lon) {}

  record Service(String id, String vardtjanst, Unit unit, String capacity) {}

  record Agreement(String id, Unit unit, String scope, List<Service> services) {}

  record Wait(String id, Service service, String kind, int days, int n) {}

  static String code(int vardtjanst) {
    return "bench-%04d".formatted(vardtjanst);
  }

  static String county(int n) {
    return COUNTIES.get(Math.floorMod(n, COUNTIES.size()));
  }

  int units() {
    return vardtjanster * PROVIDERS / SERVICES_PER_UNIT;
  }

  int services() {
    return vardtjanster * PROVIDERS;
  }

  Unit unit(int number) {
    return new Unit(
        number,
        "bench-unit-" + number,
        "bench-loc-" + number,
        county(number),
        55.5 + spread(number, 1) * 11,
        12 + spread(number, 2) * 8);
  }

  /** The service of that number is given by the unit that the numbers go round to. */
  Service service(int number) {
    String[] capacities = {"open", "open", "announced", "unknown", "closed"};
    return new Service(
        "bench-svc-" + number,
        code(number / PROVIDERS),
        unit(number % units()),
        capacities[(int) (spread(number, 3) * capacities.length)]);
  }

  List<Service> servicesOf(Unit unit) {
    return IntStream.range(0, SERVICES_PER_UNIT)
        .mapToObj(k -> service(unit.number() + k * units()))
        .toList();
  }

  /** 1 600 for 3 000 units: eight of every fifteen have one. */
  Stream<Agreement> agreementOf(Unit unit) {
    return unit.number() % 15 >= 8
        ? Stream.empty()
        : Stream.of(
            new Agreement(
                "bench-avtal-" + unit.number(),
                unit,
                SCOPES.get(unit.number() % SCOPES.size()),
                servicesOf(unit)));
  }

  /** Two reports of four figures for each service, and a third for every twelfth. */
  Stream<Wait> waitsOf(Service service) {
    int number = Integer.parseInt(service.id().substring("bench-svc-".length()));
    return IntStream.range(0, number % 12 == 0 ? 3 : 2)
        .mapToObj(
            k ->
                new Wait(
                    "bench-wait-" + number + "-" + KINDS.get(k),
                    service,
                    KINDS.get(k),
                    10 + (int) (spread(number, 4 + k) * 170),
                    5 + (int) (spread(number, 7 + k) * 200)));
  }

  /** Between 0 and 1, even, and the same for the same numbers on every machine. */
  private static double spread(int number, int salt) {
    long mixed = number * 0x9E3779B97F4A7C15L + salt * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 30)) * 0x94D049BB133111EBL;
    return ((mixed ^ (mixed >>> 31)) >>> 11) * 0x1.0p-53;
  }
}
