package se.vardformedling.hvo;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.hvo.Sources.Row;

/** The rows of what the national catalogue no longer has. */
@Component
class LeftOut {
  /** What was sent to us lately may not have reached the catalogue that is read. */
  private static final String UNSEEN =
      """
       from vf.hvo_source
       where type = any(:types) and not gone and seen_by is distinct from :run
         and (pushed_at is null
              or pushed_at < coalesce((select started_at from vf.hvo_run where id = :run), 'infinity')
                             - interval '7 days')
      """;

  private final JdbcClient sql;
  private final Sources sources;

  LeftOut(JdbcClient sql, Sources sources) {
    this.sql = sql;
    this.sources = sources;
  }

  /** They were sent to us: a reading that does not have them yet does not end them. */
  void pushed(Collection<String> keys, Instant at) {
    sql.sql(
            "update vf.hvo_source set pushed_at = :at where type || '/' || upstream_id = any(:keys)")
        .param("at", Timestamp.from(at))
        .param("keys", keys.toArray(String[]::new))
        .update();
  }

  /** The catalogue has them, and the businesses inside them, though we cannot keep what it says. */
  void seen(UUID run, Collection<String> keys) {
    sql.sql(
            """
            update vf.hvo_source set seen_by = :run
             where type || '/' || upstream_id = any(:keys)
                or (type = 'HealthcareService'
                    and 'Organization/' || regexp_replace(upstream_id, '-verksamhet[0-9]*$', '') = any(:keys))
            """)
        .param("run", run)
        .param("keys", keys.toArray(String[]::new))
        .update();
  }

  /**
   * What a whole reading has not seen and that holds here; {@code most} of them, units before the
   * businesses inside them.
   */
  List<Row> unseen(UUID run, List<String> types, int most) {
    return sql.sql(
            "select *" + UNSEEN + " order by type <> 'Organization', type, upstream_id limit :most")
        .param("types", types.toArray(String[]::new))
        .param("run", run)
        .param("most", most)
        .query((row, n) -> sources.row(row))
        .list();
  }

  /** All that hangs under a legal person and holds: units, and what they give. */
  List<Row> below(String organisationNumber) {
    return sql.sql(
            """
            with recursive tree as (
              select s.upstream_id from vf.hvo_source s
               where s.type = 'Organization' and not s.gone
                 and (s.parent = :number
                      or s.parent in (select upstream_id from vf.hvo_source
                                       where type = 'Organization' and 'orgnr:' || organisation_number = :number))
              union
              select s.upstream_id from vf.hvo_source s join tree t on s.parent = t.upstream_id
               where s.type = 'Organization' and not s.gone)
            select s.* from vf.hvo_source s
             where not s.gone
               and ((s.type = 'Organization' and s.upstream_id in (select upstream_id from tree))
                    or (s.type = 'HealthcareService' and s.owner in (select upstream_id from tree)))
            """)
        .param("number", Sources.NUMBER + organisationNumber)
        .query((row, n) -> sources.row(row))
        .list();
  }

  /** Those of the rows that the reading has not seen yet either. */
  Set<String> stillUnseen(SyncRun run, List<Row> rows) {
    return Set.copyOf(
        sql.sql(
                "select type || '/' || upstream_id"
                    + UNSEEN
                    + " and type || '/' || upstream_id = any(:keys)")
            .param("types", run.types().toArray(String[]::new))
            .param("run", run.id())
            .param("keys", rows.stream().map(row -> row.source().key()).toArray(String[]::new))
            .query(String.class)
            .list());
  }

  /**
   * How much of each type a whole reading has not seen; nothing of a type that it has seen all of.
   */
  Map<String, Integer> unseen(UUID run, List<String> types) {
    return byType(
        sql.sql("select type, count(*)" + UNSEEN + " group by type")
            .param("types", types.toArray(String[]::new))
            .param("run", run));
  }

  /** How much of each type holds here. */
  Map<String, Integer> known(List<String> types) {
    return byType(
        sql.sql(
                "select type, count(*) from vf.hvo_source where type = any(:types) and not gone group by type")
            .param("types", types.toArray(String[]::new)));
  }

  private static Map<String, Integer> byType(JdbcClient.StatementSpec asked) {
    return asked.query((row, n) -> Map.entry(row.getString(1), row.getInt(2))).list().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  void gone(List<Row> rows) {
    rows.forEach(
        row ->
            sql.sql(
                    "update vf.hvo_source set gone = true, waiting = false, dangling = false, turns = null"
                        + " where type = :type and upstream_id = :id")
                .param("type", row.source().type())
                .param("id", row.source().id())
                .update());
  }
}
