package se.vardformedling.hvo;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hl7.fhir.r5.model.Resource;
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
    List<Source> kept = new ArrayList<>();
    Set<String> refused = new HashSet<>();
    page.resources().forEach(resource -> sort(resource, kept, refused));
    if (!kept.isEmpty()) {
      sources.keep(run.id(), kept, storing.adopt(kept));
    }
    if (!refused.isEmpty()) {
      // What cannot be kept is in the catalogue all the same, and has not ended.
      leftOut.seen(run.id(), refused);
    }
    if (run.nextPage().isEmpty()) {
      // The next time begins where this one does, by the clock of the one who answers.
      Instant asOf = page.asOf().orElse(run.startedAt()).minus(OVERLAP);
      runs.watermark("next:" + run.types().get(run.atType()), asOf);
    }
    runs.read(run, page.resources().size(), page.next().orElse(null));
    runs.count(run.id(), new SyncRun.Counts(0, 0, 0, refused.size(), 0));
  }

  private static void sort(Resource resource, List<Source> kept, Set<String> refused) {
    List<Source> read = HvoResource.readable(resource);
    if (read.isEmpty()) {
      refused.add(resource.fhirType() + "/" + resource.getIdPart());
      log.warn("A {} of the national catalogue cannot be read as R4", resource.fhirType());
    }
    for (Source source : read) {
      if (Identity.in(source.body())) {
        refused.add(source.key());
        log.warn(
            "A {} of the national catalogue may identify a person and is not kept", source.type());
      } else {
        kept.add(source);
      }
    }
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
    try {
      transaction.executeWithoutResult(t -> runs.hold(id, "ending").ifPresent(this::end));
    } catch (ResourceVersionConflictException another) {
      throw another;
    } catch (BaseServerResponseException unfit) {
      List<String> types = runs.find(id).orElseThrow().types();
      leftOut.unseen(id, types, AT_ONCE).forEach(row -> endAlone(id, row));
    }
  }

  private void end(SyncRun run) {
    int ending = leftOut.unseen(run.id(), run.types());
    int known = leftOut.known(run.types());
    if (ending == 0) {
      runs.state(run.id(), "done", null);
    } else if (run.counts().ended() == 0
        && !run.acceptEndings()
        && HvoRules.tooMany(ending, known, settings.mostEnded())) {
      runs.state(run.id(), "held", ending + " of " + known + " are left out; nothing has ended");
      log.warn("The national catalogue leaves out {} of {}: held for consent", ending, known);
    } else {
      end(run.id(), leftOut.unseen(run.id(), run.types(), AT_ONCE));
    }
  }

  private void end(UUID id, List<Row> rows) {
    runs.count(id, new SyncRun.Counts(0, 0, 0, 0, storing.end(rows)));
  }

  /** What cannot be stored as ended is told of, and looked at again by the next whole reading. */
  private void endAlone(UUID id, Row row) {
    try {
      transaction.executeWithoutResult(
          t -> runs.hold(id, "ending").ifPresent(run -> end(id, List.of(row))));
    } catch (ResourceVersionConflictException another) {
      throw another;
    } catch (BaseServerResponseException unfit) {
      transaction.executeWithoutResult(
          t -> {
            sources.refused(row, "status-" + unfit.getStatusCode());
            leftOut.seen(id, List.of(row.source().key()));
            runs.count(id, new SyncRun.Counts(0, 0, 0, 1, 0));
          });
    }
  }
}
