package se.vardformedling.fhir;

import ca.uhn.fhir.context.FhirVersionEnum;
import ca.uhn.fhir.jpa.model.entity.ResourceEncodingEnum;
import ca.uhn.fhir.jpa.model.entity.ResourceHistoryTable;
import ca.uhn.fhir.jpa.model.entity.ResourceTable;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.stereotype.Component;

/**
 * Stored versions of resources, as HAPI's entities but asked for plainly: Hibernate translates the
 * question anew each time, and then watches what it has found until the transaction ends.
 */
@Component
class VersionRows {
  private static final String SELECT =
      """
      select r.res_id, r.fhir_id, r.res_type, v.res_ver, v.res_encoding, v.res_text_vc, v.res_published,
             v.res_updated, v.res_deleted_at
        from hapi.hfj_resource r join hapi.hfj_res_ver v on v.res_id = r.res_id
      """;
  private static final String CURRENT = SELECT + " and v.res_ver = r.res_ver ";

  private final JdbcTemplate sql;
  private final EntityManager entities;

  VersionRows(JdbcTemplate sql, EntityManagerFactory entities) {
    this.sql = sql;
    this.entities = SharedEntityManagerCreator.createSharedEntityManager(entities);
  }

  /** Empty if there is none, and if it is deleted. */
  Optional<ResourceHistoryTable> current(String type, String id) {
    String query = CURRENT + "where r.res_type = ? and r.fhir_id = ? and r.res_deleted_at is null";
    if (Written.mayHold(type, id)) {
      flush();
    }
    return query(query, type, id).stream().findFirst();
  }

  /** Those that there are, in no order. */
  List<ResourceHistoryTable> current(Collection<Long> numbers) {
    return ask(CURRENT + "where r.res_id = any (?)", (Object) numbers.toArray(Long[]::new));
  }

  Optional<ResourceHistoryTable> version(Long number, long version) {
    String query = SELECT + "where r.res_id = ? and v.res_ver = ?";
    return ask(query, number, version).stream().findFirst();
  }

  /** HAPI keeps what is written in memory until the commit; a question in SQL would miss it. */
  void flush() {
    if (Written.flushable() && entities.isJoinedToTransaction()) {
      entities.flush();
    }
  }

  private List<ResourceHistoryTable> ask(String query, Object... values) {
    flush();
    return query(query, values);
  }

  private List<ResourceHistoryTable> query(String query, Object... values) {
    return sql.query(query, (row, n) -> entity(row), values);
  }

  private static ResourceHistoryTable entity(ResultSet row) throws SQLException {
    ResourceTable resource = new ResourceTable();
    resource.setFhirId(row.getString("fhir_id"));
    ResourceHistoryTable version = new ResourceHistoryTable();
    version.setResourceTable(resource);
    version.setResourceId(row.getLong("res_id"));
    version.setResourceType(row.getString("res_type"));
    version.setFhirVersion(FhirVersionEnum.R4);
    version.setVersion(row.getLong("res_ver"));
    version.setEncoding(ResourceEncodingEnum.valueOf(row.getString("res_encoding")));
    version.setResourceTextVc(row.getString("res_text_vc"));
    version.setPublished(row.getTimestamp("res_published"));
    version.setUpdated(row.getTimestamp("res_updated"));
    version.setDeleted(row.getTimestamp("res_deleted_at"));
    return version;
  }
}
