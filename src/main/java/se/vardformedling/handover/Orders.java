package se.vardformedling.handover;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;
import se.vardformedling.brokering.NationalTask;
import se.vardformedling.brokering.OrderResource;
import se.vardformedling.enclosure.CollectContents;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.Problem;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Sight;

/** The orders that concern the caller's units, and whom they are about. */
@Component
public class Orders {
  private static final String OPEN = "draft,requested,received,accepted,ready,in-progress,on-hold";
  private static final String ENDED = "completed,cancelled,rejected,failed,entered-in-error";

  /** A case has few. */
  private static final int MOST_OF_CASES = 2000;

  private final CollectContents contents;
  private final FhirStore store;
  private final Sight sight;

  Orders(CollectContents contents, FhirStore store, Sight sight) {
    this.contents = contents;
    this.store = store;
    this.sight = sight;
  }

  /**
   * An order, as the national node had it last.
   *
   * @param owner HSA-id of the unit that takes it
   * @param requester HSA-id of the unit that refers
   * @param ours whether the caller's unit refers, so that the documents are its to send
   */
  public record OrderRow(
      String taskId, String caseId, String status, String owner, String requester, boolean ours) {

    /** Whether documents can go: its owner has said yes to it and it has not ended. */
    public boolean accepted() {
      return NationalTask.accepted(status);
    }
  }

  /**
   * The one whom a case is about, shown on request and logged as that.
   *
   * @param patientId the patient's here
   * @param number personnummer or another
   */
  public record Person(String patientId, String name, String number) {}

  /**
   * What the caller's units refer or take, what has changed last first.
   *
   * @param ended those that have ended, or those that have not
   */
  public List<OrderRow> newest(Caller caller, boolean ended, int most) {
    return found(caller, "&status=" + (ended ? ENDED : OPEN), most);
  }

  /** Those of some cases. */
  public List<OrderRow> of(Caller caller, Set<String> caseIds) {
    return caseIds.isEmpty()
        ? List.of()
        : found(
            caller,
            "&group-identifier="
                + caseIds.stream()
                    .sorted()
                    .map(caseId -> Canonical.CASE_ID + "|" + caseId)
                    .collect(Collectors.joining(",")),
            MOST_OF_CASES);
  }

  private List<OrderRow> found(Caller caller, String more, int most) {
    if (caller.units().isEmpty()) {
      return List.of();
    }
    String units = caller.units().stream().sorted().collect(Collectors.joining(","));
    return store
        .first(Task.class, "code=fulfill&_sort=-_lastUpdated&care-unit=" + units + more, most)
        .stream()
        .filter(task -> sight.sees(caller, task))
        .map(task -> row(caller, task))
        .toList();
  }

  /** One of them. */
  public OrderRow one(Caller caller, String taskId) {
    return row(caller, task(caller, taskId));
  }

  /**
   * Whom an order is about; empty where only the documents tell, because the patient is not
   * registered here.
   */
  public Optional<Person> person(Caller caller, String taskId) {
    return contents
        .person(caller, task(caller, taskId))
        .map(found -> new Person(found.patientId(), found.who().name(), found.who().number()));
  }

  private Task task(Caller caller, String taskId) {
    return store
        .find(Task.class, taskId)
        .filter(task -> OrderResource.kind(task).equals(Optional.of("fulfill")))
        .filter(task -> sight.sees(caller, task))
        .orElseThrow(() -> Problem.NOT_FOUND.because(""));
  }

  private static OrderRow row(Caller caller, Task task) {
    String requester = OrderResource.requester(task).orElse("");
    return new OrderRow(
        task.getIdElement().getIdPart(),
        OrderResource.caseId(task).orElse(""),
        OrderResource.status(task),
        OrderResource.owner(task).orElse(""),
        requester,
        caller.units().contains(requester));
  }
}
