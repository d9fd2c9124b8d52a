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

  /** Inquiries that a provider can answer now. */
  static final String UNANSWERED =
      "(select count(*) from vf.case_task i where i.case_id = f.case_id and i.kind = 'candidate-inquiry'"
          + " and i.state in ('requested', 'received'))";

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
          where.add(condition(whose));
          values.put("turn", whose.states().toArray(String[]::new));
          values.put("asking", Turn.ASKING);
        });
    longerThanDays.ifPresent(
        days -> {
          where.add("t.since <= :stillSince");
          values.put("stillSince", now.minus(Duration.ofDays(days + 1L)).atOffset(ZoneOffset.UTC));
        });
  }

  private static String condition(Turn whose) {
    return switch (whose) {
      case BROKER -> "(t.state = any(:turn) or t.state = :asking and " + UNANSWERED + " = 0)";
      case PROVIDER -> "t.state = any(:turn) and (t.state <> :asking or " + UNANSWERED + " > 0)";
      default -> "t.state = any(:turn) and t.state <> :asking";
    };
  }
}
