package se.vardformedling.hvo;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows about readings: where each is, and since when changes are asked for. */
@Component
class SyncRuns {
  private final JdbcClient sql;
  private final Clock clock;

  SyncRuns(JdbcClient sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /** Begins a reading, unless there is one that is not over: then it is that one. */
  UUID begin(String by, boolean whole, boolean acceptEndings) {
    Optional<UUID> going = going();
    if (going.isPresent()) {
      return going.get();
    }
    UUID id = UUID.randomUUID();
    sql.sql(
            """
            insert into vf.hvo_run (id, whole, accept_endings, started_by, started_at, changed_at, state)
            values (:id, :whole, :accept, :by, :now, :now, 'fetching')
            on conflict do nothing
            """)
        .param("id", id)
        .param("whole", whole)
        .param("accept", acceptEndings)
        .param("by", by)
        .param("now", now())
        .update();
    return going().orElse(id);
  }

  /** Somebody consents while it goes on. */
  void accept(UUID id) {
    sql.sql("update vf.hvo_run set accept_endings = true, changed_at = :now where id = :id")
        .param("now", now())
        .param("id", id)
        .update();
  }

  private Optional<UUID> going() {
    return sql.sql("select id from vf.hvo_run where state in ('fetching', 'storing', 'ending')")
        .query(UUID.class)
        .optional();
  }

  Optional<SyncRun> find(UUID id) {
    return sql.sql("select * from vf.hvo_run where id = :id")
        .param("id", id)
        .query((row, n) -> run(row))
        .optional();
  }

  /** The newest first. */
  List<SyncRun> latest(int most) {
    return sql.sql("select * from vf.hvo_run order by started_at desc limit :most")
        .param("most", most)
        .query((row, n) -> run(row))
        .list();
  }

  /** When all of the catalogue was read last, even if nothing has ended by it. */
  Optional<Instant> lastWhole() {
    return sql.sql(
            "select max(started_at) from vf.hvo_run where whole and state in ('done', 'held')")
        .query((row, n) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
        .single();
  }

  /** Keeps the run for this transaction if it is in the state still. */
  Optional<SyncRun> hold(UUID id, String state) {
    return sql.sql("select * from vf.hvo_run where id = :id and state = :state for update")
        .param("id", id)
        .param("state", state)
        .query((row, n) -> run(row))
        .optional();
  }

  void types(UUID id, List<String> types) {
    sql.sql("update vf.hvo_run set types = :types, changed_at = :now where id = :id")
        .param("types", types.toArray(String[]::new))
        .param("now", now())
        .param("id", id)
        .update();
  }

  /** A page has been read, and another of the type's is to be read. */
  void read(SyncRun run, int resources, SyncRun.OfType ofType, String nextPage) {
    read(run, resources, ofType, run.atType(), nextPage);
  }

  /** The type's last page has been read: the next is the next type's first. */
  void readAll(SyncRun run, int resources) {
    read(run, resources, SyncRun.OfType.NOTHING_YET, run.atType() + 1, null);
    forgetPages(run.id());
  }

  private void read(
      SyncRun run, int resources, SyncRun.OfType ofType, int type, @Nullable String nextPage) {
    sql.sql(
            """
            update vf.hvo_run
               set fetched = fetched + :resources, next_page = :page, at_type = :type, at_said = :said,
                   at_come = :come, problem = null, changed_at = :now
             where id = :id
            """)
        .param("resources", resources)
        .param("page", nextPage)
        .param("type", type)
        .param("said", ofType.said().orElse(null))
        .param("come", ofType.come())
        .param("now", now())
        .param("id", run.id())
        .update();
  }

  /** Whether the type's pages have led here before. */
  boolean beenAt(UUID id, String page) {
    return sql.sql(
                """
                insert into vf.hvo_page (run_id, page) values (:id, sha256(convert_to(:page, 'UTF8')))
                on conflict do nothing
                """)
            .param("id", id)
            .param("page", page)
            .update()
        == 0;
  }

  private void forgetPages(UUID id) {
    sql.sql("delete from vf.hvo_page where run_id = :id").param("id", id).update();
  }

  /** Not all of the type came. */
  void cutShort(UUID id, String type) {
    sql.sql("update vf.hvo_run set cut_short = cut_short || :type where id = :id")
        .param("type", new String[] {type})
        .param("id", id)
        .update();
  }

  /** Its next page is no more: the type is read from its first. */
  void fromFirst(SyncRun run) {
    sql.sql(
            """
            update vf.hvo_run set next_page = null, at_said = null, at_come = 0, changed_at = :now
             where id = :id and state = 'fetching' and at_type = :type and next_page = :page
            """)
        .param("now", now())
        .param("id", run.id())
        .param("type", run.atType())
        .param("page", run.nextPage().orElse(null))
        .update();
    forgetPages(run.id());
  }

  /** All is stored once; what pointed to nothing is looked at again, once. */
  void lookedAgain(UUID id) {
    sql.sql("update vf.hvo_run set at_type = at_type + 1, changed_at = :now where id = :id")
        .param("now", now())
        .param("id", id)
        .update();
  }

  void count(UUID id, SyncRun.Counts more) {
    sql.sql(
            """
            update vf.hvo_run
               set stored = stored + :stored, unchanged = unchanged + :unchanged, refused = refused + :refused,
                   ended = ended + :ended, changed_at = :now
             where id = :id
            """)
        .param("stored", more.stored())
        .param("unchanged", more.unchanged())
        .param("refused", more.refused())
        .param("ended", more.ended())
        .param("now", now())
        .param("id", id)
        .update();
  }

  void state(UUID id, String state, @Nullable String problem) {
    sql.sql(
            "update vf.hvo_run set state = :state, problem = :problem, changed_at = :now where id = :id")
        .param("state", state)
        .param("problem", problem)
        .param("now", now())
        .param("id", id)
        .update();
  }

  /** What stands in the way for now; the reading goes on from the same place. */
  void problem(UUID id, String problem) {
    sql.sql("update vf.hvo_run set problem = :problem, changed_at = :now where id = :id")
        .param("problem", problem)
        .param("now", now())
        .param("id", id)
        .update();
  }

  Optional<Instant> watermark(String type) {
    return sql.sql("select since from vf.hvo_watermark where type = :type")
        .param("type", type)
        .query((row, n) -> row.getTimestamp(1).toInstant())
        .optional();
  }

  void watermark(String type, Instant since) {
    sql.sql(
            """
            insert into vf.hvo_watermark (type, since) values (:type, :since)
            on conflict (type) do update set since = excluded.since
            """)
        .param("type", type)
        .param("since", Timestamp.from(since))
        .update();
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }

  private static SyncRun run(ResultSet row) throws SQLException {
    return new SyncRun(
        row.getObject("id", UUID.class),
        row.getBoolean("whole"),
        row.getBoolean("accept_endings"),
        row.getTimestamp("started_at").toInstant(),
        row.getString("state"),
        texts(row.getArray("types")),
        row.getInt("at_type"),
        Optional.ofNullable(row.getString("next_page")),
        new SyncRun.OfType(
            Optional.ofNullable(row.getObject("at_said", Integer.class)), row.getInt("at_come")),
        texts(row.getArray("cut_short")),
        new SyncRun.Counts(
            row.getInt("fetched"),
            row.getInt("stored"),
            row.getInt("unchanged"),
            row.getInt("refused"),
            row.getInt("ended")),
        Optional.ofNullable(row.getString("problem")));
  }

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }
}
