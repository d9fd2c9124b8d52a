package se.vardformedling.fhir;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Judges and stores thousands of resources for the program itself, as {@link FhirStore} does one.
 */
@Component
public class ManyResources {
  private final FhirStore store;
  private final ProfileValidation profiles;
  private final JdbcClient sql;
  private final EntityManager entities;

  ManyResources(
      FhirStore store, ProfileValidation profiles, JdbcClient sql, EntityManagerFactory entities) {
    this.store = store;
    this.profiles = profiles;
    this.sql = sql;
    this.entities = SharedEntityManagerCreator.createSharedEntityManager(entities);
  }

  /**
   * What would be refused if the resource were stored; whether its references lead anywhere is not
   * asked.
   */
  public List<Refusal.Issue> faults(Resource resource) {
    return profiles.issues(resource);
  }

  /**
   * Stores some hundreds under their ids, in the caller's transaction, and forgets them: what is
   * kept in memory does not grow with the number of calls.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void put(List<? extends Resource> resources) {
    Bundle bundle = new Bundle();
    bundle.setType(Bundle.BundleType.TRANSACTION);
    for (Resource resource : resources) {
      String url = resource.fhirType() + "/" + resource.getIdElement().getIdPart();
      bundle
          .addEntry()
          .setFullUrl(Canonical.BASE + "/" + url)
          .setResource(resource)
          .getRequest()
          .setMethod(Bundle.HTTPVerb.PUT)
          .setUrl(url);
    }
    store.transaction(bundle);
    entities.flush();
    entities.clear();
  }

  /**
   * As {@link #put}, for what {@link #faults} has found nothing wrong with, in this same program:
   * it is not judged a second time.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void putJudged(List<? extends Resource> resources) {
    resources.forEach(resource -> resource.setUserData(ProfileValidation.JUDGED, true));
    put(resources);
  }

  /** The current versions of those that exist, by id. */
  public Map<String, Long> versions(String type, Collection<String> ids) {
    Map<String, Long> versions = new HashMap<>();
    sql.sql(
            "select fhir_id, res_ver from hapi.hfj_resource where res_type = :type and fhir_id = any(:ids)")
        .param("type", type)
        .param("ids", ids.toArray(String[]::new))
        .query(
            rows -> {
              versions.put(rows.getString(1), rows.getLong(2));
            });
    return versions;
  }
}
