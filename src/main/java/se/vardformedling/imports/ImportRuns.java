package se.vardformedling.imports;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows about files: who sent each, and how far it has come. */
@Component
class ImportRuns {
  /** This start of the program. */
  private static final UUID US = UUID.randomUUID();

  private static final String RUN = "select * from vf.import_run r";

  private final JdbcClient sql;
  private final DataSource connections;
  private final Clock clock;

  ImportRuns(JdbcClient sql, DataSource connections, Clock clock) {
    this.sql = sql;
    this.connections = connections;
    this.clock = clock;
  }

  /** What was sent, by whom. */
  record Sent(
      ImportKind kind,
      String fileName,
      String digest,
      byte @Nullable [] content,
      String by,
      String role,
      Optional<String> region,
      boolean endMissing,
      Optional<String> endsOf) {}

  UUID receive(Sent sent, String state, int rows) {
    UUID id = UUID.randomUUID();
    Timestamp now = Timestamp.from(clock.instant());
    sql.sql(
            """
            insert into vf.import_run (id, kind, file_name, digest, content, sent_by, role, region, sent_at, state,
                                       end_missing, ends_of, rows, changed_at)
            values (:id, :kind, :name, :digest, :content, :by, :role, :region, :now, :state, :missing, :endsOf, :rows, :now)
            """)
        .param("id", id)
        .param("kind", sent.kind().code())
        .param("name", sent.fileName())
        .param("digest", sent.digest())
        .param("content", sent.content())
        .param("by", sent.by())
        .param("role", sent.role())
        .param("region", sent.region().orElse(null))
        .param("now", now)
        .param("state", state)
        .param("missing", sent.endMissing())
        .param("endsOf", sent.endsOf().orElse(null))
        .param("rows", rows)
        .update();
    return id;
  }

  Optional<ImportRun> find(UUID id) {
    return sql.sql(RUN + " where r.id = :id").param("id", id).query((r, n) -> run(r)).optional();
  }

  /**
   * Which runs.
   *
   * @param all whatever region has sent them
   * @param region else those of this one; empty for those of nobody who acts for a region
   */
  record Of(List<ImportKind> kinds, boolean all, Optional<String> region) {}

  private static final String OF =
      " where r.kind = any(:kinds) and (:all or coalesce(r.region, '') = :region)";

  /** The newest first. */
  List<ImportRun> latest(Of of, int from, int most) {
    return of(RUN + OF + " order by r.sent_at desc, r.id limit :most offset :from", of)
        .param("most", most)
        .param("from", from)
        .query((r, n) -> run(r))
        .list();
  }

  int count(Of of) {
    return of("select count(*) from vf.import_run r" + OF, of).query(Integer.class).single();
  }

  private JdbcClient.StatementSpec of(String statement, Of of) {
    return sql.sql(statement)
        .param("kinds", of.kinds().stream().map(ImportKind::code).toArray(String[]::new))
        .param("all", of.all())
        .param("region", of.region().orElse(""));
  }

  /**
   * Takes the run for this transaction; false if another node has it or it is in another state. Not
   * by its row, which tells how far the work has come meanwhile.
   */
  boolean take(UUID id, String state) {
    boolean free =
        sql.sql("select pg_try_advisory_xact_lock(hashtextextended(:id, 65))")
            .param("id", id.toString())
            .query(Boolean.class)
            .single();
    return free && find(id).filter(run -> run.state().equals(state)).isPresent();
  }

  byte[] content(UUID id) {
    return sql.sql("select content from vf.import_run where id = :id")
        .param("id", id)
        .query((r, n) -> r.getBytes(1))
        .single();
  }

  /** All that the run brings has been judged, and found right, by this start of the program. */
  void judged(UUID id) {
    sql.sql("update vf.import_run set judged_by = :us where id = :id")
        .param("us", US)
        .param("id", id)
        .update();
  }

  /** Not after a restart, which may have brought other profiles, and not by another node. */
  boolean judgedByUs(UUID id) {
    return sql.sql("select coalesce(judged_by = :us, false) from vf.import_run where id = :id")
        .param("us", US)
        .param("id", id)
        .query(Boolean.class)
        .single();
  }

  /** How much there is of what the file lacks some of, and whether what it lacks is too much. */
  void ending(UUID id, int known, boolean held) {
    sql.sql("update vf.import_run set ending_known = :known, ending_held = :held where id = :id")
        .param("id", id)
        .param("known", known)
        .param("held", held)
        .update();
  }

  /** A file that has been judged is of no more use; what it changes is kept. */
  void forgetContent(UUID id) {
    sql.sql("update vf.import_run set content = null where id = :id").param("id", id).update();
  }

  /** From one state to another, if it is there; so that of two who ask, one gets it. */
  boolean move(UUID id, String from, String to, int total) {
    return sql.sql(
                """
                update vf.import_run set state = :to, done = 0, total = :total, changed_at = :now
                 where id = :id and state = :from
                """)
            .param("id", id)
            .param("from", from)
            .param("to", to)
            .param("total", total)
            .param("now", Timestamp.from(clock.instant()))
            .update()
        == 1;
  }

  /** What it changed is no longer kept; false if it is no longer in the state. */
  boolean forget(UUID id, String from, String to) {
    return sql.sql(
                "update vf.import_run set state = :to, forgotten = true where id = :id and state = :from")
            .param("id", id)
            .param("from", from)
            .param("to", to)
            .update()
        == 1;
  }

  /** A step has ended, with all of it done. */
  void state(UUID id, String state, int done) {
    sql.sql(
            "update vf.import_run set state = :state, done = :done, total = :done, changed_at = :now where id = :id")
        .param("id", id)
        .param("state", state)
        .param("done", done)
        .param("now", Timestamp.from(clock.instant()))
        .update();
  }

  /**
   * Seen by others at once, whatever becomes of the work; a crash may forget it. On a connection of
   * its own and outside the transaction at hand: to put that one aside takes a step for each
   * resource in it, every time.
   */
  void done(UUID id, int done) {
    try (Connection connection = connections.getConnection();
        PreparedStatement update =
            connection.prepareStatement("update vf.import_run set done = ? where id = ?")) {
      connection.setAutoCommit(false);
      // On disk at once would be all that the work has written meanwhile.
      connection.createStatement().execute("set local synchronous_commit to off");
      update.setInt(1, done);
      update.setObject(2, id);
      update.executeUpdate();
      connection.commit();
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("how far a file has come", e);
    }
  }

  private static ImportRun run(ResultSet row) throws SQLException {
    return new ImportRun(
        row.getObject("id", UUID.class),
        ImportKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        row.getString("file_name"),
        row.getString("sent_by"),
        Optional.ofNullable(row.getString("region")),
        row.getTimestamp("sent_at").toInstant(),
        row.getString("state"),
        row.getBoolean("end_missing"),
        new ImportRun.Ending(
            Optional.ofNullable(row.getString("ends_of")),
            row.getInt("ending_known"),
            row.getBoolean("ending_held")),
        row.getInt("rows"),
        row.getInt("done"),
        row.getInt("total"),
        row.getTimestamp("changed_at").toInstant(),
        new ImportRun.Counts(
            row.getInt("added"),
            row.getInt("changed"),
            row.getInt("unchanged"),
            row.getInt("gone"),
            row.getInt("faults")),
        row.getBoolean("forgotten"));
  }
}
