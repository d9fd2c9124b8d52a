package se.vardformedling.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The catalogue as it was at one moment, read in pieces while others write. */
@Component
public class CatalogueSnapshot {
  /** Of each resource the newest version that is older than the moment. */
  private static final String PIECE =
      """
      select distinct on (r.fhir_id) r.fhir_id, v.res_ver, v.res_updated, v.res_text_vc
        from hapi.hfj_resource r join hapi.hfj_res_ver v on v.res_id = r.res_id
       where r.res_type = :type and v.res_type = :type and v.vf_at < :asOf and r.fhir_id > :after
       order by r.fhir_id, v.res_ver desc
       limit :most
      """;

  private final JdbcClient sql;
  private final Horizon horizon;
  private final FhirContext fhir;

  CatalogueSnapshot(JdbcClient sql, Horizon horizon, FhirContext fhir) {
    this.sql = sql;
    this.horizon = horizon;
    this.fhir = fhir;
  }

  /** One resource, and as JSON on one line. */
  public record Line(String id, Resource resource, String json) {}

  public static Set<String> types() {
    return CatalogueFeed.TYPES;
  }

  /** The latest moment of which all is known; from it the feed goes on. */
  public Instant now() {
    return horizon.now();
  }

  /** How many there are, about: some may have come since the moment. */
  public int count(List<String> types) {
    return sql.sql(
            "select count(*) from hapi.hfj_resource where res_type = any(:types) and res_deleted_at is null")
        .param("types", types.toArray(String[]::new))
        .query(Integer.class)
        .single();
  }

  /** The next of a type, in the order of their ids. */
  public List<Line> piece(String type, Instant asOf, String after, int most) {
    IParser parser = fhir.newJsonParser();
    return sql.sql(PIECE)
        .param("type", type)
        .param("asOf", Timestamp.from(asOf))
        .param("after", after)
        .param("most", most)
        .query((row, n) -> line(type, row, parser))
        .list();
  }

  private static Line line(String type, ResultSet row, IParser parser) throws SQLException {
    Resource resource = (Resource) parser.parseResource(row.getString("res_text_vc"));
    resource.setId(type + "/" + row.getString("fhir_id"));
    resource
        .getMeta()
        .setVersionId(row.getString("res_ver"))
        .setLastUpdated(Date.from(row.getTimestamp("res_updated").toInstant()));
    return new Line(row.getString("fhir_id"), resource, parser.encodeResourceToString(resource));
  }
}
