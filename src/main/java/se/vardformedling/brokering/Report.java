package se.vardformedling.brokering;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;

/**
 * What has happened here, as a transition of a national Task.
 *
 * @param transition a code of {@code CodeSystem/transition}
 * @param inputs dates by their code of {@code CodeSystem/task-output}
 */
public record Report(String taskId, String transition, Map<String, LocalDate> inputs) {

  private static final String SENT = "documents-sent";
  private static final Set<String> TOLD = Set.of(SENT, "documents-received");

  /** The documents have left the referring unit's node and are at the other. */
  public static Report documentsSent(String caseTask) {
    return new Report(caseTask, SENT, Map.of());
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

  /**
   * Whether a Task in the state says so already: the other unit's report may have overtaken this
   * one, and what is sent anew is no news.
   */
  boolean told(String state) {
    return transition.equals(SENT) && TOLD.contains(state);
  }
}
