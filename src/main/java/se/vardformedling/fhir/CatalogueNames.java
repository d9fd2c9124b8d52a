package se.vardformedling.fhir;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the catalogue has called something, as its versions tell. */
@Component
public class CatalogueNames {
  private final JdbcClient sql;

  CatalogueNames(JdbcClient sql) {
    this.sql = sql;
  }

  /** What it was called at the moment; its first name, of a moment before there was any. */
  public Optional<String> at(String type, String id, Instant moment) {
    return sql.sql(
            """
            select v.res_text_vc::jsonb ->> 'name' as name
              from hapi.hfj_resource r join hapi.hfj_res_ver v on v.res_id = r.res_id
             where r.res_type = :type and r.fhir_id = :id and (v.vf_at <= :moment or v.res_ver = 1)
             order by v.res_ver desc limit 1
            """)
        .param("type", type)
        .param("id", id)
        .param("moment", Timestamp.from(moment))
        .query((row, n) -> Optional.ofNullable(row.getString("name")))
        .optional()
        .flatMap(name -> name);
  }
}
