package se.vardformedling.handover;

import org.springframework.stereotype.Component;
import se.vardformedling.brokering.KnownTasks;
import se.vardformedling.brokering.NationalTask;
import se.vardformedling.brokering.Report;
import se.vardformedling.brokering.Reports;
import se.vardformedling.identifier.CaseId;

/**
 * Tells the national node that the documents of an order have been sent: when they are there, and
 * not while they may still fail, for then the broker would wait for a provider that has nothing.
 */
@Component
class DocumentsSent {
  private final PacketRows packets;
  private final KnownTasks tasks;
  private final Reports reports;

  DocumentsSent(PacketRows packets, KnownTasks tasks, Reports reports) {
    this.packets = packets;
    this.tasks = tasks;
    this.reports = reports;
  }

  /** Once for an order: the national node knows no way back, and refuses it a second time. */
  void tell(PacketRows.Row packet) {
    if (packet.kind() == MessageKind.DOCUMENTS && packets.tell(packet)) {
      tasks.of(new CaseId(packet.caseId())).stream()
          .filter(task -> task.id().equals(packet.orderId()))
          .flatMap((NationalTask order) -> order.caseTask().stream())
          .forEach(task -> reports.report(Report.documentsSent(task)));
    }
  }
}
