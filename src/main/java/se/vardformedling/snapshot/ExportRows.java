package se.vardformedling.snapshot;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows about snapshots, and their files. */
@Component
class ExportRows {
  private final JdbcClient sql;
  private final Clock clock;

  ExportRows(JdbcClient sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  UUID ask(String by, Instant asOf, List<String> types, int total) {
    UUID id = UUID.randomUUID();
    sql.sql(
            """
            insert into vf.export_job (id, asked_by, asked_at, as_of, types, total, state)
            values (:id, :by, :now, :asOf, :types, :total, 'working')
            """)
        .param("id", id)
        .param("by", by)
        .param("now", Timestamp.from(clock.instant()))
        .param("asOf", Timestamp.from(asOf))
        .param("types", types.toArray(String[]::new))
        .param("total", total)
        .update();
    return id;
  }

  int working(String by) {
    return sql.sql("select count(*) from vf.export_job where asked_by = :by and state = 'working'")
        .param("by", by)
        .query(Integer.class)
        .single();
  }

  /** Whatever has become of them. */
  int asked(String by, Duration within) {
    return sql.sql("select count(*) from vf.export_job where asked_by = :by and asked_at > :then")
        .param("by", by)
        .param("then", Timestamp.from(clock.instant().minus(within)))
        .query(Integer.class)
        .single();
  }

  Optional<ExportJob> find(UUID id) {
    return one("select * from vf.export_job where id = :id", id);
  }

  /** Keeps it for this transaction, if there is something left to write. */
  Optional<ExportJob> hold(UUID id) {
    return one("select * from vf.export_job where id = :id and state = 'working' for update", id);
  }

  private Optional<ExportJob> one(String query, UUID id) {
    return sql.sql(query).param("id", id).query((row, n) -> job(row)).optional();
  }

  void write(ExportJob job, String type, int resources, byte[] content) {
    sql.sql(
            """
            insert into vf.export_part (job_id, number, type, resources, content)
            select :id, 1 + count(*), :type, :resources, :content from vf.export_part where job_id = :id
            """)
        .param("id", job.id())
        .param("type", type)
        .param("resources", resources)
        .param("content", content)
        .update();
  }

  void come(UUID id, int atType, String afterId, int more) {
    sql.sql(
            "update vf.export_job set at_type = :type, after_id = :after, done = done + :more where id = :id")
        .param("type", atType)
        .param("after", afterId)
        .param("more", more)
        .param("id", id)
        .update();
  }

  void finish(UUID id) {
    sql.sql("update vf.export_job set state = 'done', finished_at = :now where id = :id")
        .param("now", Timestamp.from(clock.instant()))
        .param("id", id)
        .update();
  }

  List<ExportJob.Part> parts(UUID id) {
    return sql.sql(
            "select number, type, resources from vf.export_part where job_id = :id order by number")
        .param("id", id)
        .query((row, n) -> new ExportJob.Part(row.getInt(1), row.getString(2), row.getInt(3)))
        .list();
  }

  Optional<byte[]> content(UUID id, int number) {
    return sql.sql("select content from vf.export_part where job_id = :id and number = :number")
        .param("id", id)
        .param("number", number)
        .query((row, n) -> row.getBytes(1))
        .optional();
  }

  void forget(Duration age) {
    sql.sql("delete from vf.export_job where asked_at < :then")
        .param("then", Timestamp.from(clock.instant().minus(age)))
        .update();
  }

  private static ExportJob job(ResultSet row) throws SQLException {
    return new ExportJob(
        row.getObject("id", UUID.class),
        row.getString("asked_by"),
        row.getTimestamp("as_of").toInstant(),
        List.of((String[]) row.getArray("types").getArray()),
        row.getInt("at_type"),
        row.getString("after_id"),
        row.getInt("done"),
        row.getInt("total"),
        row.getString("state").equals("done"));
  }
}
