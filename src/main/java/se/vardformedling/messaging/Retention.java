package se.vardformedling.messaging;

import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes away what is no longer needed. What waits for a person or is on its way is never old
 * enough.
 */
class Retention {
  /** A message that nobody has to do anything about. */
  private static final String NOBODY_WAITS =
      " and not exists (select 1 from vf.message_task t where t.done_at is null and t.message_id ="
          + " m.message_id)";

  private final JdbcClient sql;

  Retention(JdbcClient sql) {
    this.sql = sql;
  }

  /**
   * Forgets what the messages say, and keeps that they were sent and came.
   *
   * @return how many
   */
  int forgetContents(Instant before) {
    return change(
            "update vf.message_received m set content = null where content is not null and taken_at"
                + " < ?"
                + NOBODY_WAITS,
            before)
        + change(
            "update vf.message_arrived m set envelope = null where envelope is not null and state"
                + " = 'dropped' and arrived_at < ? and not exists (select 1 from vf.message_task t"
                + " where t.done_at is null and t.message_id in (m.arrival_id, m.message_id))",
            before)
        + change(
            "update vf.message_sent_content c set written = null, envelope = null from"
                + " vf.message_sent m where m.message_id = c.message_id and (c.written is not null"
                + " or c.envelope is not null) and m.state in ('received', 'accepted',"
                + " 'rejected', 'failed')"
                + " and m.state_at < ?"
                + NOBODY_WAITS,
            before);
  }

  /**
   * Forgets that there were messages at all. What proves them can only be added to by the program;
   * whoever owns the database takes it away.
   *
   * @return how many rows
   */
  int forgetRows(Instant before) {
    String ended =
        "vf.message_sent m where m.state in ('received', 'accepted', 'rejected', 'failed') and"
            + " m.state_at < ?"
            + NOBODY_WAITS;
    return change(
            "delete from vf.message_sent_content c using "
                + ended
                + " and m.message_id ="
                + " c.message_id",
            before)
        + change("delete from " + ended, before)
        + change(
            "delete from vf.message_received m where content is null and received_at < ?"
                + NOBODY_WAITS,
            before)
        + change(
            "delete from vf.message_arrived m where state <> 'arrived' and envelope is null and"
                + " arrived_at < ?",
            before)
        + change("delete from vf.message_task where done_at < ?", before);
  }

  private int change(String statement, Instant before) {
    return sql.sql(statement).param(Outbox.at(before)).update();
  }
}
