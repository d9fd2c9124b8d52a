package se.vardformedling.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import se.vardformedling.demo.DemoPlaces.Place;
import se.vardformedling.waitingtime.feed.FeedKind;

/**
 * Writes the files that the sources would send of the demo's units: made up, the same for the same
 * day, and saying so. A few units are small, have a month without reports, or fell silent.
 */
final class DemoFeeds {
  private static final long SEED = 20_261_125;
  private static final int LONGEST = 300;
  private static final int SHORTEST_MONTH = 28;

  /** How long patients wait beside the usual wait, and what part of them. */
  private static final double[][] SPREAD = {{.4, .2}, {.75, .25}, {1.05, .3}, {1.6, .25}};

  private static final String[] NEEDS = {"within-30", "within-90", "later"};

  private static final Map<String, String> KVA =
      Map.of(
          "gra-starr", "CJE20",
          "ljumskbrack", "JAB30",
          "knaprotes", "NGB49",
          "hoftprotes", "NFB49",
          "framfall", "LEF00",
          "koloskopi", "UJF32");

  /** Whose waiting lists are known too. */
  private static final Set<String> LISTED = Set.of("knaprotes");

  /** Of what care, at every so many units, each patient's way is known, as a forecast needs it. */
  private static final Set<String> FOLLOWED = Set.of("framfall");

  private static final int EVERY = 3;

  /** What no register counts: all that is known is what the units say. */
  private static final Set<String> UNCOUNTED = Set.of("koloskopi");

  private final LocalDate today;
  private final LocalDate first;
  private final LocalDate last;
  private final Map<FeedKind, List<String>> rows = new EnumMap<>(FeedKind.class);
  private int number;

  /**
   * @param months how many whole months the figures go back
   */
  DemoFeeds(LocalDate today, int months) {
    this.today = today;
    this.last = today.minusDays(1);
    this.first = today.minusMonths(months + 1L).withDayOfMonth(1);
  }

  /**
   * One service's list.
   *
   * @param days usual wait in days at the end of the period
   * @param growth days that it grows in a year
   * @param monthly patients treated in a month
   */
  private record Pace(int days, int growth, int monthly) {}

  /** The text of each file. */
  Map<FeedKind, String> files(List<Place> places) {
    for (FeedKind kind : FeedKind.values()) {
      rows.put(kind, new ArrayList<>());
    }
    for (Place place : places) {
      Random random = new Random(SEED + place.number());
      place.services().stream().filter(KVA::containsKey).forEach(v -> service(place, v, random));
    }
    Map<FeedKind, String> files = new EnumMap<>(FeedKind.class);
    rows.forEach((kind, lines) -> files.put(kind, file(kind, lines, places)));
    return files;
  }

  private void service(Place place, String vardtjanst, Random random) {
    // The cast's own units are large and soon have time, so that the tour works every day.
    boolean cast = place.number() <= 3;
    boolean small = !cast && random.nextInt(20) == 0;
    Pace pace =
        new Pace(
            25 + random.nextInt(cast ? 40 : 140),
            random.nextInt(60) - 30,
            small ? 4 : 20 + random.nextInt(28));
    if (!UNCOUNTED.contains(vardtjanst)) {
      performed(place, vardtjanst, pace, random);
    }
    if (LISTED.contains(vardtjanst) && !small) {
      waiting(place, vardtjanst, pace, random);
    }
    if (!small && followed(place, vardtjanst)) {
      followed(place, vardtjanst, pace);
    }
    if (random.nextInt(3) > 0) {
      estimate(place, vardtjanst, pace, random);
    }
  }

  private void performed(Place place, String vardtjanst, Pace pace, Random random) {
    // One day a month stands for the month: the figures are the same, and the files are short.
    for (LocalDate day = first.plusDays(place.number() % SHORTEST_MONTH);
        !day.isAfter(last);
        day = day.plusMonths(1)) {
      double patients = pace.monthly() * season(day) * (.85 + .3 * random.nextDouble());
      double wait = pace.days() - pace.growth() * (last.toEpochDay() - day.toEpochDay()) / 365.0;
      int days = 0;
      for (double[] part : SPREAD) {
        int n = (int) Math.round(patients * part[1]);
        days = Math.max(days + 1, (int) (wait * part[0] * (.9 + .2 * random.nextDouble())));
        if (n > 0 && reports(place, day)) {
          count(place, vardtjanst, day, days, n);
        }
      }
    }
  }

  /** One unit in 25 fell silent, and one missed a month while it changed its system. */
  private boolean reports(Place place, LocalDate day) {
    boolean silent = place.number() % 25 == 11 && day.isAfter(last.minusDays(75));
    boolean gap = place.number() % 25 == 17 && day.getMonthValue() == 3;
    return !silent && !gap;
  }

  private void count(Place place, String vardtjanst, LocalDate day, int days, int n) {
    String kva = kva(vardtjanst);
    if (vardtjanst.equals("gra-starr")) {
      add(FeedKind.NCR, day, place.hsaId(), kva, "", days, n);
    } else if (vardtjanst.equals("ljumskbrack")) {
      for (int i = 0; i < NEEDS.length; i++) {
        int part = (n + i) / NEEDS.length;
        if (part > 0) {
          add(FeedKind.SPOR, day, place.hsaId(), kva, NEEDS[i], days, part, severe(part));
        }
      }
    } else {
      add(FeedKind.SPOR, day, place.hsaId(), kva, "", days, n, severe(n));
    }
  }

  private static String kva(String vardtjanst) {
    return KVA.getOrDefault(vardtjanst, "");
  }

  private static int severe(int n) {
    return n / 4;
  }

  /** As many as come while one waits, each of them somewhere along the way. */
  private void waiting(Place place, String vardtjanst, Pace pace, Random random) {
    int list = Math.max(12, pace.monthly() * pace.days() / SHORTEST_MONTH / 2);
    for (int i = 0; i < list; i++) {
      int waited = 1 + (int) (pace.days() * 1.5 * random.nextDouble());
      int chosen = random.nextInt(12) == 0 ? waited / 3 : 0;
      add(
          FeedKind.VANTETIDER,
          "r" + ++number,
          "vantande-specialiserad",
          place.hsaId(),
          kva(vardtjanst),
          "",
          "",
          "",
          last.minusDays(waited),
          "",
          "",
          "",
          chosen,
          0,
          "",
          "",
          "");
    }
  }

  private static boolean followed(Place place, String vardtjanst) {
    return FOLLOWED.contains(vardtjanst) && place.number() % EVERY == 0;
  }

  /** Patients one by one, so many a day; one in twenty leaves the list untreated. */
  private void followed(Place place, String vardtjanst, Pace pace) {
    Random random = new Random(SEED * 31 + place.number());
    for (LocalDate day = first.minusDays(LONGEST); !day.isAfter(last); day = day.plusDays(1)) {
      double chance = pace.monthly() / 30.0;
      int patients = (int) chance + (random.nextDouble() < chance % 1 ? 1 : 0);
      for (int i = 0; i < patients; i++) {
        double part = .3 + 1.4 * (random.nextDouble() + random.nextDouble()) / 2;
        LocalDate leaves = day.plusDays((int) Math.min(LONGEST, pace.days() * part));
        boolean treated = random.nextInt(20) > 0;
        if (leaves.isAfter(last)) {
          follow(place, vardtjanst, "vantande-specialiserad", day, "", "");
        } else if (!leaves.isBefore(first)) {
          String left = leaves.toString();
          follow(
              place,
              vardtjanst,
              "genomford-specialiserad",
              day,
              treated ? left : "",
              treated ? "" : left);
        }
      }
    }
  }

  private void follow(
      Place place, String vardtjanst, String register, LocalDate decided, String e, String g) {
    add(
        FeedKind.VANTETIDER,
        "r" + ++number,
        register,
        place.hsaId(),
        kva(vardtjanst),
        "",
        "",
        "",
        decided,
        e,
        "",
        g,
        0,
        0,
        "",
        "",
        "");
  }

  private void estimate(Place place, String vardtjanst, Pace pace, Random random) {
    add(
        FeedKind.UPPSKATTNING,
        place.hsaId(),
        kva(vardtjanst),
        last.minusDays(random.nextInt(60)),
        2 + pace.days() / 7,
        random.nextBoolean() ? "ja" : "nej");
  }

  /** Little is done in July and at Christmas. */
  private static double season(LocalDate day) {
    boolean christmas = day.getMonthValue() == 12 && day.getDayOfMonth() > 20;
    return day.getMonthValue() == 7 ? .5 : christmas ? .6 : 1.05;
  }

  private void add(FeedKind kind, Object... cells) {
    rows.computeIfAbsent(kind, k -> new ArrayList<>())
        .add(Arrays.stream(cells).map(String::valueOf).collect(Collectors.joining(";")));
  }

  private String file(FeedKind kind, List<String> lines, List<Place> places) {
    String units =
        places.stream()
            .filter(
                place ->
                    place.services().stream().anyMatch(LISTED::contains)
                        || place.services().stream().anyMatch(v -> followed(place, v)))
            .map(Place::hsaId)
            .collect(Collectors.joining(","));
    String head =
        """
        #syntetisk;ja
        #uttag;%s
        #from;%s
        #till;%s
        """
            .formatted(today, kind == FeedKind.UPPSKATTNING ? last.minusDays(90) : first, last);
    String expected = kind == FeedKind.VANTETIDER ? "#enheter;" + units + "\n" : "";
    return head
        + expected
        + String.join(";", kind.columns())
        + "\n"
        + String.join("\n", lines)
        + "\n";
  }
}
