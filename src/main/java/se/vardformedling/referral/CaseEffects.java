package se.vardformedling.referral;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;
import se.vardformedling.agreement.Volumes;
import se.vardformedling.referral.CaseTaskResource.Kind;

/**
 * What follows for the case when one of its Tasks has moved: the rows of the table that only the
 * server makes.
 */
@Component
class CaseEffects {
  private final CaseTasks tasks;
  private final Volumes volumes;

  CaseEffects(CaseTasks tasks, Volumes volumes) {
    this.tasks = tasks;
    this.volumes = volumes;
  }

  List<Task> children(String caseId, Kind kind) {
    return tasks.children(caseId, kind);
  }

  void afterNew(CaseFile file, Task task) {
    if (CaseTaskResource.kind(task).equals(Optional.of(Kind.INQUIRY))) {
      inquiriesChanged(file);
    } else {
      lead(file, "patient-offered");
    }
  }

  void afterMove(CaseFile file, Task task, Kind kind) {
    String state = CaseTaskResource.state(task);
    switch (kind) {
      case INQUIRY -> inquiriesChanged(file);
      case OFFER -> offerMoved(file, state);
      case ORDER -> orderMoved(file, task, state);
      case CASE -> caseMoved(file, state);
    }
  }

  /**
   * Open inquiries mean asking, an accepted one means that a provider is there, none means
   * searching again.
   */
  private void inquiriesChanged(CaseFile file) {
    Set<String> states =
        children(file.caseId(), Kind.INQUIRY).stream()
            .map(CaseTaskResource::state)
            .collect(Collectors.toSet());
    boolean accepted = states.contains("offer-made");
    boolean open = states.contains("requested") || states.contains("received");
    String now = state(file);
    if (now.equals("need-assessed")) {
      now = lead(file, "searching");
    }
    if (accepted || open) {
      if (now.equals("searching")) {
        now = lead(file, "inquiring");
      }
      lead(file, accepted ? "provider-proposed" : "inquiring");
    } else {
      if (Set.of("patient-offered", "patient-accepted").contains(now)) {
        end(file, Kind.OFFER, "cancelled");
      }
      lead(file, "searching");
    }
  }

  private void offerMoved(CaseFile file, String state) {
    if (state.equals("accepted")) {
      lead(file, "patient-accepted");
    } else if (Set.of("rejected", "cancelled").contains(state)) {
      lead(file, "searching");
      // Providers that have said yes keep their word until they withdraw it.
      inquiriesChanged(file);
    }
  }

  private void orderMoved(CaseFile file, Task order, String state) {
    String id = order.getIdElement().getIdPart();
    switch (state) {
      case "scheduled" -> lead(file, "scheduled");
      case "performed" -> {
        volumes.consume(id);
        lead(file, "performed");
      }
      case "declined", "unable-to-perform", "returned" -> {
        volumes.release(id);
        lead(file, "searching");
      }
      default -> {
        // Received and accepted change nothing for the case.
      }
    }
  }

  /** A case that has ended leaves nothing open behind it. */
  private void caseMoved(CaseFile file, String state) {
    if (!Machines.CASE.ended(state) || state.equals("settled")) {
      return;
    }
    end(file, Kind.INQUIRY, "not-selected");
    end(file, Kind.OFFER, "cancelled");
    children(file.caseId(), Kind.ORDER).stream()
        .filter(order -> !Machines.ORDER.ended(CaseTaskResource.state(order)))
        .forEach(order -> volumes.release(order.getIdElement().getIdPart()));
    end(file, Kind.ORDER, "cancelled");
  }

  void end(CaseFile file, Kind kind, String state) {
    children(file.caseId(), kind).stream()
        .filter(task -> !kind.machine.ended(CaseTaskResource.state(task)))
        .forEach(
            task -> {
              Optional<Move> move = kind.machine.effect(CaseTaskResource.state(task), state);
              move.ifPresent(m -> tasks.move(task, kind, m, state, By.SERVER, CaseTasks.SILENT));
            });
  }

  private String state(CaseFile file) {
    return CaseTaskResource.state(tasks.read(file.taskId()));
  }

  /** Makes the server's own move if the table has it; anything else leaves the case where it is. */
  private String lead(CaseFile file, String to) {
    Task task = tasks.read(file.taskId());
    String from = CaseTaskResource.state(task);
    Optional<Move> move = Machines.CASE.effect(from, to);
    move.ifPresent(m -> tasks.move(task, Kind.CASE, m, to, By.SERVER, CaseTasks.SILENT));
    return move.isPresent() ? to : from;
  }
}
