package se.vardformedling.imports;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.timer.Deadline;

/**
 * Carries a run one step on, in one transaction. A node that dies in the middle has done nothing;
 * the step is done again, by this node or another.
 */
@Component
public class ImportWork implements Deadline {
  static final String NAME = "import";
  private static final Set<Problem> LATE = Set.of(Problem.CONFLICT, Problem.STALE_VERSION);

  private final ImportRuns runs;
  private final PreviewRows previews;
  private final Preview preview;
  private final Publishing publishing;
  private final TransactionTemplate transaction;

  ImportWork(
      ImportRuns runs,
      PreviewRows previews,
      Preview preview,
      Publishing publishing,
      PlatformTransactionManager transactions) {
    this.runs = runs;
    this.previews = previews;
    this.preview = preview;
    this.publishing = publishing;
    this.transaction = new TransactionTemplate(transactions);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void due(String id) {
    go(UUID.fromString(id.substring(0, id.indexOf(':'))));
  }

  /** Does what the run's state waits for; nothing if another node does it or nothing waits. */
  public void go(UUID id) {
    String state = runs.find(id).map(ImportRun::state).orElse("");
    switch (state) {
      case "received" -> step(id, state, "faulty", () -> preview.make(id));
      case "publishing" -> step(id, state, "faulty", () -> publishing.publish(id));
      case "undoing" -> step(id, state, "published", () -> publishing.undo(id));
      default -> {
        // Done already, or nothing to do.
      }
    }
  }

  /** What the rules refuse is a fault of the file and is not tried again; anything else is. */
  private void step(UUID id, String state, String refused, Runnable work) {
    try {
      transaction.executeWithoutResult(
          t -> {
            if (runs.take(id, state)) {
              work.run();
            }
          });
    } catch (Conflict conflict) {
      refuse(id, state, refused, List.of(conflict.fault()));
    } catch (Refusal refusal) {
      refuse(id, state, refused, Faults.of(refusal));
    } catch (BaseServerResponseException unfit) {
      refuse(id, state, refused, faults(unfit, state.equals("publishing")));
    }
  }

  /** What storage refuses is not cured by time; of two who write the same, one is too late. */
  static List<ImportFault> faults(BaseServerResponseException unfit, boolean publishing) {
    return LATE.contains(Refusal.of(unfit).problem())
        ? List.of(Conflict.atOnce(publishing).fault())
        : Faults.of(Problem.VALUE_INVALID.because(""));
  }

  private void refuse(UUID id, String state, String refused, List<ImportFault> why) {
    transaction.executeWithoutResult(
        t -> {
          if (runs.move(id, state, refused, 0)) {
            previews.keepFaults(id, why);
            if (refused.equals("faulty")) {
              runs.forgetContent(id);
            }
          }
        });
  }
}
