package se.vardformedling.messaging;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of what is sent. */
class Outbox {
  private static final String COLUMNS =
      "select message_id, kind, packet_id, part, parts, conversation_id, case_id, recipient,"
          + " function, transfer_id, state, attempts, series_start, failure from vf.message_sent ";
  private final JdbcClient sql;

  Outbox(JdbcClient sql) {
    this.sql = sql;
  }

  /** A message of ours, or an answer. */
  record Row(
      String messageId,
      String kind,
      String packetId,
      int part,
      int parts,
      String conversation,
      String caseId,
      String recipient,
      String function,
      String transferId,
      MessageState state,
      int attempts,
      int seriesStart,
      String failure) {
    boolean isAnswer() {
      return kind.equals("answer");
    }

    boolean open() {
      return state == MessageState.QUEUED || state == MessageState.SENT;
    }
  }

  /** Sealed or still to be sealed. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Content(byte @Nullable [] written, byte @Nullable [] envelope) {
    /** Whether it has not been forgotten. */
    boolean known() {
      return written != null || envelope != null;
    }
  }

  void add(Row row, Optional<String> answers, Content content, Instant now) {
    sql.sql(
            """
            insert into vf.message_sent (message_id, kind, packet_id, part, parts, conversation_id,
              answers, case_id, recipient, function, transfer_id, state, created_at, state_at)
            values (:id, :kind, :packet, :part, :parts, :conversation, :answers,
              nullif(:case, ''), :recipient, :function, :transfer, 'queued', :now, :now)
            """)
        .param("id", row.messageId())
        .param("kind", row.kind())
        .param("packet", row.packetId())
        .param("part", row.part())
        .param("parts", row.parts())
        .param("conversation", row.conversation())
        .param("answers", answers.orElse(null))
        .param("case", row.caseId())
        .param("recipient", row.recipient())
        .param("function", row.function())
        .param("transfer", row.transferId())
        .param("now", at(now))
        .update();
    sql.sql("insert into vf.message_sent_content values (?, ?, ?)")
        .params(row.messageId(), content.written(), content.envelope())
        .update();
  }

  Optional<Row> find(String messageId) {
    return sql.sql(COLUMNS + "where message_id = ?").param(messageId).query(Outbox::row).optional();
  }

  /** As {@link #find}; nobody else changes it until the transaction ends. */
  Optional<Row> lock(String messageId) {
    return sql.sql(COLUMNS + "where message_id = ? for update")
        .param(messageId)
        .query(Outbox::row)
        .optional();
  }

  Optional<String> messageOf(String transferId) {
    return sql.sql("select message_id from vf.message_sent where transfer_id = ?")
        .param(transferId)
        .query(String.class)
        .optional();
  }

  /** Whose transfer it was before a replay made it another. */
  Optional<String> messageOfEarlier(String transferId) {
    return sql.sql(
            "select message_id from vf.message_sent where earlier_transfers @> array[?]::text[]")
        .param(transferId)
        .query(String.class)
        .optional();
  }

  /** What has no receipt yet, and nothing has happened to since before the moment. */
  List<Row> open(Instant before) {
    return late("state in ('queued', 'sent')", before);
  }

  /** Messages with a receipt from before the moment that nobody has answered. */
  List<Row> unanswered(Instant before) {
    return late("state = 'received' and kind = 'message'", before);
  }

  private List<Row> late(String how, Instant before) {
    return sql.sql(COLUMNS + "where " + how + " and state_at < ? order by state_at")
        .param(at(before))
        .query(Outbox::row)
        .list();
  }

  List<Row> packet(String packetId) {
    return sql.sql(COLUMNS + "where packet_id = ? order by part")
        .param(packetId)
        .query(Outbox::row)
        .list();
  }

  /** Of several. */
  List<Row> packets(Collection<String> packetIds) {
    return sql.sql(COLUMNS + "where packet_id = any(:ids) order by packet_id, part")
        .param("ids", packetIds.toArray(String[]::new))
        .query(Outbox::row)
        .list();
  }

  /** The packet's messages, locked in order, so that of two last answers one sees the other. */
  List<Row> lockPacket(String packetId) {
    return sql.sql(COLUMNS + "where packet_id = ? order by message_id for update")
        .param(packetId)
        .query(Outbox::row)
        .list();
  }

  Content content(String messageId) {
    return sql.sql("select written, envelope from vf.message_sent_content where message_id = ?")
        .param(messageId)
        .query((row, n) -> new Content(row.getBytes(1), row.getBytes(2)))
        .single();
  }

  void sealed(String messageId, byte[] envelope) {
    sql.sql("update vf.message_sent_content set envelope = ? where message_id = ?")
        .params(envelope, messageId)
        .update();
  }

  /** It is sealed anew at the next try, if what it says is still here as it was written. */
  void unseal(String messageId) {
    sql.sql(
            "update vf.message_sent_content set envelope = null where message_id = ? and written is"
                + " not null")
        .param(messageId)
        .update();
  }

  /** The case that a message of ours was about. */
  Optional<String> caseOf(String messageId) {
    return sql.sql(
            "select case_id from vf.message_sent where message_id = ? and case_id is not null")
        .param(messageId)
        .query(String.class)
        .optional();
  }

  /** What is accepted is the recipient's; we keep what proves it. */
  void forgetContent(String messageId) {
    sql.sql(
            "update vf.message_sent_content set written = null, envelope = null where message_id ="
                + " ?")
        .param(messageId)
        .update();
  }

  void attempt(String messageId, Instant now) {
    sql.sql(
            "update vf.message_sent set attempts = attempts + 1, state = 'sent', state_at = ? where"
                + " message_id = ?")
        .params(at(now), messageId)
        .update();
  }

  void state(String messageId, MessageState state, String failure, Instant now) {
    sql.sql("update vf.message_sent set state = ?, failure = ?, state_at = ? where message_id = ?")
        .params(state.column(), failure, at(now), messageId)
        .update();
  }

  /** Why the last try came to nothing; what has gone another way since keeps what it says. */
  void notCarried(String messageId, String failure) {
    sql.sql(
            "update vf.message_sent set failure = ? where message_id = ? and state in ('queued',"
                + " 'sent')")
        .params(failure, messageId)
        .update();
  }

  /** A new series of tries, as a transfer of its own. */
  void again(String messageId, String transferId, Instant now) {
    sql.sql(
            "update vf.message_sent set state = 'queued', failure = '', earlier_transfers ="
                + " earlier_transfers || transfer_id, transfer_id = ?, series_start = attempts,"
                + " state_at = ? where message_id = ?")
        .params(transferId, at(now), messageId)
        .update();
  }

  static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    String caseId = row.getString("case_id");
    return new Row(
        row.getString("message_id"),
        row.getString("kind"),
        row.getString("packet_id"),
        row.getInt("part"),
        row.getInt("parts"),
        row.getString("conversation_id"),
        caseId == null ? "" : caseId,
        row.getString("recipient"),
        row.getString("function"),
        row.getString("transfer_id"),
        MessageState.of(row.getString("state")),
        row.getInt("attempts"),
        row.getInt("series_start"),
        row.getString("failure"));
  }
}
