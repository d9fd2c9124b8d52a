package se.vardformedling.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** The append-only table. The program's database role can neither change nor remove a row. */
@Component
class AccessLog {
  private static final String INSERT =
      """
      insert into vf.access_log (at, region, subject, role, unit, commission, action, entities,
        case_ids, purpose, status, outcome, request_id, correlation_id, recipient)
      """;

  /** How much its commit waits for is said in the same statement. */
  private static final String ALONE =
      INSERT
          + """
          select ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
            from (select set_config('synchronous_commit', ?, true)) as disk
          """;

  private final JdbcClient sql;
  private final DataSource pool;
  private final SingletonSupplier<Optional<KnownCases>> cases;

  AccessLog(JdbcClient sql, DataSource pool, ObjectProvider<KnownCases> cases) {
    this.sql = sql;
    this.pool = pool;
    this.cases = SingletonSupplier.of(() -> Optional.ofNullable(cases.getIfAvailable()));
  }

  /**
   * Adds an entry in a transaction of its own, which is one statement on a connection of its own:
   * every read waits for it. What is about a case is on disk before the answer leaves; the rest may
   * follow within a second.
   */
  void addAlone(AccessNote note, Instant at, int status) {
    cases.obtain().ifPresent(note::belongsBy);
    LogEntry entry = note.entry(at, status);
    try (Connection own = pool.getConnection();
        PreparedStatement insert = own.prepareStatement(ALONE)) {
      @Nullable Object[] values = values(entry);
      for (int i = 0; i < values.length; i++) {
        insert.setObject(i + 1, values[i]);
      }
      insert.setString(values.length + 1, note.touchesCases() ? "on" : "off");
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new UncategorizedSQLException("access log", null, e);
    }
  }

  /** Adds an entry in the transaction at hand. */
  void add(AccessNote note, Instant at, int status) {
    cases.obtain().ifPresent(note::belongsBy);
    LogEntry entry = note.entry(at, status);
    sql.sql(INSERT + "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(Arrays.asList(values(entry)))
        .update();
  }

  private static @Nullable Object[] values(LogEntry entry) {
    return new @Nullable Object[] {
      entry.at().atOffset(ZoneOffset.UTC),
      entry.region(),
      entry.subject(),
      entry.role(),
      entry.unit(),
      entry.commission(),
      entry.action(),
      entry.entities().toArray(String[]::new),
      entry.caseIds().toArray(String[]::new),
      entry.purpose(),
      entry.status(),
      entry.outcome(),
      entry.requestId(),
      entry.correlationId(),
      entry.recipient()
    };
  }

  Optional<LogEntry> find(long id) {
    return sql.sql("select * from vf.access_log where id = :id")
        .param("id", id)
        .query((rows, n) -> entry(rows))
        .optional();
  }

  /** The newest first, as an index has them; of a sample the numbers are drawn before the rows. */
  List<LogEntry> search(LogQuestion question) {
    String drawn =
        "id in (select id from vf.access_log where "
            + question.condition()
            + " order by random() limit :count) order by random()";
    return sql.sql(
            "select * from vf.access_log where "
                + (question.sample()
                    ? drawn
                    : question.condition()
                        + " order by at desc, id desc limit :count offset :offset"))
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
        row.getString("commission"),
        row.getString("action"),
        List.of((String[]) row.getArray("entities").getArray()),
        List.of((String[]) row.getArray("case_ids").getArray()),
        row.getString("purpose"),
        row.getInt("status"),
        row.getObject("request_id", UUID.class),
        row.getObject("correlation_id", UUID.class),
        row.getString("recipient"));
  }
}
