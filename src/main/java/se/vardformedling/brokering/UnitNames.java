package se.vardformedling.brokering;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What units are called in the national catalogue, as far as it has been read here. */
@Component
public class UnitNames {
  private final JdbcClient sql;

  UnitNames(JdbcClient sql) {
    this.sql = sql;
  }

  /** The HSA-id itself when no name is known. */
  public String of(String hsaId) {
    return sql.sql("select name from vf.national_unit where hsa_id = :unit")
        .param("unit", hsaId)
        .query(String.class)
        .optional()
        .orElse(hsaId);
  }

  void keep(String hsaId, String name) {
    sql.sql(
            """
            insert into vf.national_unit (hsa_id, name) values (:unit, :name)
            on conflict (hsa_id) do update set name = excluded.name where national_unit.name <> excluded.name
            """)
        .param("unit", hsaId)
        .param("name", name)
        .update();
  }
}
