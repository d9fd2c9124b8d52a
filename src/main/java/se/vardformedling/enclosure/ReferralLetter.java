package se.vardformedling.enclosure;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The referral as it is read on paper.
 *
 * @param from who refers
 * @param to who takes the order
 * @param care what is asked for, in words
 * @param question what the one who refers wrote, a paragraph each
 */
public record ReferralLetter(
    String caseId,
    LocalDate written,
    String from,
    String to,
    Patient patient,
    String care,
    String priority,
    List<String> diagnoses,
    List<String> question,
    List<String> enclosures) {

  /**
   * The patient.
   *
   * @param address empty when there is none, and when it is protected
   * @param hidden whether address and telephone are left out because they are protected
   */
  public record Patient(
      String name,
      String number,
      String born,
      Optional<String> address,
      Optional<String> telephone,
      boolean hidden) {}
}
