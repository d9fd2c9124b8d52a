package se.vardformedling.imports;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the files of a kind have published for a region, and have not taken back. */
@Component
class Brought {
  private static final String OF_RUN =
      """
      select distinct r.kind, coalesce(r.region, '') as region, c.type, c.resource_id
        from vf.import_change c join vf.import_run r on r.id = c.run_id
       where c.run_id = :id and c.what in ('new', 'changed', 'unchanged')
      """;

  private static final String SAME =
      " where (b.kind, b.region, b.type, b.resource_id) = (of.kind, of.region, of.type, of.resource_id)";

  private final JdbcClient sql;

  Brought(JdbcClient sql) {
    this.sql = sql;
  }

  /** In one order: two files that are published at once wait for each other, not both. */
  void add(UUID run) {
    sql.sql(
            "insert into vf.import_brought as b (kind, region, type, resource_id, runs) select of.*, 1 from ("
                + OF_RUN
                + """
                ) of order by 1, 2, 3, 4
                on conflict (kind, region, type, resource_id) do update set runs = b.runs + 1
                """)
        .param("id", run)
        .update();
  }

  /** What no other file speaks of is no longer brought by any. */
  void takeBack(UUID run) {
    // Before the others are counted down: those that were two are not to go too.
    sql.sql("delete from vf.import_brought b using (" + OF_RUN + ") of" + SAME + " and b.runs = 1")
        .param("id", run)
        .update();
    sql.sql("update vf.import_brought b set runs = b.runs - 1 from (" + OF_RUN + ") of" + SAME)
        .param("id", run)
        .update();
  }

  List<String> ids(ImportKind kind, Optional<String> region, String type) {
    return sql.sql(
            """
            select resource_id from vf.import_brought
             where kind = :kind and region = :region and type = :type
            """)
        .param("kind", kind.code())
        .param("region", region.orElse(""))
        .param("type", type)
        .query(String.class)
        .list();
  }
}
