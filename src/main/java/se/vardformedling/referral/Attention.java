package se.vardformedling.referral;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Of the cases those that somebody must see to: by who has taken them, whom they wait for and how
 * long they have stood still.
 *
 * @param longerThanDays whole days in the state, more than so many
 */
public record Attention(Handled handled, Optional<Turn> turn, Optional<Integer> longerThanDays) {
  public static final Attention ANY =
      new Attention(Handled.BY_ANYBODY, Optional.empty(), Optional.empty());

  /** Inquiries and orders that a provider can answer now. */
  static final String UNANSWERED =
      "(select count(*) from vf.case_task i where i.case_id = f.case_id and i.kind in ('candidate-inquiry', 'fulfill')"
          + " and i.status in ('requested', 'received'))";

  /** Who has taken the case. */
  public enum Handled {
    BY_ANYBODY,
    BY_ME,
    BY_NOBODY
  }

  void narrow(String subject, Instant now, List<String> where, Map<String, Object> values) {
    if (handled == Handled.BY_ME) {
      where.add("h.subject = :me");
      values.put("me", subject);
    } else if (handled == Handled.BY_NOBODY) {
      where.add("h.subject is null");
    }
    turn.ifPresent(
        whose -> {
          where.add(
              "(t.state = any(:always) or t.state = any(:unlessAnswered) and "
                  + UNANSWERED
                  + " > 0 or t.state = any(:onceAnswered) and "
                  + UNANSWERED
                  + " = 0)");
          values.put("always", whose.always().toArray(String[]::new));
          values.put("unlessAnswered", whose.unlessAnswered().toArray(String[]::new));
          values.put("onceAnswered", whose.onceAnswered().toArray(String[]::new));
        });
    longerThanDays.ifPresent(
        days -> {
          where.add("t.since <= :stillSince");
          values.put("stillSince", now.minus(Duration.ofDays(days + 1L)).atOffset(ZoneOffset.UTC));
        });
  }
}
