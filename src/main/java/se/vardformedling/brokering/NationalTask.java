package se.vardformedling.brokering;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import se.vardformedling.identifier.CaseId;

/**
 * A Task of the national node that concerns a unit of ours.
 *
 * @param id the same here and there
 * @param status Task.status
 * @param state Task.businessStatus, of the machine of its kind
 * @param owner HSA-id of the unit that is to do it; empty when a broker is
 * @param requester HSA-id of the unit that the need comes from
 * @param caseTask the Task of the case that it is a part of
 * @param changed when the national node stored it
 */
public record NationalTask(
    String id,
    String version,
    Kind kind,
    CaseId caseId,
    String status,
    String state,
    Optional<String> owner,
    Optional<String> requester,
    Optional<String> caseTask,
    Instant changed) {
  private static final Set<String> ACCEPTED = Set.of("accepted", "in-progress", "on-hold");

  /** Which of the machines it follows. */
  public enum Kind {
    CASE("broker-case"),
    INQUIRY("candidate-inquiry"),
    ORDER("fulfill"),
    OTHER("");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    /** Task.code. */
    String code() {
      return code;
    }

    static Kind of(String code) {
      return Stream.of(CASE, INQUIRY, ORDER)
          .filter(kind -> kind.code.equals(code))
          .findFirst()
          .orElse(OTHER);
    }
  }

  /** An order that its owner has said yes to and that has not ended. */
  public boolean accepted() {
    return kind == Kind.ORDER && accepted(status);
  }

  /** The same of an order, by its Task's status. */
  public static boolean accepted(String status) {
    return ACCEPTED.contains(status);
  }
}
