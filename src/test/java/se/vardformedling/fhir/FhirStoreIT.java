package se.vardformedling.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.jpa.dao.data.IResourceHistoryTableDao;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.jpa.model.entity.ResourceHistoryTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Organization;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.NodeIT;

@NodeIT
class FhirStoreIT {
  @Autowired FhirStore store;
  @Autowired ResourceTexts texts;
  @Autowired TransactionTemplate transactions;
  @Autowired JdbcClient sql;
  @Autowired StoredDefinitions shipped;
  @Autowired IResourceHistoryTableDao versions;

  @Autowired
  @Qualifier("IResourceHistoryTableDao")
  IResourceHistoryTableDao hapis;

  @Test
  void a_resource_comes_back_with_an_id_nobody_can_guess_and_a_version() {
    Organization stored = store.create(organization("Demosjukhuset Prov"));

    assertThat(stored.getIdElement().getIdPart()).matches("[0-9a-f-]{36}");
    assertThat(stored.getIdElement().getVersionIdPart()).isEqualTo("1");
    assertThat(store.read(Organization.class, stored.getIdElement().getIdPart()).getName())
        .isEqualTo("Demosjukhuset Prov");
  }

  @Test
  void texts_come_in_the_order_that_is_asked_for_whether_they_were_kept_or_not() {
    String kept = store.create(organization("Först")).getIdElement().getIdPart();
    texts.current(Organization.class, Map.of(kept, 1L));
    String fresh = store.create(organization("Sedan")).getIdElement().getIdPart();
    Map<String, Long> asked = new LinkedHashMap<>();
    asked.put(fresh, 1L);
    asked.put(kept, 1L);

    assertThat(texts.current(Organization.class, asked).keySet()).containsExactly(fresh, kept);
  }

  @Test
  void a_client_may_choose_the_id_even_a_number() {
    Organization resource = organization("Demosjukhuset Tolv");
    resource.setId("Organization/12");

    assertThat(store.update(resource).getIdElement().getIdPart()).isEqualTo("12");
  }

  @Test
  void an_id_that_never_was_is_not_found() {
    assertThat(store.find(Organization.class, "finns-inte")).isEmpty();
    assertThatThrownBy(() -> store.read(Organization.class, "finns-inte"))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.problem()).isEqualTo(Problem.NOT_FOUND));
  }

  @Test
  void a_search_sees_what_the_same_transaction_wrote() {
    transactions.executeWithoutResult(
        status -> {
          store.create(organization("Samtidigt"));
          assertThat(store.search(Organization.class, "name=Samtidigt")).hasSize(1);
          status.setRollbackOnly();
        });

    assertThat(store.search(Organization.class, "name=Samtidigt")).isEmpty();
  }

  @Test
  void a_read_sees_what_the_same_transaction_wrote_last_and_nobody_else_does() {
    Organization stored = store.create(organization("Demosjukhuset Förut"));
    String id = stored.getIdElement().getIdPart();

    transactions.executeWithoutResult(
        status -> {
          store.update(store.read(Organization.class, id).setName("Demosjukhuset Nu"));
          store.update(store.read(Organization.class, id).setActive(false));
          Organization now = store.read(Organization.class, id);
          assertThat(now.getName()).isEqualTo("Demosjukhuset Nu");
          assertThat(now.getActive()).isFalse();
          assertThat(now.getIdElement().getVersionIdPart()).isEqualTo("3");
          assertThat(store.version("Organization/" + id + "/_history/2")).isNotNull();
          status.setRollbackOnly();
        });

    Organization after = store.read(Organization.class, id);
    assertThat(after.getName()).isEqualTo("Demosjukhuset Förut");
    assertThat(after.getIdElement().getVersionIdPart()).isEqualTo("1");
    assertThat(after.getMeta().getLastUpdated()).isEqualTo(stored.getMeta().getLastUpdated());
  }

  @Test
  void what_hapi_asks_most_is_answered_by_our_rows_as_it_would_be_by_its_own() {
    Organization stored = store.create(organization("Demosjukhuset Rader"));
    JpaPid number =
        JpaPid.fromId(
            sql.sql("select res_id from hapi.hfj_resource where fhir_id = :id")
                .param("id", stored.getIdElement().getIdPart())
                .query(Long.class)
                .single());

    transactions.executeWithoutResult(
        status -> {
          assertThat(versions).isNotSameAs(hapis);
          assertThat(shown(versions.findForIdAndVersion(number.toFk(), 1)))
              .isEqualTo(shown(hapis.findForIdAndVersion(number.toFk(), 1)));
          assertThat(
                  versions.findCurrentVersionsByResourcePidsAndFetchResourceTable(List.of(number)))
              .singleElement()
              .satisfies(
                  row ->
                      assertThat(shown(row))
                          .isEqualTo(shown(hapis.findForIdAndVersion(number.toFk(), 1))));
          assertThat(versions.findForIdAndVersion(number.toFk(), 2)).isNull();
        });
  }

  /** What HAPI's parser makes a resource of. */
  private static List<Object> shown(ResourceHistoryTable row) {
    return List.of(
        row.getResourceType(),
        row.getPersistentId().getId(),
        row.getVersion(),
        row.getEncoding(),
        row.getResourceTextVc(),
        row.getUpdatedDate().toInstant(),
        row.getPublishedDate().toInstant(),
        row.getFhirVersion(),
        Optional.ofNullable(row.getDeleted()));
  }

  @Test
  void a_row_of_ours_and_a_fhir_write_are_one_transaction() {
    String row = "FhirStoreIT";
    assertThatThrownBy(
            () ->
                transactions.executeWithoutResult(
                    status -> {
                      sql.sql(
                              "insert into vf.replay (caller, request_id, request_hash, made)"
                                  + " values (:row, gen_random_uuid(), '', '{}')")
                          .param("row", row)
                          .update();
                      store.create(organization("Halvt"));
                      throw new IllegalStateException("fails after both");
                    }))
        .hasMessage("fails after both");

    assertThat(
            sql.sql("select count(*) from vf.replay where caller = :row")
                .param("row", row)
                .query(Integer.class)
                .single())
        .isZero();
    assertThat(store.search(Organization.class, "name=Halvt")).isEmpty();
  }

  @Test
  void a_transaction_bundle_is_all_or_nothing() {
    Bundle bundle = new Bundle();
    bundle.setType(Bundle.BundleType.TRANSACTION);
    bundle
        .addEntry()
        .setResource(organization("Paket"))
        .getRequest()
        .setMethod(Bundle.HTTPVerb.POST)
        .setUrl("Organization");
    bundle
        .addEntry()
        .setResource(new Organization().setActive(true))
        .getRequest()
        .setMethod(Bundle.HTTPVerb.POST)
        .setUrl("Organization");

    assertThatThrownBy(() -> store.transaction(bundle)).isInstanceOf(Refusal.class);

    assertThat(store.search(Organization.class, "name=Paket")).isEmpty();
  }

  @Test
  void what_ships_is_written_once_and_again_when_it_has_changed() {
    String all = "select string_agg(name || digest, ' ' order by name) from vf.stored_definition";
    String before = sql.sql(all).query(String.class).single();
    assertThat(before).contains("SearchParameter/task-party", "Measure/wait-performed");
    sql.sql(
            """
            update vf.stored_definition set digest = 'of another version'
             where name = 'SearchParameter/task-party'
            """)
        .update();

    shipped.afterSingletonsInstantiated();

    assertThat(sql.sql(all).query(String.class).single()).isEqualTo(before);
    assertThat(store.find("SearchParameter", "task-party")).isPresent();
  }

  private static Organization organization(String name) {
    Organization organization = new Organization();
    organization.setName(name).setActive(true);
    organization.addIdentifier().setSystem("urn:oid:2.5.4.97").setValue("4020000008");
    return organization;
  }
}
