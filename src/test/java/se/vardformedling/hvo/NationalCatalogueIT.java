package se.vardformedling.hvo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Contract;
import org.hl7.fhir.r4.model.Contract.ContractAssetComponent;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.OrganizationAffiliation;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Browser;
import se.vardformedling.cast.Cases;
import se.vardformedling.cast.Needs;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.timer.BusyException;

/** The national catalogue read from a stand-in, and sent to us. */
@NodeIT
class NationalCatalogueIT {
  private static final String TOP = "11111111-aaaa-4aaa-8aaa-aaaaaaaaaaaa";
  private static final String BELOW = "11111111-aaaa-4aaa-8aaa-aaaaaaaaaaac";
  private static final String KNEE = "609588000";
  private static final String HIP = "52734007";
  private static final String REGION =
      "\"identifier\":{\"system\":\"urn:oid:2.5.4.97\",\"value\":\"2321000016\"}";

  @LocalServerPort int port;
  @Autowired SyncRuns runs;
  @Autowired Sources sources;
  @Autowired LeftOut leftOut;
  @Autowired ForgetRuns forgetRuns;
  @Autowired Storing storing;
  @Autowired FhirStore store;
  @Autowired JdbcClient sql;
  @Autowired PlatformTransactionManager transactions;

  private StandIn catalogue;
  private SyncWork work;
  private Api api;

  @BeforeEach
  void catalogue() throws IOException {
    catalogue = new StandIn();
    CatalogueSettings settings =
        new CatalogueSettings(catalogue.url(), "", Duration.ofHours(1), Duration.ofDays(1), 3, 20);
    work =
        new SyncWork(
            runs, sources, leftOut, storing, new Upstream(settings), settings, transactions);
    api = new Api(port);
    fill();
  }

  @AfterEach
  void forget() {
    catalogue.close();
    // What others search for is as it was.
    new TransactionTemplate(transactions)
        .executeWithoutResult(
            t ->
                storing.end(
                    leftOut.unseen(
                        UUID.randomUUID(), List.of("HealthcareService", "Contract"), 100)));
    sql.sql("delete from vf.hvo_source").update();
    sql.sql("delete from vf.hvo_watermark").update();
    sql.sql("delete from vf.hvo_run").update();
  }

  private void fill() {
    catalogue.put(Upstreams.provider("c-region", "2321000016", "Region Stockholm"));
    catalogue.put(
        Upstreams.unit("c-unit", "TSTNMT2321000156-KA01", "Kataloglasarettet", REGION, "c-place"));
    catalogue.put(Upstreams.municipality("c-kommun", "2034"));
    catalogue.put(Upstreams.place("c-place", "Kataloglasarettet", "c-kommun"));
    catalogue.put(Upstreams.group("c-asa"));
    catalogue.put(Upstreams.service("c-knee", "c-unit", "c-place", KNEE, "c-asa"));
    catalogue.put(Upstreams.affiliation("c-uppdrag", "c-region", "c-unit", "c-knee"));
    catalogue.put(Upstreams.contract("c-avtal", "c-uppdrag"));
  }

  private SyncRun read(boolean whole) {
    UUID run = runs.begin("test", whole, false);
    work.go(run);
    return runs.find(run).orElseThrow();
  }

  @Test
  void what_the_catalogue_has_is_here_with_our_ids_and_can_be_found() {
    SyncRun run = read(true);

    assertThat(run.state()).isEqualTo("done");
    assertThat(sources.problems(10)).isEmpty();
    // The group and the municipality become parts of others.
    assertThat(run.counts().fetched()).isEqualTo(8);
    assertThat(run.counts().stored() + run.counts().unchanged()).isEqualTo(9);
    assertThat(run.counts().refused()).isZero();
    Organization region = store.read(Organization.class, "region-01");
    assertThat(region.getIdentifier())
        .as("ours is the catalogue's, and stays the county's")
        .extracting(one -> one.getValue())
        .contains("01", "2321000016", "c-region");
    Organization unit = store.read(Organization.class, "c-unit");
    assertThat(unit.getPartOf().getReference()).isEqualTo("Organization/region-01");
    assertThat(unit.getActive()).isTrue();
    assertThat(store.read(Location.class, "c-place").getManagingOrganization().getReference())
        .isEqualTo("Organization/c-unit");
    HealthcareService business = store.read(HealthcareService.class, "c-unit-verksamhet");
    assertThat(business.getName()).isEqualTo("Ortopedi, Kataloglasarettet");
    assertThat(business.getAvailableTimeFirstRep().getAvailableEndTime()).isEqualTo("16:30:00");
    Contract contract = store.read(Contract.class, "c-avtal");
    assertThat(
            contract.getTermFirstRep().getAssetFirstRep().getTypeReferenceFirstRep().getReference())
        .isEqualTo("HealthcareService/c-knee");
    String found =
        api.get(
                "broker-dalarna",
                "/fhir/HealthcareService/$find-provider?code=http://snomed.info/sct%7C"
                    + KNEE
                    + "&origin=2034&originRegion=20&_count=100")
            .body();
    assertThat(found).contains("HealthcareService/c-knee", "Kataloglasarettet");
    assertThat(
            sql.sql("select acceptance->0->>'high' from vf.offer where service_id = 'c-knee'")
                .query(String.class)
                .single())
        .as("the group is a criterion")
        .isEqualTo("2");
  }

  @Test
  void only_what_has_changed_is_asked_for_and_written_the_next_time() {
    read(true);
    catalogue.asked();
    long version = version(Organization.class, "c-unit");
    long place = version(Location.class, "c-place");

    catalogue.put(
        Upstreams.unit("c-unit", "TSTNMT2321000156-KA01", "Nya lasarettet", REGION, "c-place"));
    SyncRun run = read(false);

    assertThat(run.counts().stored()).isEqualTo(1);
    assertThat(catalogue.asked().stream().filter(one -> one.startsWith("Organization?")))
        .allMatch(one -> one.contains("_lastUpdated=ge"));
    assertThat(version(Organization.class, "c-unit")).isEqualTo(version + 1);
    assertThat(version(Location.class, "c-place")).isEqualTo(place);
  }

  @Test
  void a_reading_that_is_cut_off_goes_on_from_the_page_it_had_come_to() {
    for (int i = 10; i < 20; i++) {
      catalogue.put(Upstreams.provider("c-" + i, "40200000" + i, "Bolag " + i));
    }
    catalogue.answersLeft(3);
    UUID run = runs.begin("test", true, false);

    assertThatThrownBy(() -> work.due(run.toString()))
        .as("which the timers try again soon")
        .isInstanceOf(BusyException.class);
    assertThat(runs.find(run).orElseThrow().problem()).contains("status 500");
    assertThat(runs.find(run).orElseThrow().counts().fetched()).isEqualTo(6);
    catalogue.asked();
    catalogue.answersLeft(Integer.MAX_VALUE);
    work.go(runs.begin("test", false, false));

    assertThat(runs.find(run).orElseThrow().state()).isEqualTo("done");
    assertThat(catalogue.asked().get(0)).contains("Organization?", "_after=c-15");
    assertThat(store.find(Organization.class, "c-19")).isPresent();
  }

  @Test
  void a_page_that_the_catalogue_has_forgotten_begins_its_type_again() {
    catalogue.put(Upstreams.place("c-place-2", "Annexet", "c-kommun"));
    catalogue.put(Upstreams.place("c-place-3", "Flygeln", "c-kommun"));
    catalogue.forget("_after=");

    SyncRun run = read(true);

    assertThat(run.state()).isEqualTo("done");
    assertThat(catalogue.asked().stream().filter(one -> one.startsWith("Location?")))
        .extracting(one -> one.replaceAll(".*(&_after=.*)", "$1"))
        .containsExactly("Location?_count=3", "Location?_count=3", "&_after=c-place-2");
  }

  @Test
  void what_is_left_out_ends_and_comes_back_and_a_case_keeps_what_it_pointed_to() {
    read(true);
    catalogue.leaveOut("HealthcareService", "c-knee");
    catalogue.leaveOut("Organization", "c-unit");

    assertThat(read(false).counts().ended()).as("what has changed tells of no absence").isZero();
    SyncRun run = read(true);

    assertThat(run.counts().ended()).as("the unit, its business, its service").isEqualTo(3);
    assertThat(store.read(Organization.class, "c-unit").getActive()).isFalse();
    HealthcareService ended = store.read(HealthcareService.class, "c-knee");
    assertThat(ended.getActive()).isFalse();
    assertThat(ended.getName()).isEqualTo("Knäprotesoperation, Kataloglasarettet");
    assertThat(store.read(HealthcareService.class, "c-unit-verksamhet").getActive()).isFalse();

    fill();
    assertThat(read(true).counts().stored()).isPositive();
    assertThat(store.read(HealthcareService.class, "c-knee").getActive()).isTrue();
  }

  @Test
  void a_case_that_has_asked_for_what_has_ended_is_as_it_was_and_says_so() {
    read(true);
    String task = new Cases(api).assessed();
    Api.Answer inquiry = api.post(Cases.BROKER, "/fhir/Task", Needs.inquiry(task, "c-knee"));
    assertThat(inquiry.status()).as(inquiry.body()).isEqualTo(201);
    String page =
        "/app/arenden/"
            + api.get(Cases.BROKER, "/fhir/Task/" + task)
                .first("sid/case-id\",\"value\":\"([^\"]*)\"");
    Browser broker = new Browser(port);
    broker.signIn(Cases.BROKER, page);
    assertThat(broker.open(page).body())
        .contains("Knäprotesoperation, Kataloglasarettet")
        .doesNotContain("finns inte längre i katalogen");

    catalogue.leaveOut("HealthcareService", "c-knee");
    read(true);

    assertThat(broker.open(page).body())
        .contains("Knäprotesoperation, Kataloglasarettet", "finns inte längre i katalogen");
    assertThat(api.get(Cases.BROKER, "/fhir/Task/" + inquiry.id()).body())
        .contains("HealthcareService/c-knee");
  }

  @Test
  void a_catalogue_that_has_lost_much_ends_nothing_until_somebody_consents() {
    for (int i = 10; i < 25; i++) {
      catalogue.put(Upstreams.provider("c-" + i, "40200000" + i, "Bolag " + i));
    }
    read(true);
    for (int i = 10; i < 25; i++) {
      catalogue.leaveOut("Organization", "c-" + i);
    }

    SyncRun held = read(true);
    assertThat(held.state()).isEqualTo("held");
    assertThat(held.counts().ended()).isZero();
    assertThat(runs.lastWhole()).as("it is not read again and again").contains(held.startedAt());
    assertThat(store.read(Organization.class, "c-17").getActive()).isTrue();

    UUID consented = runs.begin("test", true, true);
    work.go(consented);
    assertThat(runs.find(consented).orElseThrow().counts().ended()).isEqualTo(15);
    assertThat(store.read(Organization.class, "c-17").getActive()).isFalse();
  }

  @Test
  void a_type_that_is_answered_with_nothing_ends_nothing_until_somebody_consents() {
    for (int i = 10; i < 20; i++) {
      catalogue.put(Upstreams.contract("c-avtal-" + i, "c-uppdrag"));
    }
    for (int i = 10; i < 54; i++) {
      catalogue.put(Upstreams.provider("c-" + i, "40200000" + i, "Bolag " + i));
    }
    read(true);
    catalogue.leaveOut("Contract", "c-avtal");
    for (int i = 10; i < 20; i++) {
      catalogue.leaveOut("Contract", "c-avtal-" + i);
    }

    SyncRun held = read(true);

    assertThat(held.state()).isEqualTo("held");
    assertThat(held.problem()).contains("11 of 11 Contract are left out; nothing has ended");
    assertThat(store.read(Contract.class, "c-avtal").getStatus())
        .isEqualTo(Contract.ContractStatus.EXECUTED);
  }

  @Test
  void what_the_pages_passed_by_is_asked_for_and_does_not_end() {
    catalogue.put(Upstreams.service("c-hip", "c-unit", "c-place", HIP, "c-asa"));
    read(true);
    catalogue.passBy("HealthcareService", "c-hip");
    catalogue.passBy("Organization", "c-unit");
    catalogue.put(
        Upstreams.unit("c-unit", "TSTNMT2321000156-KA01", "Nya namnet", REGION, "c-place"));
    catalogue.leaveOut("HealthcareService", "c-knee");

    SyncRun run = read(true);

    assertThat(run.state()).isEqualTo("done");
    assertThat(run.counts().ended()).as("the knee alone").isEqualTo(1);
    assertThat(store.read(HealthcareService.class, "c-hip").getActive()).isTrue();
    assertThat(store.read(HealthcareService.class, "c-unit-verksamhet").getActive()).isTrue();
    assertThat(store.read(Organization.class, "c-unit").getName())
        .as("what it says when it is asked for is kept")
        .isEqualTo("Nya namnet");
    assertThat(store.read(HealthcareService.class, "c-knee").getActive()).isFalse();
  }

  @Test
  void old_readings_are_forgotten_but_for_the_last_whole_one() {
    UUID whole = read(true).id();
    UUID change = read(false).id();
    UUID now = read(false).id();
    sql.sql(
            "update vf.hvo_run set started_at = started_at - interval '91 days', changed_at ="
                + " changed_at - interval '91 days' where id <> ?")
        .param(now)
        .update();
    forgetRuns.run();

    assertThat(runs.latest(10)).extracting(SyncRun::id).containsExactly(now, whole);
    assertThat(runs.find(change)).isEmpty();
  }

  @Test
  void what_cannot_be_read_stops_nothing_and_has_not_ended() {
    read(true);
    catalogue.spoil("\"type\":\"person\"", "\"type\":\"people\"");
    catalogue.put(
        Upstreams.unit("c-unit", "TSTNMT2321000156-KA01", "Nytt namn", REGION, "c-place"));
    SyncRun run = read(true);

    assertThat(run.state()).isEqualTo("done");
    assertThat(run.counts().refused()).isEqualTo(1);
    assertThat(run.counts().ended()).isZero();
    assertThat(store.read(Organization.class, "c-unit").getName()).isEqualTo("Nytt namn");

    catalogue.passBy("Group", "c-asa");
    run = read(true);
    assertThat(run.state()).isEqualTo("done");
    assertThat(run.counts().ended()).isZero();
  }

  @Test
  void pages_that_go_round_or_are_too_few_end_nothing_and_stop_nothing() {
    for (int i = 10; i < 22; i++) {
      catalogue.put(Upstreams.provider("c-" + i, "40200000" + i, "Bolag " + i));
    }
    catalogue.goRound("Organization");
    catalogue.says("Location", 30);

    SyncRun run = read(true);

    assertThat(run.state()).isEqualTo("held");
    assertThat(run.problem()).contains("not all came of Organization, Location; nothing has ended");
    assertThat(store.find(Organization.class, "c-21")).isPresent();
    assertThat(store.find(Contract.class, "c-avtal")).isPresent();
    assertThat(runs.watermark("Organization")).as("asked for from the same time again").isEmpty();
    assertThat(runs.watermark("Contract")).isPresent();
  }

  @Test
  void what_points_to_something_that_is_not_there_yet_points_to_it_when_it_comes() {
    catalogue.leaveOut("Organization", "c-region");
    catalogue.put(
        Upstreams.unit(
            "c-unit",
            "TSTNMT2321000156-KA01",
            "Kataloglasarettet",
            "\"reference\":\"Organization/c-over\"",
            "c-place"));

    read(true);
    Organization unit = store.read(Organization.class, "c-unit");
    assertThat(unit.getPartOf().getReference()).isNull();
    assertThat(unit.getPartOf().getIdentifier().getValue()).isEqualTo("c-over");

    catalogue.put(Upstreams.provider("c-over", "4020000008", "Bolaget"));
    read(false);
    assertThat(store.read(Organization.class, "c-unit").getPartOf().getReference())
        .isEqualTo("Organization/c-over");
  }

  @Test
  void of_two_units_with_one_hsa_id_one_is_held_back_and_told_of_until_the_other_has_ended() {
    String hsaId = "TSTNMT2321000156-KE01";
    catalogue.put(Upstreams.unit("c-dubbel-1", hsaId, "Den första", REGION, "c-place"));
    catalogue.put(Upstreams.unit("c-dubbel-2", hsaId, "Den andra", REGION, "c-place"));

    SyncRun run = read(true);

    assertThat(run.state()).isEqualTo("done");
    assertThat(sources.problems(10))
        .containsEntry("Organization/c-dubbel-2", "hsa-id-taken Organization.identifier");
    assertThat(store.read(Organization.class, "c-dubbel-1").getActive()).isTrue();
    assertThat(store.find(Organization.class, "c-dubbel-2")).isEmpty();
    assertThat(store.find(Contract.class, "c-avtal")).as("all else is stored").isPresent();

    catalogue.leaveOut("Organization", "c-dubbel-1");
    assertThat(read(true).state()).isEqualTo("done");
    assertThat(store.read(Organization.class, "c-dubbel-1").getActive()).isFalse();
    assertThat(store.read(Organization.class, "c-dubbel-2").getActive())
        .as("in the same reading")
        .isTrue();
  }

  @Test
  void what_may_identify_a_person_is_kept_nowhere_and_stops_nothing() {
    catalogue.put(Upstreams.provider("c-person", "4020000016", "Firma 19121212-1212"));

    SyncRun run = read(true);

    assertThat(run.counts().refused()).isEqualTo(1);
    assertThat(store.find(Organization.class, "c-person")).isEmpty();
    assertThat(store.find(Organization.class, "c-unit")).isPresent();
    assertThat(
            sql.sql("select count(*) from vf.hvo_source where body like '%1212-1212%'")
                .query(Integer.class)
                .single())
        .isZero();

    catalogue.put(Upstreams.provider("c-unit", "4020000008", "Firma 19121212-1212"));
    assertThat(read(true).counts().ended()).as("it is there, and has not ended").isZero();
    assertThat(store.read(Organization.class, "c-unit").getActive()).isTrue();
  }

  @Test
  void what_is_ours_alone_is_written_over_by_nobody_who_knows_its_id() {
    read(true);
    String ours =
        sql.sql(
                "select fhir_id from hapi.hfj_resource where res_type = 'Contract'"
                    + " and fhir_id not like 'c-%' order by fhir_id limit 1")
            .query(String.class)
            .single();
    long version = version(Contract.class, ours);

    Api.Answer answer =
        send(
            put("c-knee", Upstreams.service("c-knee", "c-unit", "c-place", KNEE, "c-asa")),
            put("c-uppdrag", Upstreams.affiliation("c-uppdrag", "c-region", "c-unit", "c-knee")),
            put(ours, Upstreams.contract(ours, "c-uppdrag")));
    assertThat(answer.status()).as(answer.body()).isEqualTo(403);
    assertThat(answer.problem()).isEqualTo("organisation-not-authorised");

    catalogue.put(Upstreams.contract(ours, "c-uppdrag"));
    assertThat(read(true).counts().refused()).isEqualTo(1);
    assertThat(sources.problems(10))
        .containsOnly(Map.entry("Contract/" + ours, "organisation-not-authorised"));
    assertThat(version(Contract.class, ours)).isEqualTo(version);
  }

  @Test
  void what_a_region_has_added_to_an_agreement_stays_when_the_catalogue_changes_it() {
    catalogue.put(Upstreams.service("c-hip", "c-unit", "c-place", HIP, "c-asa"));
    catalogue.put(
        Upstreams.affiliation("c-uppdrag-lagt", "c-region", "c-unit", "c-knee")
            .replace(
                "{\"reference\":\"HealthcareService/c-knee\"}",
                "{\"reference\":\"HealthcareService/c-knee\"},{\"reference\":\"HealthcareService/c-hip\"}"));
    catalogue.put(Upstreams.contract("c-avtal-lagt", "c-uppdrag-lagt"));
    read(true);
    Contract ours = store.read(Contract.class, "c-avtal-lagt").copy();
    ContractAssetComponent knee = ours.getTermFirstRep().getAsset().get(0);
    assertThat(ours.getTermFirstRep().getAsset()).hasSize(2);
    knee.addExtension(Canonical.profile("price-model"), new CodeType("fixed-price"));
    knee.addExtension(cap(120));
    knee.getValuedItemFirstRep().setUnitPrice(new Money().setValue(81_000).setCurrency("SEK"));
    ours.getTermFirstRep()
        .getOffer()
        .getExtensionByUrl(Canonical.profile("entitled-scope"))
        .setValue(new CodeType("all"));
    ContractAssetComponent added = ours.getTermFirstRep().addAsset();
    added.addTypeReference(new Reference("HealthcareService/mora-knaprotes"));
    added.addValuedItem().setEntity(knee.getValuedItemFirstRep().getEntity().copy());
    ours.setTitle("Höger och vänster knä");
    store.update(ours);

    // The catalogue ends the hip and changes the time of the agreement.
    catalogue.put(Upstreams.affiliation("c-uppdrag-lagt", "c-region", "c-unit", "c-knee"));
    catalogue.put(
        Upstreams.contract("c-avtal-lagt", "c-uppdrag-lagt").replace("2029-12-31", "2028-06-30"));
    SyncRun run = read(false);

    assertThat(run.counts().refused()).as("%s", sources.problems(5)).isZero();
    Contract now = store.read(Contract.class, "c-avtal-lagt");
    assertThat(now.getApplies().getEndElement().getValueAsString()).isEqualTo("2028-06-30");
    assertThat(now.getTitle()).isEqualTo("Höger och vänster knä");
    assertThat(now.getTermFirstRep().getAsset())
        .extracting(asset -> asset.getTypeReferenceFirstRep().getReference())
        .containsExactly("HealthcareService/c-knee", "HealthcareService/mora-knaprotes");
    assertThat(
            sql.sql(
                    """
                    select scope || ' ' || price_ore || ' ' || v.cap from vf.agreement_term t
                      join vf.volume v using (contract_id, service_id)
                     where contract_id = 'c-avtal-lagt' and service_id = 'c-knee'
                    """)
                .query(String.class)
                .single())
        .isEqualTo("all 8100000 120");
  }

  private static Extension cap(int places) {
    Extension cap = new Extension(Canonical.profile("volume-cap"));
    cap.addExtension("cap", new IntegerType(places));
    cap.addExtension("unit", new CodeType("procedures"));
    return cap;
  }

  @Test
  void many_units_end_by_a_hierarchy_only_with_consent() {
    List<String> all = new ArrayList<>();
    all.add(entry(TOP, Upstreams.unit("x", "TSTNMT2321000156-KB01", "Toppen", REGION, "none")));
    String partOf = "\"reference\":\"urn:uuid:" + TOP + "\"";
    for (int i = 10; i < 16; i++) {
      String unit = Upstreams.unit("y", "TSTNMT2321000156-KD" + i, "Under", partOf, "none");
      all.add(
          entry("11111111-bbbb-4aaa-8aaa-aaaaaaaaaa" + i, unit.replace("43741000", "22232009")));
    }
    assertThat(send(all.toArray(String[]::new)).status()).isEqualTo(200);

    Api.Answer refused = send(all.get(0));
    assertThat(refused.status()).as(refused.body()).isEqualTo(412);
    String last = "11111111-bbbb-4aaa-8aaa-aaaaaaaaaa15";
    assertThat(store.read(Organization.class, last).getActive()).isTrue();

    assertThat(sendTo("?acceptEndings=true", all.get(0)).status()).isEqualTo(200);
    assertThat(store.read(Organization.class, last).getActive()).isFalse();
  }

  @Test
  void a_unit_that_was_here_before_keeps_its_id_and_the_answer_says_which() {
    String hsaId = "TSTNMT2321000156-KC01";
    ours("ours-kc01", hsaId);

    Api.Answer answer = send(entry(TOP, Upstreams.unit("x", hsaId, "Toppen", REGION, "none")));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body())
        .contains("Organization/ours-kc01", "\"status\":\"200\"")
        .doesNotContain("Organization/" + TOP);
    assertThat(store.read(Organization.class, "ours-kc01").getName()).isEqualTo("Toppen");
    store.update(store.read(Organization.class, "ours-kc01").setActive(false));
  }

  /** A unit that we have of ourselves, or its next version. */
  private void ours(String id, String hsaId) {
    Organization ours = store.read(Organization.class, "unit-goteborg").copy();
    ours.setId(id);
    ours.getMeta().setVersionId(null);
    ours.setIdentifier(List.of(ours.getIdentifierFirstRep().copy().setValue(hsaId)));
    store.update(ours);
  }

  @Test
  void a_unit_that_was_here_before_is_neither_renamed_nor_ended_under_another_hsa_id() {
    String before = "TSTNMT2321000156-KF01";
    String after = "TSTNMT2321000156-KF02";
    ours("ours-kf01", before);
    catalogue.put(Upstreams.unit("c-kf", before, "Som förut", REGION, "c-place"));
    read(true);
    assertThat(store.read(Organization.class, "ours-kf01").getName()).isEqualTo("Som förut");

    catalogue.put(Upstreams.unit("c-kf", after, "Omdöpt", REGION, "c-place"));
    assertThat(read(false).counts().refused()).isEqualTo(1);
    assertHeld(before);
    catalogue.leaveOut("Organization", "c-kf");
    SyncRun left = read(true);
    assertThat(left.state()).isEqualTo("done");
    assertThat(left.counts().ended()).as("nor the business inside it").isZero();
    assertHeld(before);

    ours("ours-kf01", after);
    SyncRun decided = read(true);
    assertThat(decided.counts().ended()).as("the unit and its business").isEqualTo(2);
    assertThat(sources.problems(10)).isEmpty();
    assertThat(store.read(Organization.class, "ours-kf01").getActive()).isFalse();
  }

  @Test
  void a_unit_that_was_here_before_keeps_the_hsa_id_that_the_catalogue_no_longer_tells() {
    String hsaId = "TSTNMT2321000156-KH01";
    ours("ours-kh01", hsaId);
    String told = Upstreams.unit("c-kh", hsaId, "Som förut", REGION, "c-place");
    catalogue.put(told);
    read(true);
    assertThat(sources.problems(10)).isEmpty();

    catalogue.put(withoutHsaId(told, hsaId).replace("Som förut", "Utan id"));
    assertThat(read(false).counts().refused()).isEqualTo(1);
    assertHeld("ours-kh01", hsaId, "c-kh");
    catalogue.leaveOut("Organization", "c-kh");
    read(true);
    assertHeld("ours-kh01", hsaId, "c-kh");

    catalogue.put(told.replace("Som förut", "Som nu"));
    read(true);
    assertThat(sources.problems(10)).isEmpty();
    Organization unit = store.read(Organization.class, "ours-kh01");
    assertThat(unit.getName()).isEqualTo("Som nu");
    store.update(unit.setActive(false));
  }

  @Test
  void a_unit_that_was_here_under_the_very_id_of_the_catalogue_keeps_its_hsa_id_too() {
    String hsaId = "TSTNMT2321000156-KI01";
    ours("c-ki", hsaId);
    String told = Upstreams.unit("c-ki", hsaId, "Som förut", REGION, "c-place");
    catalogue.put(told);
    read(true);
    assertThat(sources.problems(10)).isEmpty();

    catalogue.put(told.replace("-KI01", "-KI02").replace("Som förut", "Omdöpt"));
    assertThat(read(false).counts().refused()).isEqualTo(1);
    assertHeld("c-ki", hsaId, "c-ki");
    catalogue.put(withoutHsaId(told, hsaId).replace("Som förut", "Utan id"));
    assertThat(read(false).counts().refused()).isEqualTo(1);
    assertHeld("c-ki", hsaId, "c-ki");

    store.update(store.read(Organization.class, "c-ki").setActive(false));
  }

  @Test
  void a_legal_person_that_was_here_keeps_the_hsa_id_that_only_we_know() {
    String number = "5560000167";
    Organization ours = store.read(Organization.class, "unit-goteborg").copy();
    ours.setId("ours-kj01");
    ours.getMeta().setVersionId(null);
    ours.setIdentifier(
        List.of(
            ours.getIdentifierFirstRep().copy().setValue("TSTNMT2321000156-KJ01"),
            new Identifier().setSystem("urn:oid:2.5.4.97").setValue(number)));
    store.update(ours);

    catalogue.put(Upstreams.provider("c-kj", number, "Bolaget"));
    read(true);
    catalogue.put(Upstreams.provider("c-kj", number, "Bolaget, omdöpt"));
    read(true);

    assertThat(sources.problems(10)).isEmpty();
    Organization now = store.read(Organization.class, "ours-kj01");
    assertThat(now.getName()).isEqualTo("Bolaget, omdöpt");
    assertThat(now.getIdentifier())
        .extracting(one -> one.getValue())
        .containsExactlyInAnyOrder(number, "c-kj", "TSTNMT2321000156-KJ01");
    assertThat(now.getType()).extracting(one -> one.getCodingFirstRep().getCode()).contains("unit");
    store.update(now.setActive(false));
  }

  private static String withoutHsaId(String unit, String hsaId) {
    String without =
        unit.replace(
            "\"identifier\":[{\"system\":\"urn:oid:1.2.752.29.4.19\",\"value\":\""
                + hsaId
                + "\"}],",
            "");
    assertThat(without).isNotEqualTo(unit);
    return without;
  }

  private void assertHeld(String hsaId) {
    assertHeld("ours-kf01", hsaId, "c-kf");
  }

  private void assertHeld(String id, String hsaId, String upstream) {
    Organization unit = store.read(Organization.class, id);
    assertThat(unit.getName()).isEqualTo("Som förut");
    assertThat(unit.getActive()).isTrue();
    assertThat(unit.getIdentifier()).extracting(one -> one.getValue()).contains(hsaId);
    assertThat(sources.problems(10))
        .containsExactly(
            Map.entry("Organization/" + upstream, "hsa-id-changed Organization.identifier"));
  }

  @Test
  void a_hierarchy_that_renames_a_unit_that_was_here_before_is_refused_whole() {
    String before = "TSTNMT2321000156-KG01";
    ours("ours-kg01", before);
    String top = entry(TOP, Upstreams.unit("x", before, "Toppen", REGION, "none"));
    assertThat(send(top).status()).isEqualTo(200);

    Api.Answer refused = send(top.replace("-KG01", "-KG02").replace("Toppen", "Omdöpt"));

    assertThat(refused.status()).as(refused.body()).isEqualTo(409);
    assertThat(refused.problem()).isEqualTo("hsa-id-changed");
    Organization unit = store.read(Organization.class, "ours-kg01");
    assertThat(unit.getName()).isEqualTo("Toppen");
    assertThat(unit.getIdentifier()).extracting(one -> one.getValue()).contains(before);
    assertThat(send(top).status()).as("as it was").isEqualTo(200);
    store.update(unit.setActive(false));
  }

  @Test
  void a_hierarchy_sent_to_us_is_stored_whole_and_a_unit_left_out_has_ended() {
    String top = entry(TOP, Upstreams.unit("x", "TSTNMT2321000156-KB01", "Toppen", REGION, "none"));
    String partOf = "\"reference\":\"urn:uuid:" + TOP + "\"";
    String below =
        entry(
            BELOW,
            Upstreams.unit("y", "TSTNMT2321000156-KB02", "Under", partOf, "none")
                .replace("43741000", "22232009"));

    Api.Answer twice = send(top, below.replace("-KB02", "-KB01"));
    assertThat(twice.status()).as(twice.body()).isEqualTo(409);
    assertThat(twice.problem()).isEqualTo("hsa-id-taken");

    Api.Answer answer = send(top, below);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body())
        .contains("transaction-response", "\"201\"", "2-34-317")
        .contains("Organization/" + BELOW);
    assertThat(store.read(Organization.class, BELOW).getPartOf().getReference())
        .isEqualTo("Organization/" + TOP);

    assertThat(send(top).status()).isEqualTo(200);
    assertThat(store.read(Organization.class, BELOW).getActive()).isFalse();
    assertThat(store.read(Organization.class, TOP).getActive()).isTrue();

    assertThat(read(true).counts().ended()).as("what is read may not have it yet").isZero();
    sql.sql("update vf.hvo_source set pushed_at = pushed_at - interval '8 days'").update();
    assertThat(read(true).counts().ended()).as("the unit and its business").isEqualTo(2);
    assertThat(store.read(Organization.class, TOP).getActive()).isFalse();
  }

  @Test
  void what_breaks_the_guides_rules_is_refused_whole_with_its_codes() {
    String bad = entry(TOP, Upstreams.provider("x", "12345-6789", "Fel nummer"));
    Api.Answer form = send(bad);
    assertThat(form.status()).isEqualTo(400);
    assertThat(form.body()).contains("\"2-34-303\"", "Bundle.entry[0]");

    Api.Answer unknown =
        send(
            entry(
                "POST",
                Upstreams.unit(
                    "x",
                    "TSTNMT2321000156-KC01",
                    "Ny",
                    REGION.replace("2321000016", "4020000099"),
                    "none")));
    assertThat(unknown.status()).isEqualTo(422);
    assertThat(unknown.body()).contains("\"2-34-301\"");
    assertThat(send("{}").status()).isEqualTo(400);
    assertThat(api.post("broker-dalarna", "/fhir/$hvo-transaction", "{}").status()).isEqualTo(403);
  }

  @Test
  void an_agreement_sent_to_us_brings_its_services_and_ignores_what_it_is_not_about() {
    read(true);
    String service = Upstreams.service("c-new", "c-unit", "c-place", KNEE, "c-asa");
    String[] agreement = {
      put("c-new", service),
      put("c-other", service.replace("\"id\":\"c-new\"", "\"id\":\"c-other\"")),
      put("c-uppdrag2", Upstreams.affiliation("c-uppdrag2", "c-region", "c-unit", "c-new")),
      put("c-avtal2", Upstreams.contract("c-avtal2", "c-uppdrag2"))
    };
    Api.Answer answer = send(agreement);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(store.find(HealthcareService.class, "c-other")).isEmpty();
    assertThat(
            store
                .read(OrganizationAffiliation.class, "c-uppdrag2")
                .getHealthcareServiceFirstRep()
                .getReference())
        .isEqualTo("HealthcareService/c-new");
    assertThat(store.read(Contract.class, "c-avtal2").getTermFirstRep().getOffer().getParty())
        .hasSize(2);

    long version = version(Contract.class, "c-avtal2");
    assertThat(send(agreement).status()).as("the same once more").isEqualTo(200);
    agreement[3] = agreement[3].replace("2029-12-31", "2031-12-31");
    assertThat(send(agreement).status()).as("its region's to change").isEqualTo(403);
    assertThat(version(Contract.class, "c-avtal2")).isEqualTo(version);
  }

  @Test
  void without_an_address_nothing_is_read_and_the_keeper_is_told() {
    Api.Answer answer =
        api.post("catalogue-admin", "/fhir/$catalogue-sync", "{\"resourceType\":\"Parameters\"}");
    assertThat(answer.status()).isEqualTo(412);
    assertThat(api.get("catalogue-admin", "/fhir/$catalogue-sync-status").status()).isEqualTo(404);
    read(true);
    assertThat(api.get("catalogue-admin", "/fhir/$catalogue-sync-status").body())
        .contains(
            "{\"name\":\"state\",\"valueCode\":\"done\"}",
            "{\"name\":\"fetched\",\"valueInteger\":8}");
    assertThat(api.get("broker-dalarna", "/fhir/$catalogue-sync-status").status()).isEqualTo(403);
  }

  private long version(Class<? extends Resource> type, String id) {
    return store.read(type, id).getIdElement().getVersionIdPartAsLong();
  }

  private Api.Answer send(String... entries) {
    return sendTo("", entries);
  }

  private Api.Answer sendTo(String query, String... entries) {
    return api.post(
        "catalogue-admin",
        "/fhir/$hvo-transaction" + query,
        "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":["
            + String.join(",", List.of(entries))
            + "]}");
  }

  private static String entry(String uuid, String resource) {
    return "{\"fullUrl\":\"urn:uuid:"
        + uuid
        + "\",\"resource\":"
        + resource
        + ",\"request\":{\"method\":\"POST\",\"url\":\"Organization\"}}";
  }

  private static String put(String id, String resource) {
    return "{\"fullUrl\":\"https://katalog.example.org/x/"
        + id
        + "\",\"resource\":"
        + resource
        + ",\"request\":{\"method\":\"PUT\",\"url\":\"X/"
        + id
        + "\"}}";
  }
}
