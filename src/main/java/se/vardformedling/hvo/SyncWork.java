package se.vardformedling.hvo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.hvo.Sources.Row;
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

  private final SyncRuns runs;
  private final Sources sources;
  private final LeftOut leftOut;
  private final Storing storing;
  private final Upstream upstream;
  private final CatalogueSettings settings;
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
    this.leftOut = leftOut;
    this.storing = storing;
    this.upstream = upstream;
    this.settings = settings;
    this.transaction = new TransactionTemplate(transactions);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void due(String id) {
    go(UUID.fromString(id));
  }

  /** To the end, or until the catalogue does not answer: then later, from the same place. */
  void go(UUID id) {
    try {
      while (step(id)) {
        // On to the next.
      }
    } catch (Upstream.AwayException away) {
      runs.problem(id, String.valueOf(away.getMessage()));
      log.warn(
          "The national catalogue cannot be read: {}. Run {} goes on later", away.getMessage(), id);
      throw away;
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
      Upstream.Page page =
          run.nextPage()
              .map(upstream::page)
              .orElseGet(() -> upstream.first(type, run.whole() ? Optional.empty() : since(type)));
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
    List<Source> kept = new ArrayList<>();
    int refused = 0;
    for (Source source :
        page.resources().stream().flatMap(one -> HvoResource.convert(one).stream()).toList()) {
      if (Identity.in(source.body())) {
        refused++;
        log.warn(
            "A {} of the national catalogue may identify a person and is not kept", source.type());
      } else {
        kept.add(source);
      }
    }
    if (!kept.isEmpty()) {
      sources.keep(run.id(), kept, storing.adopt(kept));
    }
    if (run.nextPage().isEmpty()) {
      // The next time begins where this one does, by the clock of the one who answers.
      Instant asOf = page.asOf().orElse(run.startedAt()).minus(OVERLAP);
      runs.watermark("next:" + run.types().get(run.atType()), asOf);
    }
    runs.read(run, page.resources().size(), page.next().orElse(null));
    runs.count(run.id(), new SyncRun.Counts(0, 0, 0, refused, 0));
  }

  private void store(UUID id) {
    for (String type : READ) {
      List<Row> some = sources.waiting(type, AT_ONCE);
      if (!some.isEmpty()) {
        runs.count(id, storing.store(some));
        return;
      }
    }
    transaction.executeWithoutResult(t -> runs.hold(id, "storing").ifPresent(this::stored));
  }

  private void stored(SyncRun run) {
    if (run.atType() == run.types().size()) {
      sources.lookAgainAtDangling();
      runs.lookedAgain(run.id());
      return;
    }
    for (String type : run.types()) {
      runs.watermark("next:" + type).ifPresent(since -> runs.watermark(type, since));
    }
    runs.state(run.id(), run.whole() ? "ending" : "done", null);
  }

  private void end(UUID id) {
    transaction.executeWithoutResult(
        t -> {
          Optional<SyncRun> run = runs.hold(id, "ending");
          if (run.isEmpty()) {
            return;
          }
          List<String> types = run.get().types();
          int ending = leftOut.unseen(id, types);
          int known = leftOut.known(types);
          boolean first = run.get().counts().ended() == 0;
          if (ending == 0) {
            runs.state(id, "done", null);
          } else if (first
              && !run.get().acceptEndings()
              && HvoRules.tooMany(ending, known, settings.mostEnded())) {
            runs.state(id, "held", ending + " of " + known + " are left out; nothing has ended");
            log.warn("The national catalogue leaves out {} of {}: held for consent", ending, known);
          } else {
            int ended = storing.end(leftOut.unseen(id, types, AT_ONCE));
            runs.count(id, new SyncRun.Counts(0, 0, 0, 0, ended));
          }
        });
  }
}
