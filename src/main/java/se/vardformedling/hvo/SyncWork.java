package se.vardformedling.hvo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.hvo.Sources.Row;
import se.vardformedling.timer.BusyException;
import se.vardformedling.timer.Deadline;

/**
 * Carries a reading on, a page or some resources at a time, each in a transaction that also notes
 * how far it has come. A node that dies has lost one page at most, and any node goes on with it.
 */
@Component
class SyncWork implements Deadline {
  static final String NAME = "catalogue-sync";
  private static final Logger log = LoggerFactory.getLogger(SyncWork.class);

  /** What is read, in this order; and what of it is stored, in an order in which it can point. */
  static final List<String> READ =
      List.of(
          "Organization",
          "Location",
          "Group",
          "HealthcareService",
          "OrganizationAffiliation",
          "Contract");

  private static final int AT_ONCE = 200;

  /** Asked for twice, so that what was being written at the last time is not missed. */
  private static final Duration OVERLAP = Duration.ofMinutes(5);

  /** A catalogue that has answered wrongly once is mostly well again by then. */
  private static final Duration AWAY = Duration.ofSeconds(30);

  private final SyncRuns runs;
  private final Sources sources;
  private final Storing storing;
  private final Upstream upstream;
  private final CatalogueSettings settings;
  private final Gathering gathering;
  private final Ending ending;
  private final TransactionTemplate transaction;

  SyncWork(
      SyncRuns runs,
      Sources sources,
      LeftOut leftOut,
      Storing storing,
      Upstream upstream,
      CatalogueSettings settings,
      PlatformTransactionManager transactions) {
    this.runs = runs;
    this.sources = sources;
    this.storing = storing;
    this.upstream = upstream;
    this.settings = settings;
    this.transaction = new TransactionTemplate(transactions);
    this.gathering = new Gathering(sources, leftOut, storing);
    this.ending =
        new Ending(
            runs, sources, leftOut, storing, upstream, gathering, settings, this.transaction);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void due(String id) {
    try {
      go(UUID.fromString(id));
    } catch (Upstream.AwayException away) {
      throw new BusyException(AWAY);
    }
  }

  /** To the end, or until the catalogue does not answer: then later, from the same place. */
  void go(UUID id) {
    try {
      carryOn(id);
    } catch (Upstream.AwayException away) {
      runs.problem(id, String.valueOf(away.getMessage()));
      log.warn(
          "The national catalogue cannot be read: {}. Run {} goes on later", away.getMessage(), id);
      throw away;
    }
  }

  private void carryOn(UUID id) {
    boolean again = false;
    boolean more = true;
    while (more) {
      try {
        more = step(id);
      } catch (Upstream.GoneException gone) {
        if (again) {
          throw gone;
        }
        again = true;
      }
    }
  }

  /** One step; false when there is none left. */
  boolean step(UUID id) {
    Optional<SyncRun> run = runs.find(id);
    switch (run.map(SyncRun::state).orElse("")) {
      case "fetching" -> fetch(run.orElseThrow());
      case "storing" -> store(id);
      case "ending" -> end(id);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void fetch(SyncRun run) {
    if (run.types().isEmpty()) {
      List<String> types = upstream.offer(READ).types();
      if (types.isEmpty()) {
        throw new Upstream.AwayException("it offers none of the types");
      }
      runs.types(run.id(), types);
    } else if (run.atType() < run.types().size()) {
      String type = run.types().get(run.atType());
      Upstream.Page page = page(run, type);
      transaction.executeWithoutResult(t -> keep(run, page));
    } else {
      transaction.executeWithoutResult(
          t ->
              runs.hold(run.id(), "fetching")
                  .ifPresent(
                      held -> {
                        sources.lookAgain(storing.today(), run.whole());
                        runs.state(run.id(), "storing", null);
                      }));
    }
  }

  private Upstream.Page page(SyncRun run, String type) {
    if (run.nextPage().isEmpty()) {
      return upstream.first(type, run.whole() ? Optional.empty() : since(type));
    }
    try {
      return upstream.page(run.nextPage().get());
    } catch (Upstream.GoneException gone) {
      // A catalogue forgets its pages after a while.
      runs.fromFirst(run);
      throw gone;
    }
  }

  /** Without a time, or where it cannot be asked by time, all of it is read and compared. */
  private Optional<Instant> since(String type) {
    return upstream.offer(READ).byTime().contains(type) ? runs.watermark(type) : Optional.empty();
  }

  private void keep(SyncRun run, Upstream.Page page) {
    Optional<SyncRun> held = runs.hold(run.id(), "fetching");
    if (held.isEmpty()
        || held.get().atType() != run.atType()
        || !held.get().nextPage().equals(run.nextPage())) {
      // Another node has read the page.
      return;
    }
    int refused = gathering.keep(run.id(), page.resources(), page.unreadable());
    String type = run.types().get(run.atType());
    if (run.nextPage().isEmpty()) {
      // The next time begins where this one does, by the clock of the one who answers.
      Instant asOf = page.asOf().orElse(run.startedAt()).minus(OVERLAP);
      runs.watermark("next:" + type, asOf);
    }
    goOn(held.get(), type, page);
    runs.count(run.id(), new SyncRun.Counts(0, 0, 0, refused, 0));
  }

  /** To the next page, unless there is none, or one that the type has led to before. */
  private void goOn(SyncRun run, String type, Upstream.Page page) {
    int more =
        (int)
            Stream.concat(
                    page.resources().stream().map(one -> one.fhirType() + "/"),
                    page.unreadable().stream())
                .filter(one -> one.startsWith(type + "/"))
                .count();
    SyncRun.OfType ofType =
        run.nextPage().isEmpty()
            ? new SyncRun.OfType(page.total(), more)
            : new SyncRun.OfType(run.ofType().said(), run.ofType().come() + more);
    boolean round = page.next().filter(next -> runs.beenAt(run.id(), next)).isPresent();
    if (page.next().isPresent() && !round) {
      runs.read(run, page.resources().size(), ofType, page.next().get());
      return;
    }
    if (round || HvoRules.cutShort(ofType.said(), ofType.come(), settings.mostEnded())) {
      log.warn("Not all {} of the national catalogue came: {}, round: {}", type, ofType, round);
      runs.cutShort(run.id(), type);
    }
    runs.readAll(run, page.resources().size());
  }

  private void store(UUID id) {
    if (!storeSome(id)) {
      transaction.executeWithoutResult(t -> runs.hold(id, "storing").ifPresent(this::stored));
    }
  }

  /** False when nothing waits. */
  private boolean storeSome(UUID id) {
    for (String type : READ) {
      List<Row> some = sources.waiting(type, AT_ONCE);
      if (!some.isEmpty()) {
        runs.count(id, storing.store(some));
        return true;
      }
    }
    return false;
  }

  private void stored(SyncRun run) {
    if (run.atType() == run.types().size()) {
      sources.lookAgainAtDangling();
      runs.lookedAgain(run.id());
      return;
    }
    for (String type : run.types().stream().filter(one -> !run.cutShort().contains(one)).toList()) {
      runs.watermark("next:" + type).ifPresent(since -> runs.watermark(type, since));
    }
    runs.state(run.id(), run.whole() ? "ending" : "done", null);
  }

  /** What turns out to be there after all is stored before anything else ends. */
  private void end(UUID id) {
    if (!storeSome(id)) {
      ending.some(id);
    }
  }
}
