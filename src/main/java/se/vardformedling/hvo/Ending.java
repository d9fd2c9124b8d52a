package se.vardformedling.hvo;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hl7.fhir.r5.model.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.catalogue.EndingRules;
import se.vardformedling.hvo.Sources.Row;

/**
 * Ends what a whole reading has not seen, some at a time. An entry may have been passed by while
 * the pages shifted, so each is asked for by its id before it ends.
 */
final class Ending {
  private static final Logger log = LoggerFactory.getLogger(Ending.class);
  private static final int AT_ONCE = 200;

  private final SyncRuns runs;
  private final Sources sources;
  private final LeftOut leftOut;
  private final Storing storing;
  private final Upstream upstream;
  private final Gathering gathering;
  private final CatalogueSettings settings;
  private final TransactionTemplate transaction;

  Ending(
      SyncRuns runs,
      Sources sources,
      LeftOut leftOut,
      Storing storing,
      Upstream upstream,
      Gathering gathering,
      CatalogueSettings settings,
      TransactionTemplate transaction) {
    this.runs = runs;
    this.sources = sources;
    this.leftOut = leftOut;
    this.storing = storing;
    this.upstream = upstream;
    this.gathering = gathering;
    this.settings = settings;
    this.transaction = transaction;
  }

  /** Some of it; the run is done when nothing is left, held when it would be too much. */
  void some(UUID id) {
    List<Row> unseen =
        Objects.requireNonNull(
            transaction.execute(
                t -> runs.hold(id, "ending").map(this::unseen).orElseGet(List::of)));
    if (unseen.isEmpty()) {
      return;
    }
    List<Row> gone = gone(id, unseen);
    try {
      end(id, gone);
    } catch (ResourceVersionConflictException another) {
      throw another;
    } catch (BaseServerResponseException unfit) {
      gone.forEach(row -> endAlone(id, row));
    }
  }

  /** The next to end, of one type; none if the run is over. */
  private List<Row> unseen(SyncRun run) {
    Map<String, Integer> unseen = leftOut.unseen(run.id(), run.types());
    Optional<String> held = held(run, unseen);
    if (held.isPresent()) {
      runs.state(run.id(), "held", held.get() + "; nothing has ended");
      log.warn("The national catalogue: {}. Held for consent", held.get());
      return List.of();
    }
    if (unseen.isEmpty()) {
      over(run);
      return List.of();
    }
    List<Row> some = leftOut.unseen(run.id(), run.types(), AT_ONCE);
    return some.stream()
        .filter(row -> row.source().type().equals(some.get(0).source().type()))
        .toList();
  }

  /** Unless what has ended has left its HSA-id to another: that one is stored first. */
  private void over(SyncRun run) {
    boolean last = run.atType() > run.types().size() + 1;
    if (last || run.counts().ended() == 0) {
      runs.state(run.id(), "done", null);
    } else {
      sources.lookAgainAtTaken();
      runs.lookedAgain(run.id());
    }
  }

  /** Why nothing may end without consent; once something has, it has been decided. */
  private Optional<String> held(SyncRun run, Map<String, Integer> unseen) {
    if (run.counts().ended() > 0 || run.acceptEndings()) {
      return Optional.empty();
    }
    return run.cutShort().isEmpty()
        ? EndingRules.tooMuch(unseen, leftOut.known(run.types()), settings.mostEnded())
            .map(share -> share + " are left out")
        : Optional.of("not all came of " + String.join(", ", run.cutShort()));
  }

  /** Those that the catalogue does not have; what it has after all is kept as it says now. */
  private List<Row> gone(UUID id, List<Row> unseen) {
    String type = unseen.get(0).source().type();
    if (!upstream.offer(SyncWork.READ).byId().contains(type)) {
      return unseen;
    }
    List<Row> gone = new ArrayList<>();
    List<Resource> there = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    for (Row row : unseen) {
      try {
        Optional<Resource> found =
            // A business is where its unit is, and its unit has been asked for.
            HvoResource.isBusiness(row.source())
                ? Optional.empty()
                : upstream.find(type, row.source().id());
        found.ifPresentOrElse(there::add, () -> gone.add(row));
      } catch (Upstream.UnreadableException thereAllTheSame) {
        unreadable.add(row.source().key());
      }
    }
    transaction.executeWithoutResult(
        t -> {
          if (there.size() + unreadable.size() > 0 && runs.hold(id, "ending").isPresent()) {
            int refused = gathering.keep(id, there, unreadable);
            runs.count(id, new SyncRun.Counts(0, 0, 0, refused, 0));
          }
        });
    return gone;
  }

  private void end(UUID id, List<Row> rows) {
    transaction.executeWithoutResult(
        t ->
            runs.hold(id, "ending")
                .ifPresent(
                    run -> {
                      // Somebody may have sent it to us while the catalogue was asked.
                      Set<String> still = leftOut.stillUnseen(run, rows);
                      List<Row> ended =
                          rows.stream().filter(row -> still.contains(row.source().key())).toList();
                      runs.count(id, new SyncRun.Counts(0, 0, 0, 0, storing.end(ended)));
                    }));
  }

  /** What cannot be stored as ended is told of, and looked at again by the next whole reading. */
  private void endAlone(UUID id, Row row) {
    try {
      end(id, List.of(row));
    } catch (ResourceVersionConflictException another) {
      throw another;
    } catch (BaseServerResponseException unfit) {
      transaction.executeWithoutResult(
          t -> {
            sources.refused(row, Storing.problem(unfit));
            leftOut.seen(id, List.of(row.source().key()));
            runs.count(id, new SyncRun.Counts(0, 0, 0, 1, 0));
          });
    }
  }
}
