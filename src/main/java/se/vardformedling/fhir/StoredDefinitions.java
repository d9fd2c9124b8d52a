package se.vardformedling.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import ca.uhn.fhir.util.VersionUtil;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.Measure;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.SearchParameter;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * HAPI reads search parameters and concept maps from its database only and searches measures and
 * questionnaires there, so ours are put there before the first request; what has not changed is not
 * written again.
 */
@Component
class StoredDefinitions implements SmartInitializingSingleton {
  private static final List<Class<? extends IBaseResource>> KINDS =
      List.of(SearchParameter.class, ConceptMap.class, Measure.class, Questionnaire.class);

  private final Definitions definitions;
  private final FhirStore store;
  private final ISearchParamRegistry registry;
  private final FhirContext fhir;
  private final JdbcClient sql;
  private final TransactionTemplate transaction;

  StoredDefinitions(
      Definitions definitions,
      FhirStore store,
      ISearchParamRegistry registry,
      FhirContext fhir,
      JdbcClient sql,
      PlatformTransactionManager transactions) {
    this.definitions = definitions;
    this.store = store;
    this.registry = registry;
    this.fhir = fhir;
    this.sql = sql;
    this.transaction = new TransactionTemplate(transactions);
  }

  @Override
  public void afterSingletonsInstantiated() {
    Set<String> known =
        sql.sql("select name || ' ' || digest from vf.stored_definition").query(String.class).set();
    KINDS.stream()
        .flatMap(kind -> (Stream<? extends IBaseResource>) definitions.of(kind).stream())
        .map(Resource.class::cast)
        .forEach(definition -> keep(definition, known));
    registry.forceRefresh();
  }

  private void keep(Resource definition, Set<String> known) {
    String name = definition.fhirType() + "/" + definition.getIdElement().getIdPart();
    String digest = digest(definition);
    if (!known.contains(name + " " + digest)) {
      transaction.executeWithoutResult(
          status -> {
            store.update(definition.copy());
            sql.sql(
                    """
                    insert into vf.stored_definition (name, digest) values (:name, :digest)
                    on conflict (name) do update set digest = excluded.digest
                    """)
                .param("name", name)
                .param("digest", digest)
                .update();
          });
    }
  }

  private String digest(Resource definition) {
    try {
      // Another HAPI may make other rows of the same definition.
      String whole =
          VersionUtil.getVersion() + fhir.newJsonParser().encodeResourceToString(definition);
      byte[] text = whole.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
