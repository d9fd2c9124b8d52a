package se.vardformedling.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hl7.fhir.r4.model.Resource;
import se.vardformedling.demo.DemoPlaces.Place;

/**
 * The demo's resources: the same for the same day and size. Prices, volumes and capacity come from
 * a seeded generator and say nothing about any real unit.
 */
final class DemoCatalogue {
  private static final long SEED = 20_261_124;

  /** Synthetic orders of size in kronor, which the generator varies. */
  static final Map<String, Integer> PRICES =
      Map.of(
          "gra-starr",
          9_000,
          "ljumskbrack",
          22_000,
          "knaprotes",
          92_000,
          "hoftprotes",
          96_000,
          "framfall",
          38_000,
          "koloskopi",
          7_500);

  private static final Map<String, String> NAMES =
      Map.of(
          "gra-starr",
          "Operation av grå starr",
          "ljumskbrack",
          "Operation av ljumskbråck",
          "knaprotes",
          "Knäprotesoperation",
          "hoftprotes",
          "Höftprotesoperation",
          "framfall",
          "Operation av framfall",
          "koloskopi",
          "Koloskopi");

  private final LocalDate today;
  private final int scale;

  DemoCatalogue(LocalDate today, int scale) {
    this.today = today;
    this.scale = scale;
  }

  /** In an order in which every reference points backwards. */
  List<List<Resource>> batches() {
    List<List<Resource>> batches = new ArrayList<>();
    batches.add(
        DemoPlaces.regions().stream()
            .map(region -> (Resource) DemoResource.region(region))
            .toList());
    List<Place> places = DemoPlaces.places();
    for (int copy = 0; copy < scale; copy++) {
      for (Place original : places) {
        Place place = copy == 0 ? original : copyOf(original, copy, places.size());
        batches.add(unit(place, new Random(SEED + place.number())));
      }
    }
    return batches;
  }

  private static Place copyOf(Place place, int copy, int places) {
    return new Place(
        place.number() + copy * places,
        place.slug() + "-x" + copy,
        place.name() + " x" + copy,
        place.county(),
        place.municipalityCode(),
        place.municipality(),
        place.regional(),
        place.latitude(),
        place.longitude(),
        place.services());
  }

  private List<Resource> unit(Place place, Random random) {
    List<Resource> resources = new ArrayList<>(DemoResource.unit(place));
    List<String> services = place.services();
    services.forEach(
        v -> resources.add(DemoResource.service(place, v, NAMES.getOrDefault(v, v), random)));
    List<String> ids = services.stream().map(v -> place.slug() + "-" + v).toList();
    for (DemoAgreement agreement : agreements(place, random)) {
      resources.add(DemoResource.affiliation(place, agreement.county(), ids));
      resources.add(DemoResource.agreement(agreement));
    }
    return resources;
  }

  /** The county's own; a private unit sells to Dalarna as well, and every third one to all. */
  private List<DemoAgreement> agreements(Place place, Random random) {
    List<DemoAgreement> found = new ArrayList<>();
    String scope =
        place.regional() ? "cooperation-region" : place.number() % 3 == 0 ? "all" : "named";
    LocalDate start = today.minusDays(200 + random.nextInt(300));
    // Some have run out and some have not begun, as in life; not the cast's.
    LocalDate end =
        place.number() > 3 && random.nextInt(12) == 0
            ? today.minusDays(5)
            : today.plusDays(120 + random.nextInt(500));
    found.add(
        new DemoAgreement(
            place,
            place.county(),
            place.regional() ? "own-production" : "regional",
            scope,
            start,
            end,
            lines(place, random)));
    if (!place.regional() && !place.county().equals("20")) {
      LocalDate begins = place.number() > 3 && random.nextInt(10) == 0 ? today.plusDays(30) : start;
      found.add(
          new DemoAgreement(
              place, "20", "regional", "named", begins, today.plusDays(400), lines(place, random)));
    }
    return found;
  }

  private static List<DemoAgreement.Line> lines(Place place, Random random) {
    return place.services().stream()
        .map(
            v -> {
              int usual = PRICES.getOrDefault(v, 10_000);
              int kronor = usual * (80 + random.nextInt(45)) / 100;
              return new DemoAgreement.Line(v, kronor, 20 + random.nextInt(180));
            })
        .toList();
  }
}
