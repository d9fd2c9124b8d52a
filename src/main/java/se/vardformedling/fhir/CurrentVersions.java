package se.vardformedling.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.FhirVersionEnum;
import ca.uhn.fhir.jpa.dao.IJpaStorageResourceParser;
import ca.uhn.fhir.jpa.model.entity.ResourceEncodingEnum;
import ca.uhn.fhir.jpa.model.entity.ResourceHistoryTable;
import ca.uhn.fhir.jpa.model.entity.ResourceTable;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The current version of a resource by one question to the database. HAPI asks twice, by way of
 * entities that it then watches for changes until the transaction ends. What a stored row means is
 * HAPI's to say here too.
 */
@Component
class CurrentVersions {
  private static final String QUERY =
      """
      select r.res_id, r.fhir_id, v.res_ver, v.res_encoding, v.res_text_vc, v.res_published, v.res_updated
        from hapi.hfj_resource r join hapi.hfj_res_ver v on v.res_id = r.res_id and v.res_ver = r.res_ver
       where r.res_type = ? and r.fhir_id = ? and r.res_deleted_at is null
      """;

  private final JdbcTemplate sql;
  private final IJpaStorageResourceParser parser;
  private final FhirContext fhir;

  CurrentVersions(JdbcTemplate sql, IJpaStorageResourceParser parser, FhirContext fhir) {
    this.sql = sql;
    this.parser = parser;
    this.fhir = fhir;
  }

  /** Empty if there is none; sees what is in the database, in the caller's transaction. */
  <T extends IBaseResource> Optional<T> find(Class<T> type, String id) {
    String name = fhir.getResourceType(type);
    List<ResourceHistoryTable> rows = sql.query(QUERY, (row, n) -> entity(name, row), name, id);
    return rows.stream()
        .findFirst()
        .map(row -> parser.toResource(new SystemRequestDetails(), type, row, null, false));
  }

  private static ResourceHistoryTable entity(String type, ResultSet row) throws SQLException {
    ResourceTable resource = new ResourceTable();
    resource.setFhirId(row.getString("fhir_id"));
    ResourceHistoryTable version = new ResourceHistoryTable();
    version.setResourceTable(resource);
    version.setResourceId(row.getLong("res_id"));
    version.setResourceType(type);
    version.setFhirVersion(FhirVersionEnum.R4);
    version.setVersion(row.getLong("res_ver"));
    version.setEncoding(ResourceEncodingEnum.valueOf(row.getString("res_encoding")));
    version.setResourceTextVc(row.getString("res_text_vc"));
    version.setPublished(row.getTimestamp("res_published"));
    version.setUpdated(row.getTimestamp("res_updated"));
    return version;
  }
}
