package se.vardformedling.capacity;

import java.util.List;

/**
 * One announcement as its caller may see it.
 *
 * @param version to be sent with the next step
 * @param own whether the caller announced it
 * @param steps verbs of what the caller may do with it now
 * @param answers all to who announced it, one's own to everybody else; the oldest first
 */
public record AnnouncementView(
    Announcement announcement,
    String version,
    boolean own,
    List<String> steps,
    List<Answer> answers) {

  /**
   * What somebody said to it.
   *
   * @param state of {@code CodeSystem/response-state}
   * @param responderId the answering Organization
   * @param text may be empty
   */
  public record Answer(
      String taskId,
      String version,
      String state,
      String responderId,
      int places,
      String text,
      List<String> steps) {}
}
