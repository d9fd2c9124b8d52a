package se.vardformedling.brokering;

import java.time.LocalDate;
import java.util.Map;

/**
 * What has happened here, as a transition of a national Task.
 *
 * @param transition a code of {@code CodeSystem/transition}
 * @param inputs dates by their code of {@code CodeSystem/task-output}
 */
public record Report(String taskId, String transition, Map<String, LocalDate> inputs) {

  /** The referring unit's node has sent the documents. */
  public static Report documentsSent(String caseTask) {
    return new Report(caseTask, "documents-sent", Map.of());
  }

  /** The provider's node has them. */
  public static Report documentsReceived(String order) {
    return new Report(order, "confirm-documents", Map.of());
  }

  public static Report scheduled(String order, LocalDate date) {
    return new Report(order, "schedule", Map.of("date", date));
  }

  public static Report performed(String order, LocalDate date) {
    return new Report(order, "perform", Map.of("performed-date", date));
  }
}
