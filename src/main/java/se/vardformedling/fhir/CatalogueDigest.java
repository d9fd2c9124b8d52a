package se.vardformedling.fhir;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Count and fingerprint of what the catalogue holds, to compare a copy with. */
@Component
public class CatalogueDigest {
  private final JdbcClient sql;
  private final Horizon horizon;

  CatalogueDigest(JdbcClient sql, Horizon horizon) {
    this.sql = sql;
    this.horizon = horizon;
  }

  /**
   * One type.
   *
   * @param sha256 in hexadecimal, over the lines {@code id|versionId}, in the order of their bytes,
   *     with a line feed between two
   */
  public record Digest(String type, int count, String sha256) {}

  /** What is complete now, as the feed shows it; by the database's clock. */
  public record Digests(Instant asOf, List<Digest> types) {}

  public Digests now() {
    Instant asOf = horizon.now();
    List<Digest> digests =
        sql.sql(
                """
                select t.type, count(r.fhir_id) as resources,
                       encode(sha256(convert_to(coalesce(string_agg(r.fhir_id || '|' || r.res_ver, E'\\n'
                                                order by (r.fhir_id || '|' || r.res_ver) collate "C"), ''), 'UTF8')), 'hex') as sha
                  from unnest(cast(:types as text[])) as t(type)
                  left join lateral (
                    select distinct on (one.fhir_id) one.fhir_id, v.res_ver
                      from hapi.hfj_resource one join hapi.hfj_res_ver v on v.res_id = one.res_id
                     where one.res_type = t.type and v.res_type = t.type and v.vf_at < :asOf
                       and one.res_deleted_at is null
                     order by one.fhir_id, v.res_ver desc) r on true
                 group by t.type order by t.type
                """)
            .param("asOf", Timestamp.from(asOf))
            .param("types", CatalogueFeed.TYPES.toArray(String[]::new))
            .query(
                (row, n) ->
                    new Digest(
                        row.getString("type"), row.getInt("resources"), row.getString("sha")))
            .list();
    return new Digests(asOf, digests);
  }
}
