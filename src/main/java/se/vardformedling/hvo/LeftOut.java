package se.vardformedling.hvo;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.hvo.Sources.Row;

/** The rows of what the national catalogue no longer has. */
@Component
class LeftOut {
  private final JdbcClient sql;
  private final Sources sources;

  LeftOut(JdbcClient sql, Sources sources) {
    this.sql = sql;
    this.sources = sources;
  }

  /** What a whole reading has not seen and that holds here; {@code most} of them. */
  List<Row> unseen(UUID run, List<String> types, int most) {
    return sql.sql(
            """
            select * from vf.hvo_source
             where type = any(:types) and not gone and seen_by is distinct from :run
             order by type, upstream_id limit :most
            """)
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

  int unseen(UUID run, List<String> types) {
    return sql.sql(
            "select count(*) from vf.hvo_source where type = any(:types) and not gone and seen_by is distinct from :run")
        .param("types", types.toArray(String[]::new))
        .param("run", run)
        .query(Integer.class)
        .single();
  }

  int known(List<String> types) {
    return sql.sql("select count(*) from vf.hvo_source where type = any(:types) and not gone")
        .param("types", types.toArray(String[]::new))
        .query(Integer.class)
        .single();
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
