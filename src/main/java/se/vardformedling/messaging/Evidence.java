package se.vardformedling.messaging;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import se.vardformedling.messaging.Messages.Stuck;

/** What happened to each message, and what a person has to look at. */
class Evidence {
  private final JdbcClient sql;
  private final Clock clock;

  Evidence(JdbcClient sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  void note(String messageId, String step, String detail) {
    note(messageId, step, detail, null);
  }

  /**
   * Adds to the evidence.
   *
   * @param detail ids, codes and digests; nothing from the message
   * @param document what was signed by somebody, as it came
   */
  void note(String messageId, String step, String detail, byte @Nullable [] document) {
    sql.sql(
            "insert into vf.message_evidence (message_id, at, step, detail, document) values (?, ?,"
                + " ?, ?, ?)")
        .params(messageId, Outbox.at(clock.instant()), step, detail, document)
        .update();
  }

  List<Messages.Step> of(String messageId) {
    return sql.sql(
            "select at, step, detail, document is not null from vf.message_evidence where"
                + " message_id = ? order by number")
        .param(messageId)
        .query(
            (row, n) ->
                new Messages.Step(
                    row.getTimestamp(1).toInstant(),
                    row.getString(2),
                    row.getString(3),
                    row.getBoolean(4)))
        .list();
  }

  /** Asks a person, and never again what has been answered. */
  void askOnce(String messageId, String reason) {
    sql.sql(
            "insert into vf.message_task (task_id, message_id, reason, created_at) values (?, ?, ?,"
                + " ?) on conflict (message_id, reason) do nothing")
        .params(UUID.randomUUID().toString(), messageId, reason, Outbox.at(clock.instant()))
        .update();
  }

  /** Asks a person; once for each reason until it is done. */
  void ask(String messageId, String reason) {
    sql.sql(
            "insert into vf.message_task (task_id, message_id, reason, created_at) values (?, ?, ?,"
                + " ?) on conflict (message_id, reason) do update set created_at ="
                + " excluded.created_at, done_at = null, done_by = null where"
                + " vf.message_task.done_at is not null")
        .params(UUID.randomUUID().toString(), messageId, reason, Outbox.at(clock.instant()))
        .update();
  }

  /** Ends what a person was asked about the message; false if nobody was. */
  @CanIgnoreReturnValue
  boolean settle(String messageId, String by) {
    return sql.sql(
                "update vf.message_task set done_at = ?, done_by = ? where message_id = ? and"
                    + " done_at is null")
            .params(Outbox.at(clock.instant()), by, messageId)
            .update()
        > 0;
  }

  /** Ends one thing that a person was asked about the message. */
  void settle(String messageId, String reason, String by) {
    sql.sql(
            "update vf.message_task set done_at = ?, done_by = ? where message_id = ? and reason = ?"
                + " and done_at is null")
        .params(Outbox.at(clock.instant()), by, messageId, reason)
        .update();
  }

  List<Stuck> open() {
    return sql.sql(
            "select message_id, reason, created_at from vf.message_task where done_at is null order"
                + " by created_at, message_id")
        .query(
            (row, n) ->
                new Stuck(row.getString(1), row.getString(2), row.getTimestamp(3).toInstant()))
        .list();
  }
}
