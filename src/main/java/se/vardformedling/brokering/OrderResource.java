package se.vardformedling.brokering;

import java.util.Optional;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;

/** The getters of a Task that is kept here: the copy of an order, or what was made beside it. */
public final class OrderResource {
  private OrderResource() {}

  public static Optional<String> caseId(Task task) {
    return Optional.ofNullable(task.getGroupIdentifier().getValue());
  }

  /** Task.code. */
  public static Optional<String> kind(Task task) {
    return Optional.ofNullable(task.getCode().getCodingFirstRep().getCode());
  }

  public static String status(Task task) {
    return task.getStatus() == null ? "" : task.getStatus().toCode();
  }

  /** The Task that it is a part of, by its id. */
  public static Optional<String> partOf(Task task) {
    return task.getPartOf().stream().findFirst().flatMap(part -> id(part, "Task"));
  }

  /** HSA-id of the unit that is to do it. */
  public static Optional<String> owner(Task task) {
    return Optional.ofNullable(task.getOwner().getIdentifier().getValue());
  }

  /** HSA-id of the unit that referred. */
  public static Optional<String> requester(Task task) {
    return Optional.ofNullable(task.getRequester().getIdentifier().getValue());
  }

  /** The need that it is for, by its id here. */
  public static Optional<String> need(Task task) {
    return task.getBasedOn().stream()
        .map(reference -> id(reference, "ServiceRequest"))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> id(Reference reference, String type) {
    return Optional.of(reference)
        .filter(one -> one.hasReference())
        .map(Reference::getReferenceElement)
        .filter(element -> type.equals(element.getResourceType()))
        .map(element -> element.getIdPart());
  }
}
