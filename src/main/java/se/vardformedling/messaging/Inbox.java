package se.vardformedling.messaging;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import se.vardformedling.messaging.accesspoint.Arrival;
import se.vardformedling.messaging.sdk.Labels;
import se.vardformedling.messaging.sdk.SdkMessage;

/** The rows of what has come. */
class Inbox {
  private final JdbcClient sql;

  Inbox(JdbcClient sql) {
    this.sql = sql;
  }

  /** A transfer that waits to be opened. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Waiting(Labels labels, String party, byte[] envelope) {}

  /** Stores a transfer; false if it is there already. */
  boolean add(String arrivalId, Arrival arrival, String sha256, Instant now) {
    return sql.sql(
                """
                insert into vf.message_arrived (arrival_id, party, transfer_id, sha256,
                  original_sender, final_recipient, action, envelope, arrived_at, state)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'arrived')
                on conflict (party, transfer_id) do nothing
                """)
            .params(
                arrivalId,
                arrival.party(),
                arrival.id(),
                sha256,
                arrival.labels().originalSender(),
                arrival.labels().finalRecipient(),
                arrival.labels().action(),
                arrival.envelope(),
                Outbox.at(now))
            .update()
        == 1;
  }

  Optional<String> arrival(String party, String transferId) {
    return sql.sql("select arrival_id from vf.message_arrived where party = ? and transfer_id = ?")
        .params(party, transferId)
        .query(String.class)
        .optional();
  }

  String sha256(Arrival arrival) {
    return sql.sql("select sha256 from vf.message_arrived where party = ? and transfer_id = ?")
        .params(arrival.party(), arrival.id())
        .query(String.class)
        .single();
  }

  /** In bytes; 0 when it is gone. */
  int size(String arrivalId) {
    return sql.sql(
            "select coalesce(octet_length(envelope), 0) from vf.message_arrived where arrival_id ="
                + " ?")
        .param(arrivalId)
        .query(Integer.class)
        .optional()
        .orElse(0);
  }

  /** What has come before the moment and is not opened. */
  List<String> late(Instant before) {
    return sql.sql(
            "select arrival_id from vf.message_arrived where state = 'arrived' and arrived_at < ?"
                + " order by arrived_at")
        .param(Outbox.at(before))
        .query(String.class)
        .list();
  }

  /** Since when a transfer waits to be opened; empty when it does not. */
  Optional<Instant> waitsSince(String arrivalId) {
    return sql.sql(
            "select arrived_at from vf.message_arrived where arrival_id = ? and state = 'arrived'")
        .param(arrivalId)
        .query((row, n) -> row.getTimestamp(1).toInstant())
        .optional();
  }

  Optional<Waiting> waiting(String arrivalId) {
    return sql.sql(
            "select original_sender, final_recipient, action, party, envelope from vf.message_arrived"
                + " where arrival_id = ? and state = 'arrived'")
        .param(arrivalId)
        .query(
            (row, n) ->
                new Waiting(
                    new Labels(row.getString(1), row.getString(2), row.getString(3)),
                    row.getString(4),
                    row.getBytes(5)))
        .optional();
  }

  /** Ends the wait of a transfer; false if another has done so. */
  boolean opened(String arrivalId, String state, @Nullable String messageId) {
    // An envelope that nobody could open is kept, so that it can be looked into.
    return sql.sql(
                "update vf.message_arrived set state = :state, message_id = :message, envelope ="
                    + " case when :state = 'dropped' then envelope end where arrival_id = :id and"
                    + " state = 'arrived'")
            .param("state", state)
            .param("message", messageId)
            .param("id", arrivalId)
            .update()
        == 1;
  }

  /** Lets a transfer that nobody could open wait anew; false if it is none, or is gone. */
  boolean reopen(String arrivalId) {
    return sql.sql(
                "update vf.message_arrived set state = 'arrived', message_id = null where arrival_id"
                    + " = ? and state = 'dropped' and envelope is not null")
            .param(arrivalId)
            .update()
        == 1;
  }

  /** Whether a transfer that nobody could open is still here. */
  boolean reopenable(String arrivalId) {
    return sql.sql(
            "select exists (select 1 from vf.message_arrived where arrival_id = ? and state ="
                + " 'dropped' and envelope is not null)")
        .param(arrivalId)
        .query(Boolean.class)
        .single();
  }

  /** Stores an accepted message; false if one of that id has come from the sender before. */
  boolean accept(SdkMessage message, Optional<String> caseId, byte[] content, Instant now) {
    return sql.sql(
                """
                insert into vf.message_received (sender, message_id, conversation_id, answers,
                  case_id, received_at, content)
                values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """)
            .params(
                message.sender().participant(),
                message.id(),
                message.conversation(),
                message.answers().orElse(null),
                caseId.orElse(null),
                Outbox.at(now),
                content)
            .update()
        == 1;
  }

  boolean has(String sender, String messageId) {
    return sql.sql(
            "select exists (select 1 from vf.message_received where sender = ? and message_id = ?)")
        .params(sender, messageId)
        .query(Boolean.class)
        .single();
  }

  void taken(String sender, String messageId, Instant now) {
    sql.sql(
            "update vf.message_received set taken_at = coalesce(taken_at, ?) where sender = ? and"
                + " message_id = ?")
        .params(Outbox.at(now), sender, messageId)
        .update();
  }

  Optional<byte[]> content(String sender, String messageId) {
    return sql.sql(
            "select content from vf.message_received where sender = ? and message_id = ? and content"
                + " is not null")
        .params(sender, messageId)
        .query((row, n) -> row.getBytes(1))
        .optional();
  }

  /** Whether a message of that sender was rejected and never accepted since. */
  boolean rejected(String sender, String messageId) {
    return sql.sql(
            "select exists (select 1 from vf.message_arrived where original_sender = :sender and"
                + " message_id = :id and state = 'rejected') and not exists (select 1 from"
                + " vf.message_received where sender = :sender and message_id = :id)")
        .param("sender", sender)
        .param("id", messageId)
        .query(Boolean.class)
        .single();
  }
}
