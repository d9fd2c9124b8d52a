package se.vardformedling.waitingtime.feed;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import se.vardformedling.waitingtime.feed.FeedProblem.Rule;

/** What one row says, or why it cannot be used. */
final class RowRules {
  private static final int LONGEST = 3_650;
  private static final Set<String> NEEDS = Set.of("within-30", "within-90", "later");
  private static final Set<String> ANAESTHESIA = Set.of("general", "other");
  private static final Set<String> REGISTERS =
      Set.of("genomford-specialiserad", "vantande-specialiserad");

  private final Directory directory;

  RowRules(Directory directory) {
    this.directory = directory;
  }

  /** From D, the decision, to E, the start; to the extract's last day for those who still wait. */
  FeedCount extract(FeedLine line, FeedPeriod period) {
    boolean waiting = line.oneOf("delregister", REGISTERS).equals("vantande-specialiserad");
    LocalDate decided = line.day("D");
    ordered(line);
    Optional<LocalDate> performed = line.date("E");
    LocalDate end =
        waiting
            ? period.to()
            : performed.or(() -> line.date("G")).orElseThrow(() -> line.wrong("E", Rule.DATE));
    String status = waiting ? "waiting" : performed.isPresent() ? "performed" : "removed";
    inside(line, "E", end, period);
    int days = wait(line, "D", (int) ChronoUnit.DAYS.between(decided, end));
    int chosen = pause(line, "pvv_dagar", days);
    int medical = pause(line, "mov_dagar", days - chosen);
    Offered offered = service(line);
    return new FeedCount(
        offered.service(),
        offered.vardtjanst(),
        status,
        end,
        days,
        days - chosen,
        medical,
        line.oneOf("behov", NEEDS),
        line.oneOf("narkos", ANAESTHESIA),
        asa(line) >= 3 ? 1 : 0,
        1);
  }

  /** Counted by the register itself; its clock is its own. */
  FeedCount aggregate(FeedKind kind, FeedLine line, FeedPeriod period) {
    boolean spor = kind == FeedKind.SPOR;
    LocalDate day = line.day("datum");
    inside(line, "datum", day, period);
    int days = wait(line, "vantan_dagar", line.number("vantan_dagar"));
    int n = line.number("antal");
    int severe = spor ? line.number("antal_asa34", 0) : 0;
    if (n < 1 || severe < 0 || severe > n) {
      throw line.wrong("antal", Rule.VALUE);
    }
    Offered offered = service(line);
    return new FeedCount(
        offered.service(),
        offered.vardtjanst(),
        "performed",
        day,
        days,
        days,
        0,
        spor ? line.oneOf("behov", NEEDS) : "",
        spor ? "" : line.oneOf("narkos", ANAESTHESIA),
        severe,
        n);
  }

  FeedEstimate estimate(FeedLine line, FeedPeriod period) {
    LocalDate reported = line.day("rapporterad");
    inside(line, "rapporterad", reported, period);
    int weeks = line.number("veckor");
    if (weeks < 0 || weeks * 7 > LONGEST) {
      throw line.wrong("veckor", Rule.LONG);
    }
    Offered offered = service(line);
    return new FeedEstimate(
        offered.service(),
        offered.vardtjanst(),
        reported,
        weeks,
        line.oneOf("tar_emot_andra", Set.of("ja", "nej")).equals("ja"));
  }

  private record Offered(String service, String vardtjanst) {}

  private Offered service(FeedLine line) {
    String unit = line.text("enhet");
    if (!directory.unit(unit)) {
      throw line.wrong("enhet", Rule.UNIT_UNKNOWN);
    }
    Set<String> vardtjanster = directory.vardtjanster(line.text("kva"));
    if (vardtjanster.isEmpty()) {
      throw line.wrong("kva", Rule.CODE_UNKNOWN);
    }
    return vardtjanster.stream()
        .sorted()
        .flatMap(code -> directory.service(unit, code).map(s -> new Offered(s, code)).stream())
        .findFirst()
        .orElseThrow(() -> line.wrong("enhet", Rule.SERVICE_UNKNOWN));
  }

  private static void ordered(FeedLine line) {
    LocalDate latest = LocalDate.MIN;
    for (String point : List.of("A", "B", "C", "D", "E", "F", "G")) {
      Optional<LocalDate> day = line.date(point);
      if (day.isPresent() && day.get().isBefore(latest)) {
        throw line.wrong(point, point.equals("E") ? Rule.NEGATIVE : Rule.ORDER);
      }
      latest = day.orElse(latest);
    }
  }

  private static void inside(FeedLine line, String column, LocalDate day, FeedPeriod period) {
    if (!period.holds(day)) {
      throw line.wrong(column, Rule.OUTSIDE);
    }
  }

  private static int wait(FeedLine line, String column, int days) {
    if (days < 0) {
      throw line.wrong(column, Rule.NEGATIVE);
    }
    if (days > LONGEST) {
      throw line.wrong(column, Rule.LONG);
    }
    return days;
  }

  private static int pause(FeedLine line, String column, int atMost) {
    int days = line.number(column, 0);
    if (days < 0 || days > atMost) {
      throw line.wrong(column, Rule.PAUSE);
    }
    return days;
  }

  private static int asa(FeedLine line) {
    int asa = line.number("asa", 0);
    if (asa < 0 || asa > 6) {
      throw line.wrong("asa", Rule.VALUE);
    }
    return asa;
  }
}
