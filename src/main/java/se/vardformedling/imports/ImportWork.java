package se.vardformedling.imports;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.timer.BusyException;
import se.vardformedling.timer.Deadline;

/**
 * Carries a run one step on, in one transaction. A node that dies in the middle has done nothing;
 * the step is done again, by this node or another.
 */
@Component
public class ImportWork implements Deadline {
  static final String NAME = "import";
  private static final int AT_ONCE = 2;
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Set<String> WAITING = Set.of("received", "publishing", "undoing");
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
    UUID run = UUID.fromString(id.substring(0, id.indexOf(':')));
    // Whoever has it may die with it, and then nobody else would come for it.
    if (!go(run) && WAITING.contains(state(run))) {
      throw new BusyException(SOON);
    }
  }

  @Override
  public int slow() {
    return AT_ONCE;
  }

  /**
   * Does what the run's state waits for.
   *
   * @return false if another node does it or nothing waits
   */
  public boolean go(UUID id) {
    String state = state(id);
    return switch (state) {
      case "received" -> step(id, state, "faulty", () -> preview.make(id));
      case "publishing" -> step(id, state, "faulty", () -> publishing.publish(id));
      case "undoing" -> step(id, state, "published", () -> publishing.undo(id));
      // Done already, or nothing to do.
      default -> false;
    };
  }

  private String state(UUID id) {
    return runs.find(id).map(ImportRun::state).orElse("");
  }

  /** What the rules refuse is a fault of the file and is not tried again; anything else is. */
  private boolean step(UUID id, String state, String refused, Runnable work) {
    try {
      return Boolean.TRUE.equals(
          transaction.execute(
              t -> {
                boolean ours = runs.take(id, state);
                if (ours) {
                  work.run();
                }
                return ours;
              }));
    } catch (Conflict conflict) {
      refuse(id, state, refused, List.of(conflict.fault()));
    } catch (RowsRefused rows) {
      refuse(id, state, refused, rows.faults());
    } catch (Refusal refusal) {
      refuse(id, state, refused, Faults.of(refusal));
    } catch (BaseServerResponseException unfit) {
      refuse(id, state, refused, faults(unfit, state.equals("publishing")));
    }
    return true;
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
