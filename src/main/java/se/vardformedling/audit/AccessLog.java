package se.vardformedling.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The append-only table. The program's database role can neither change nor remove a row. */
@Component
class AccessLog {
  private final JdbcClient sql;
  private final TransactionTemplate own;

  AccessLog(JdbcClient sql, PlatformTransactionManager transactions) {
    this.sql = sql;
    this.own = new TransactionTemplate(transactions);
    this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /**
   * Adds an entry in a transaction of its own.
   *
   * @param durable whether it must be on disk before the answer leaves; what names no case may
   *     follow within a second
   */
  void addAlone(LogEntry entry, boolean durable) {
    own.executeWithoutResult(
        status -> {
          if (!durable) {
            sql.sql("set local synchronous_commit = off").update();
          }
          add(entry);
        });
  }

  /** Adds an entry in the transaction at hand. */
  void add(LogEntry entry) {
    sql.sql(
            """
            insert into vf.access_log (at, region, subject, role, unit, action, entities, case_ids,
              purpose, status, outcome, request_id, correlation_id)
            values (:at, :region, :subject, :role, :unit, :action, :entities, :cases,
              :purpose, :status, :outcome, :request, :correlation)
            """)
        .param("at", entry.at().atOffset(ZoneOffset.UTC))
        .param("region", entry.region())
        .param("subject", entry.subject())
        .param("role", entry.role())
        .param("unit", entry.unit())
        .param("action", entry.action())
        .param("entities", entry.entities().toArray(String[]::new))
        .param("cases", entry.caseIds().toArray(String[]::new))
        .param("purpose", entry.purpose())
        .param("status", entry.status())
        .param("outcome", entry.outcome())
        .param("request", entry.requestId())
        .param("correlation", entry.correlationId())
        .update();
  }

  Optional<LogEntry> find(String region, long id) {
    return sql.sql("select * from vf.access_log where region = :region and id = :id")
        .param("region", region)
        .param("id", id)
        .query((rows, n) -> entry(rows))
        .optional();
  }

  /** The newest first. */
  List<LogEntry> search(LogQuestion question) {
    return sql.sql(
            "select * from vf.access_log where "
                + question.condition()
                + " order by "
                + (question.sample() ? "random()" : "id desc")
                + " limit :count offset :offset")
        .params(question.values())
        .query((rows, n) -> entry(rows))
        .list();
  }

  long count(LogQuestion question) {
    return sql.sql("select count(*) from vf.access_log where " + question.condition())
        .params(question.values())
        .query(Long.class)
        .single();
  }

  private static LogEntry entry(ResultSet row) throws SQLException {
    return new LogEntry(
        row.getLong("id"),
        row.getTimestamp("at").toInstant(),
        row.getString("region"),
        row.getString("subject"),
        row.getString("role"),
        row.getString("unit"),
        row.getString("action"),
        List.of((String[]) row.getArray("entities").getArray()),
        List.of((String[]) row.getArray("case_ids").getArray()),
        row.getString("purpose"),
        row.getInt("status"),
        row.getObject("request_id", UUID.class),
        row.getObject("correlation_id", UUID.class));
  }
}
