package se.vardformedling.handover;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.brokering.FunctionAddress;
import se.vardformedling.fhir.Problem;
import se.vardformedling.identifier.CaseId;

/** The rows of what was sent, a packet each. */
@Component
class PacketRows {
  private static final String SELECT =
      "select packet_id, kind, order_id, case_id, unit, to_unit, recipient, function, missing,"
          + " state, sent_by, created_at from vf.handover_packet ";
  private static final RowMapper<Row> ROW =
      (row, n) ->
          new Row(
              row.getString(1),
              MessageKind.of(row.getString(2)).orElse(MessageKind.OTHER),
              row.getString(3),
              row.getString(4),
              row.getString(5),
              row.getString(6),
              new FunctionAddress(row.getString(7), row.getString(8), Set.of()),
              row.getString(9),
              PacketState.of(row.getString(10)),
              row.getString(11),
              row.getTimestamp(12).toInstant());
  private final JdbcClient sql;

  PacketRows(JdbcClient sql) {
    this.sql = sql;
  }

  /**
   * A packet.
   *
   * @param unit HSA-id of ours
   * @param toUnit HSA-id of theirs when it was sent
   * @param missing required kinds it was sent without, with commas between
   */
  record Row(
      String packetId,
      MessageKind kind,
      String orderId,
      String caseId,
      String unit,
      String toUnit,
      FunctionAddress to,
      String missing,
      PacketState state,
      String by,
      Instant created) {}

  /** Until the transaction ends, nobody else sends or recalls anything of the order. */
  void hold(String orderId) {
    sql.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
        .param("handover order " + orderId)
        .query((r, n) -> "")
        .list();
  }

  /**
   * Refuses a second live packet of the order's documents, and a second of the same content while
   * the first is on its way.
   *
   * @param digest tells its content from others
   */
  void add(Row row, String digest) {
    try {
      sql.sql(
              "insert into vf.handover_packet (packet_id, kind, order_id, case_id, conversation_id,"
                  + " unit, to_unit, recipient, function, missing, state, sent_by, created_at,"
                  + " state_at, digest) values (:id, :kind, :order, :case, :thread, :unit, :toUnit, :recipient,"
                  + " :function, :missing, :state, :by, :now, :now, :digest)")
          .param("id", row.packetId())
          .param("kind", row.kind().code())
          .param("order", row.orderId())
          .param("case", row.caseId())
          .param("thread", ThreadRules.conversation(new CaseId(row.caseId())))
          .param("unit", row.unit())
          .param("toUnit", row.toUnit())
          .param("recipient", row.to().participant())
          .param("function", row.to().function())
          .param("missing", row.missing())
          .param("state", row.state().code())
          .param("by", row.by())
          .param("now", at(row.created()))
          .param("digest", digest)
          .update();
    } catch (DuplicateKeyException twice) {
      throw Problem.PACKET_SENT.at("Task", "");
    }
  }

  Optional<Row> find(String packetId) {
    return sql.sql(SELECT + "where packet_id = ?").param(packetId).query(ROW).optional();
  }

  /** The packet that the message is a part of. */
  Optional<Row> ofMessage(String messageId) {
    return sql.sql(
            SELECT
                + "where packet_id = (select packet_id from vf.handover_message where message_id ="
                + " ?)")
        .param(messageId)
        .query(ROW)
        .optional();
  }

  /** HSA-ids of ours, by the messages that are parts of packets. */
  Map<String, String> units(Collection<String> messageIds) {
    return sql
        .sql(
            "select m.message_id, p.unit from vf.handover_message m join vf.handover_packet p using"
                + " (packet_id) where m.message_id = any(:ids)")
        .param("ids", messageIds.toArray(String[]::new))
        .query((row, n) -> Map.entry(row.getString(1), row.getString(2)))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Notes a message of a packet. */
  void add(String packetId, String messageId) {
    sql.sql("insert into vf.handover_message (message_id, packet_id) values (?, ?)")
        .params(messageId, packetId)
        .update();
  }

  /** The oldest first. */
  List<Row> ofOrder(String orderId) {
    return sql.sql(SELECT + "where order_id = ? order by created_at, packet_id")
        .param(orderId)
        .query(ROW)
        .list();
  }

  /** What the units have sent, the newest first. */
  List<Row> newest(Set<String> units, Optional<String> caseId, int most) {
    return sql.sql(
            SELECT
                + "where (:case = '' or case_id = :case) and unit in (:units) order by created_at desc,"
                + " packet_id limit :most")
        .param("case", caseId.orElse(""))
        .param("units", units)
        .param("most", most)
        .query(ROW)
        .list();
  }

  /** The order's documents that are under way or there, or of which a part may be. */
  Optional<Row> live(String orderId) {
    return sql.sql(
            SELECT
                + "where order_id = ? and kind = 'documents' and state in ('sending', 'delivered',"
                + " 'failed') order by (state = 'failed'), created_at desc limit 1")
        .param(orderId)
        .query(ROW)
        .optional();
  }

  /** What a recall can take back: the live documents, else what a recall that failed was for. */
  Optional<Row> recallable(String orderId) {
    return live(orderId)
        .or(
            () ->
                sql.sql(
                        SELECT
                            + "where order_id = ? and kind = 'recall' order by created_at desc limit"
                            + " 1")
                    .param(orderId)
                    .query(ROW)
                    .optional()
                    .filter(row -> row.state() == PacketState.FAILED));
  }

  /** Whether other documents of the order are under way or there. */
  boolean replaced(Row row) {
    return row.kind() == MessageKind.DOCUMENTS
        && live(row.orderId())
            .filter(live -> live.state() != PacketState.FAILED)
            .filter(live -> !live.packetId().equals(row.packetId()))
            .isPresent();
  }

  /**
   * A packet that another has taken the place of stays failed, also when it arrives after all:
   * false then.
   */
  boolean state(String packetId, PacketState state, Instant now) {
    return sql.sql(
                """
            update vf.handover_packet p set state = :state, state_at = :now
            where packet_id = :id and not (kind = 'documents' and :state in ('sending', 'delivered')
              and exists (select 1 from vf.handover_packet o where o.order_id = p.order_id
                and o.kind = 'documents' and o.packet_id <> p.packet_id
                and o.state in ('sending', 'delivered')))
            """)
            .param("state", state.code())
            .param("now", at(now))
            .param("id", packetId)
            .update()
        == 1;
  }

  /** Notes that the order's documents are told of as sent; false if they have been before. */
  boolean tell(Row row) {
    return sql.sql(
                """
            update vf.handover_packet set told = true
            where packet_id = :id and not exists
              (select 1 from vf.handover_packet o where o.order_id = :order and o.told)
            """)
            .param("id", row.packetId())
            .param("order", row.orderId())
            .update()
        == 1;
  }

  static OffsetDateTime at(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }
}
