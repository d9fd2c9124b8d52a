package se.vardformedling.collaboration;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.vardformedling.collaboration.Checklist.Question;

/**
 * A region's checklist with one service.
 *
 * @param version the one shown, to be sent with the next change
 * @param region who wants to send patients
 * @param unit who would receive them
 * @param state {@code draft}, {@code signed} by one of the two, {@code done} or {@code expired}
 * @param answered how many questions have an answer
 * @param revised the day when it is to be looked over
 * @param changed when it was changed last
 */
public record Collaboration(
    String id,
    long version,
    String region,
    String unit,
    String serviceId,
    String vardtjanst,
    String state,
    int answered,
    Optional<LocalDate> revised,
    Instant changed) {

  /**
   * With its answers.
   *
   * @param answers by question
   * @param missing what must be answered before it can be signed
   * @param party which of the two the caller speaks for
   */
  public record Full(
      Collaboration head,
      Map<String, String> answers,
      List<Question> missing,
      List<Signature> signatures,
      String party) {

    public Optional<Signature> signature(String of) {
      return signatures.stream().filter(one -> one.party().equals(of)).findFirst();
    }

    /** Whether the two have agreed. */
    public boolean done() {
      return head.state().equals("done") || head.state().equals("expired");
    }
  }
}
