package se.vardformedling.referral;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import se.vardformedling.referral.GuaranteeClock.Pause;
import se.vardformedling.referral.GuaranteeClock.State;
import se.vardformedling.referral.GuaranteeEvent.Evidence;
import se.vardformedling.referral.GuaranteeEvent.Kind;

/**
 * Vårdgarantin 0-3-90-90 (HSL 2017:30 9 kap. 1 §, HSF 2017:80 6 kap. 1-2 §§), reckoned from events
 * in whole Swedish calendar days. Lack of capacity never stops it.
 */
final class GuaranteeRules {
  static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

  /** HSF 6 kap. 1 § as worded since 1 January 2019. */
  static final String LAW = "hsf-2017-80-sfs-2018-1129";

  private static final Map<String, Integer> LIMITS =
      Map.of("contact", 0, "assessment", 3, "first-visit", 90, "treatment", 90);

  private static final Map<Kind, String> PAUSES =
      Map.of(
          Kind.PAUSED_MEDICAL, "medical",
          Kind.PAUSED_BY_PATIENT, "by-patient",
          Kind.CHOSE_OTHER_REGION, "other-region");

  /** HSF 6 kap. 2 §: only for these is there time that is not counted. */
  private static final Set<String> PAUSABLE = Set.of("first-visit", "treatment");

  private static final int OLDEST_DAYS = 365;
  private static final int RISK_DAYS = 30;

  private GuaranteeRules() {}

  static LocalDate day(Instant moment) {
    return LocalDate.ofInstant(moment, SWEDEN);
  }

  /** A clock starts today at the latest and a year ago at the earliest. */
  static boolean plausible(LocalDate start, LocalDate today) {
    return !start.isAfter(today) && !start.isBefore(today.minusDays(OLDEST_DAYS));
  }

  static boolean knows(String kind) {
    return LIMITS.containsKey(kind);
  }

  /** The law's limit in days, or the region's own if that is shorter. */
  static int limit(String kind, Optional<Integer> regional) {
    Integer law = LIMITS.get(kind);
    if (law == null) {
      throw new IllegalArgumentException("no such step of the guarantee: " + kind);
    }
    return Math.min(law, regional.orElse(law));
  }

  /**
   * The clock as it stands on a day.
   *
   * @param expectedWait days that the patient is expected to wait from then on, if anybody knows
   */
  static GuaranteeClock reckon(
      String kind, List<GuaranteeEvent> events, LocalDate asOf, Optional<Integer> expectedWait) {
    Ledger ledger = Ledger.of(kind, events, asOf);
    LocalDate end = ledger.ended.filter(asOf::isAfter).orElse(asOf);
    LocalDate due = due(ledger.start, ledger.limit, ledger.pauses, end);
    int counted = counted(ledger.start, ledger.pauses, end);
    List<String> reasons = new ArrayList<>();
    State state = state(ledger, counted, due, asOf, expectedWait, reasons);
    return new GuaranteeClock(
        kind,
        ledger.start,
        ledger.law,
        ledger.limit,
        counted,
        (int) Math.max(0, ChronoUnit.DAYS.between(ledger.start, end)),
        due,
        state,
        List.copyOf(ledger.pauses),
        List.copyOf(reasons),
        ledger.booked,
        ledger.ended.isPresent(),
        asOf);
  }

  /**
   * Why a patient's wait is not patientvald väntan: it takes an offer of care inside the limit, the
   * information that goes with it, and a no, and it cannot begin once the limit is broken.
   *
   * @return the first thing that is missing; empty if nothing is
   */
  static Optional<String> objection(
      String kind, LocalDate start, LocalDate due, Evidence evidence, LocalDate day) {
    return barred(kind, due, day).or(() -> unproved(start, due, evidence, day));
  }

  /** Care is offered inside the limit; the patient is told first, and then says no. */
  private static Optional<String> unproved(
      LocalDate start, LocalDate due, Evidence evidence, LocalDate day) {
    if (evidence.care() == null
        || evidence.care().isAfter(due)
        || evidence.care().isBefore(start)) {
      return Optional.of("no care was offered inside the limit, " + due);
    }
    if (evidence.informed() == null || evidence.informed().isAfter(day)) {
      return Optional.of("the patient was not informed of the guarantee by then");
    }
    if (evidence.refused() == null || evidence.refused().isAfter(day)) {
      return Optional.of("the patient had not said no by then");
    }
    if (evidence.informed().isAfter(evidence.refused())) {
      return Optional.of("the patient was informed after the no");
    }
    return Optional.empty();
  }

  /** Whether there is time that is not counted in this step of the guarantee. */
  static boolean pausable(String kind) {
    return PAUSABLE.contains(kind);
  }

  /**
   * Why patientvald väntan may not begin at all on the day, whatever is proved; empty if it may. It
   * is asked of the day on which it is recorded too, so that an earlier date mends no broken limit.
   */
  static Optional<String> barred(String kind, LocalDate due, LocalDate day) {
    if (!pausable(kind)) {
      return Optional.of("this step of the guarantee has no time that is not counted");
    }
    return day.isAfter(due) ? Optional.of("the limit is already broken") : Optional.empty();
  }

  /** Days from the start up to, not including, the end, but for those in a pause. */
  private static int counted(LocalDate start, List<Pause> pauses, LocalDate end) {
    return end.isBefore(start)
        ? 0
        : (int) start.datesUntil(end).filter(day -> !paused(pauses, day)).count();
  }

  /** The last day on which no more than the limit is counted; a pause that lasts ends today. */
  private static LocalDate due(LocalDate start, int limit, List<Pause> pauses, LocalDate today) {
    List<Pause> over =
        pauses.stream()
            .map(
                pause ->
                    new Pause(pause.type(), pause.from(), pause.to().or(() -> Optional.of(today))))
            .toList();
    LocalDate day = start;
    int left = limit;
    while (left > 0 || paused(over, day)) {
      left -= paused(over, day) ? 0 : 1;
      day = day.plusDays(1);
    }
    return day;
  }

  private static boolean paused(List<Pause> pauses, LocalDate day) {
    return pauses.stream().anyMatch(pause -> pause.covers(day));
  }

  private static State state(
      Ledger ledger,
      int counted,
      LocalDate due,
      LocalDate asOf,
      Optional<Integer> expectedWait,
      List<String> reasons) {
    if (counted > ledger.limit) {
      reasons.add("limit-passed");
      return State.BROKEN;
    }
    ledger.pauses.stream().filter(Pause::open).forEach(pause -> reasons.add(pause.type()));
    boolean waived = reasons.contains("declined") || reasons.contains("other-region");
    if (ledger.ended.isPresent() || waived) {
      return State.WITHIN;
    }
    if (ledger.booked.isPresent()) {
      return risk(ledger.booked.get().isAfter(due), "booked-after-due", reasons);
    }
    int near = ledger.limit > RISK_DAYS ? RISK_DAYS : ledger.limit / 3;
    boolean few = ledger.limit - counted <= near;
    boolean slow = expectedWait.map(days -> asOf.plusDays(days).isAfter(due)).orElse(false);
    State state = risk(few, "few-days-left", reasons);
    return risk(slow, "expected-wait", reasons) == State.AT_RISK ? State.AT_RISK : state;
  }

  private static State risk(boolean at, String reason, List<String> reasons) {
    if (at) {
      reasons.add(reason);
    }
    return at ? State.AT_RISK : State.WITHIN;
  }

  /** What the events say, read once in order. */
  private static final class Ledger {
    private final String kind;
    private LocalDate start = LocalDate.MIN;
    private String law = "";
    private int limit;
    private List<Pause> pauses = new ArrayList<>();
    private Optional<LocalDate> booked = Optional.empty();
    private Optional<LocalDate> ended = Optional.empty();

    private Ledger(String kind) {
      this.kind = kind;
    }

    static Ledger of(String kind, List<GuaranteeEvent> events, LocalDate asOf) {
      Ledger ledger = new Ledger(kind);
      events.stream()
          .filter(event -> event.begins() || !event.day().isAfter(asOf))
          .forEach(ledger::read);
      if (ledger.law.isEmpty()) {
        throw new IllegalArgumentException("a clock that never started");
      }
      return ledger;
    }

    private void read(GuaranteeEvent event) {
      if (event.begins()) {
        begin(event);
      } else if (PAUSES.containsKey(event.kind())) {
        pause(String.valueOf(PAUSES.get(event.kind())), event.day());
      } else {
        note(event);
      }
    }

    private void note(GuaranteeEvent event) {
      switch (event.kind()) {
        case DECLINED -> decline(event);
        case RESUMED -> resume(event.day());
        case BOOKED -> booked = Optional.ofNullable(event.evidence().care());
        case UNBOOKED -> booked = Optional.empty();
        case PERFORMED -> ended = Optional.of(event.day());
        case CLOSED -> ended = ended.or(() -> Optional.of(event.day()));
        case REOPENED -> ended = Optional.empty();
        default -> throw new IllegalStateException(event.kind().code());
      }
    }

    private void begin(GuaranteeEvent event) {
      start = event.day();
      law = event.law().orElseThrow();
      limit = event.limitDays().orElseThrow();
      pauses = new ArrayList<>();
      ended = Optional.empty();
    }

    private void pause(String type, LocalDate from) {
      if (PAUSABLE.contains(kind)) {
        pauses.add(new Pause(type, from, Optional.empty()));
      }
    }

    /** A no to care inside the limit is the patient's own choice to wait, until it is regretted. */
    private void decline(GuaranteeEvent event) {
      LocalDate due = due(start, limit, pauses, event.day());
      if (objection(kind, start, due, event.evidence(), event.day()).isEmpty()) {
        pause("declined", event.day());
      }
    }

    /** Ends what the broker set; a no and a choice of another region end with a new start only. */
    private void resume(LocalDate day) {
      pauses.replaceAll(
          pause ->
              pause.open() && Set.of("medical", "by-patient").contains(pause.type())
                  ? new Pause(
                      pause.type(),
                      pause.from(),
                      Optional.of(day.isBefore(pause.from()) ? pause.from() : day))
                  : pause);
    }
  }
}
