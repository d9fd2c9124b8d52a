package se.vardformedling.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Problem;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;

/** The log for a reviewer who reads it on a page: of the reviewer's own region and cases. */
@Component
public class LogReview {
  /** As many as a file holds. */
  public static final int MOST = 20_000;

  private final RegionLog log;

  LogReview(RegionLog log) {
    this.log = log;
  }

  /**
   * What to look for; what is empty does not narrow.
   *
   * @param sample in no order, for recurring checks
   * @param count lines at most, 1 to 20000
   * @param offset how many lines to pass over
   */
  public record Question(
      Optional<Instant> from,
      Optional<Instant> to,
      Optional<String> subject,
      Optional<String> caseId,
      boolean sample,
      int count,
      int offset) {}

  /**
   * One access.
   *
   * @param recipient to whom the program told it of its own accord; empty for what was asked for
   * @param outcome done, refused or failed
   */
  public record Line(
      Instant at,
      String subject,
      String role,
      String unit,
      String commission,
      String recipient,
      String action,
      List<String> entities,
      List<String> caseIds,
      String purpose,
      String outcome) {}

  /** Those that suit, and how many there are in all. */
  public record Found(List<Line> lines, long total) {}

  /** {@link Problem#ACTOR_NOT_ALLOWED} for all but log reviewers. */
  public Found find(Caller caller, Question asked) {
    if (caller.role() != Role.LOGGRANSKARE || caller.region().isEmpty()) {
      throw Problem.ACTOR_NOT_ALLOWED.because("log");
    }
    LogQuestion question =
        new LogQuestion(
            caller.region().get(),
            false,
            asked.from(),
            asked.to(),
            asked.subject(),
            asked.caseId(),
            Optional.empty(),
            Optional.empty(),
            asked.sample(),
            Math.max(1, Math.min(MOST, asked.count())),
            Math.max(0, asked.offset()));
    return new Found(
        log.search(question).stream().map(LogReview::line).toList(), log.count(question));
  }

  private static Line line(LogEntry entry) {
    String unit = entry.unit();
    String commission = entry.commission();
    String recipient = entry.recipient();
    return new Line(
        entry.at(),
        entry.subject(),
        entry.role(),
        unit == null ? "" : unit,
        commission == null ? "" : commission,
        recipient == null ? "" : recipient,
        entry.action(),
        entry.entities(),
        entry.caseIds(),
        entry.purpose(),
        entry.outcome());
  }
}
