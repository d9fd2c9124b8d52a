package se.vardformedling.handover;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.messaging.Received;

/** The rows of what has come, a message each. */
@Component
class ArrivalRows {
  /** Why: a person has said which case it belongs to. */
  static final String CONNECTED = "connected";

  /** Why: a person has said that it belongs to no case, and which unit gets it. */
  static final String TO_UNIT = "to-unit";

  /** Why it is apart: it cannot be filed as it is. */
  static final String NOT_FILED = "not-filed";

  private static final String SELECT =
      "select arrival_id, sender, message_id, conversation_id, sender_function, kind, case_id,"
          + " part, parts, task_id, unit, state, reason, received_at,"
          + " coalesce(sent_at, timestamptz 'epoch'), packet_id, takes_back from"
          + " vf.handover_arrival ";
  private static final RowMapper<Row> ROW =
      (row, n) ->
          new Row(
              row.getString(1),
              row.getString(2),
              row.getString(3),
              row.getString(4),
              row.getString(5),
              MessageKind.of(row.getString(6)).orElse(MessageKind.OTHER),
              Optional.ofNullable(row.getString(7)),
              row.getInt(8),
              row.getInt(9),
              Optional.ofNullable(row.getString(10)),
              row.getString(11),
              row.getString(12),
              row.getString(13),
              row.getTimestamp(14).toInstant(),
              row.getTimestamp(15).toInstant(),
              new RecallRules.Packets(
                  Optional.ofNullable(row.getString(16)),
                  Set.of((String[]) row.getArray(17).getArray())));
  private final JdbcClient sql;

  ArrivalRows(JdbcClient sql) {
    this.sql = sql;
  }

  /**
   * A message.
   *
   * @param taskId what the journal system has to do with it, together with the other parts
   * @param state {@code arrived}, {@code filed}, or {@code apart} when a person must say which case
   * @param reason why it is apart: {@code no-case}, {@code cases-differ}, {@code sender-differs},
   *     {@code no-order}, {@link #NOT_FILED}; {@link #CONNECTED} or {@link #TO_UNIT} when a person
   *     has decided
   * @param sent when its sender made it
   */
  record Row(
      String arrivalId,
      String sender,
      String messageId,
      String conversation,
      String senderFunction,
      MessageKind kind,
      Optional<String> caseId,
      int part,
      int parts,
      Optional<String> taskId,
      String unit,
      String state,
      String reason,
      Instant received,
      Instant sent,
      RecallRules.Packets packets) {
    /** Whether a person has said which case it belongs to. */
    boolean connected() {
      return reason.equals(CONNECTED);
    }

    RecallRules.Told told() {
      return new RecallRules.Told(kind, sent, packets);
    }

    /** With what its content tells. */
    Row read(Received content, SubjectRules.Subject subject, Optional<String> ofCase, String ours) {
      return new Row(
          arrivalId,
          sender,
          messageId,
          conversation,
          content.senderFunction(),
          subject.kind(),
          ofCase,
          subject.part(),
          subject.parts(),
          taskId,
          ours,
          state,
          reason,
          received,
          content.created(),
          new RecallRules.Packets(content.packet(), content.takesBack()));
    }

    Row withTask(String task) {
      return new Row(
          arrivalId,
          sender,
          messageId,
          conversation,
          senderFunction,
          kind,
          caseId,
          part,
          parts,
          Optional.of(task),
          unit,
          state,
          reason,
          received,
          sent,
          packets);
    }
  }

  /** Notes that a message has come; false if it is noted already. */
  boolean add(String arrivalId, String sender, String messageId, String conversation, Instant now) {
    return sql.sql(
                "insert into vf.handover_arrival (arrival_id, sender, message_id, conversation_id,"
                    + " state, received_at) values (?, ?, ?, ?, 'arrived', ?) on conflict do"
                    + " nothing")
            .params(arrivalId, sender, messageId, conversation, PacketRows.at(now))
            .update()
        == 1;
  }

  Optional<Row> find(String arrivalId) {
    return sql.sql(SELECT + "where arrival_id = ?").param(arrivalId).query(ROW).optional();
  }

  /** Held until the transaction ends; only one of a thread's messages is filed at a time. */
  Optional<Row> lock(String arrivalId) {
    Optional<Row> row = find(arrivalId);
    row.ifPresent(found -> hold("handover " + found.conversation()));
    return row.flatMap(
        found ->
            sql.sql(SELECT + "where arrival_id = ? for update")
                .param(arrivalId)
                .query(ROW)
                .optional());
  }

  /** The filed parts of a message's kind, from the same sender in the same thread. */
  List<Row> siblings(Row row) {
    return sql.sql(
            SELECT
                + "where conversation_id = ? and sender = ? and kind = ? and parts = ? and state ="
                + " 'filed' order by filed_at, part")
        .params(row.conversation(), row.sender(), row.kind().code(), row.parts())
        .query(ROW)
        .list();
  }

  /** What has been filed of a case, the oldest first. */
  List<Row> ofCase(String caseId) {
    return sql.sql(SELECT + "where case_id = ? order by received_at, part")
        .param(caseId)
        .query(ROW)
        .list();
  }

  /** The cases that the thread's messages belong to. */
  List<String> casesOfThread(String conversation) {
    return sql.sql(
            "select distinct case_id from (select case_id from vf.handover_arrival where"
                + " conversation_id = :thread and state = 'filed' union all select case_id from"
                + " vf.handover_packet where conversation_id = :thread) c where case_id is not"
                + " null")
        .param("thread", conversation)
        .query(String.class)
        .list();
  }

  /**
   * The newest of what the units have got or nobody has yet; those that wait for a person before
   * the others.
   */
  List<Row> newest(Set<String> units, Optional<String> caseId, int most) {
    return sql.sql(
            SELECT
                + "where (:case = '' or case_id = :case) and (unit = '' or unit in (:units)) order by"
                + " (state = 'apart') desc, received_at"
                + " desc, arrival_id limit :most")
        .param("case", caseId.orElse(""))
        .param("units", units)
        .param("most", most)
        .query(ROW)
        .list();
  }

  void apart(Row row, String reason) {
    sql.sql("update vf.handover_arrival set state = 'apart', reason = ? where arrival_id = ?")
        .params(reason, row.arrivalId())
        .update();
  }

  /** Its case is known, but no order of ours; tried anew when the case's order comes. */
  void waitForOrder(Row row, String caseId) {
    sql.sql(
            "update vf.handover_arrival set state = 'apart', reason = 'no-order', unit = '', case_id ="
                + " ? where arrival_id = ?")
        .params(caseId, row.arrivalId())
        .update();
  }

  /** What waited for the case's order, to be filed now. */
  List<String> again(String caseId) {
    holdCase(caseId);
    return sql.sql(
            "update vf.handover_arrival set state = 'arrived' where case_id = ? and state = 'apart'"
                + " and reason = 'no-order' returning arrival_id")
        .param(caseId)
        .query(String.class)
        .list();
  }

  /** Until the transaction ends: an order does not come while somebody sees that there is none. */
  void holdCase(String caseId) {
    hold("handover case " + caseId);
  }

  private void hold(String what) {
    sql.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
        .param(what)
        .query((r, n) -> "")
        .list();
  }

  /** A person of the unit has said which case it belongs to; false if nobody was asked. */
  boolean connect(String arrivalId, String caseId, String unit) {
    return decided(arrivalId, Optional.of(caseId), unit, CONNECTED);
  }

  /**
   * A person has said that it belongs to no case, and which unit gets it; false if nobody was
   * asked.
   */
  boolean give(String arrivalId, String unit) {
    return decided(arrivalId, Optional.empty(), unit, TO_UNIT);
  }

  private boolean decided(String arrivalId, Optional<String> caseId, String unit, String reason) {
    return sql.sql(
                "update vf.handover_arrival set state = 'arrived', case_id = ?, unit = ?, reason = ?"
                    + " where arrival_id = ? and state = 'apart'")
            .params(caseId.orElse(null), unit, reason, arrivalId)
            .update()
        == 1;
  }

  /** What has come before a moment and is neither filed nor waits for a person. */
  List<String> late(Instant before) {
    return sql.sql(
            "select arrival_id from vf.handover_arrival where state = 'arrived' and received_at < ?"
                + " order by received_at")
        .param(PacketRows.at(before))
        .query(String.class)
        .list();
  }

  void filed(Row row, Instant now) {
    sql.sql(
            "update vf.handover_arrival set sender_function = :function, kind = :kind, case_id ="
                + " :case, part = :part, parts = :parts, sent_at = :sent, task_id = :task, unit = :unit, state ="
                + " 'filed', filed_at = :now, packet_id = :packet, takes_back = :back where arrival_id ="
                + " :id")
        .param("function", row.senderFunction())
        .param("kind", row.kind().code())
        .param("case", row.caseId().orElse(null))
        .param("part", row.part())
        .param("parts", row.parts())
        .param("sent", PacketRows.at(row.sent()))
        .param("task", row.taskId().orElse(null))
        .param("unit", row.unit())
        .param("now", PacketRows.at(now))
        .param("packet", row.packets().own().orElse(null))
        .param("back", row.packets().takenBack().toArray(String[]::new))
        .param("id", row.arrivalId())
        .update();
  }
}
