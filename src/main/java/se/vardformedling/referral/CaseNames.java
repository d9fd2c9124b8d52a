package se.vardformedling.referral;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.CatalogueNames;

/**
 * What units and services are called, now and when a case asked them: a Task holds no names, and a
 * case goes on under those that were asked.
 */
@Component
class CaseNames {
  private final JdbcClient sql;
  private final CatalogueNames names;

  CaseNames(JdbcClient sql, CatalogueNames names) {
    this.sql = sql;
    this.names = names;
  }

  /** The two names of one thing. */
  record Named(String then, String now) {
    boolean changed() {
      return !now.isEmpty() && !now.equals(then);
    }

    /** What it is called now, if that is something else. */
    Optional<String> changedTo() {
      return Optional.of(now).filter(name -> changed());
    }

    CaseView.Renamed renamed() {
      return new CaseView.Renamed(then, now);
    }
  }

  /** The unit that an Organization is; empty texts where there is none. */
  Named unit(String organizationId, Optional<Instant> asked) {
    return named("Organization", organizationId, unit(organizationId), asked);
  }

  /** An offered service; its id where it has no name. */
  Named service(String serviceId, Optional<Instant> asked) {
    String now =
        sql.sql("select name from vf.offer where service_id = :id and name is not null limit 1")
            .param("id", serviceId)
            .query(String.class)
            .optional()
            .orElse(serviceId);
    return named("HealthcareService", serviceId, now, asked);
  }

  private Named named(String type, String id, String now, Optional<Instant> asked) {
    return new Named(asked.flatMap(moment -> names.at(type, id, moment)).orElse(now), now);
  }

  /** As it is called now; empty where there is none. */
  String unit(String organizationId) {
    return sql.sql("select name from vf.party where organization_id = :id and name is not null")
        .param("id", organizationId)
        .query(String.class)
        .optional()
        .orElse("");
  }

  /** The same by HSA-id, which is told where no name is known, and as it was called then. */
  Named unitWithHsaId(String hsaId, Instant then) {
    return sql.sql(
            "select organization_id, name from vf.party where hsa_id = :id and name is not null limit 1")
        .param("id", hsaId)
        .query((row, n) -> Map.entry(row.getString(1), row.getString(2)))
        .optional()
        .map(one -> named("Organization", one.getKey(), one.getValue(), Optional.of(then)))
        .orElseGet(() -> new Named(hsaId, hsaId));
  }
}
