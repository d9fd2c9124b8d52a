package se.vardformedling.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.hl7.fhir.r4.model.Contract;
import org.hl7.fhir.r4.model.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.Asking;
import se.vardformedling.NodeIT;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;

/** What the parties of an agreement see of it, on pages and over HTTP. */
@NodeIT
class AgreementsIT {
  @LocalServerPort int port;
  @Autowired Agreements agreements;
  @Autowired Volumes volumes;
  @Autowired Alerts alerts;
  @Autowired Trial trial;
  @Autowired FhirStore store;
  @Autowired Clock clock;
  @Autowired JdbcClient sql;
  @Autowired PlatformTransactionManager transactions;

  private Asking asking;

  @BeforeEach
  void connect() {
    asking = new Asking(port);
  }

  @Test
  void owner_provider_and_entitled_region_see_the_same_volume_and_nobody_else_any() {
    Trial.Made made = trial.agreement(10);
    reserve(made, "20", 3);
    reserve(made, "21", 5);
    String path = "/fhir/Contract/" + made.contractId() + "/$volume-status";

    for (String persona : List.of("broker-dalarna", "controller-dalarna", "provider-goteborg")) {
      JsonNode answer = asking.as(persona, "GET", path, "").json();
      JsonNode volume = answer.at("/parameter/0");
      assertThat(part(volume, "cap").asInt()).as(persona).isEqualTo(10);
      assertThat(part(volume, "reserved").asInt()).isEqualTo(8);
      assertThat(part(volume, "consumed").asInt()).isEqualTo(0);
      assertThat(part(volume, "remaining").asInt()).isEqualTo(2);
      assertThat(part(volume, "state").asText()).isEqualTo("near-cap");
      assertThat(part(volume, "entries").asInt()).isEqualTo(8);
      assertThat(part(volume, "ledgerHash").asText()).matches("[0-9a-f]{64}");
      assertThat(regions(volume)).containsExactly("20 3 0", "21 5 0");
      assertThat(part(answer, "remaining").asInt()).as("the only one, at the top").isEqualTo(2);
      assertThat(part(answer, "ledgerHash")).isEqualTo(part(volume, "ledgerHash"));
    }
    assertThat(agreements.volumes(region("21"), made.contractId(), clock.instant())).isPresent();
    assertThat(agreements.volumes(region("14"), made.contractId(), clock.instant())).isEmpty();
    assertThat(asking.as("provider-falun", "GET", path, "").refusal())
        .isEqualTo("404 not-found not-found");
    assertThat(asking.as("analyst", "GET", path, "").refusal())
        .isEqualTo("403 forbidden actor-not-allowed");
  }

  @Test
  void the_ledger_can_be_read_as_it_stood() {
    Trial.Made made = trial.agreement(10);
    reserve(made, "20", 2);
    String before = clock.instant().toString();
    reserve(made, "20", 3);
    String path = "/fhir/Contract/" + made.contractId() + "/$volume-status?asOf=";

    JsonNode then = asking.as("broker-dalarna", "GET", path + before, "").json();

    assertThat(part(then.at("/parameter/0"), "reserved").asInt()).isEqualTo(2);
    for (String wrong : List.of("yesterday", "2999-01-01T00:00:00Z")) {
      assertThat(asking.as("broker-dalarna", "GET", path + wrong, "").refusal())
          .isEqualTo("400 invalid bad-parameter");
    }
    assertThat(
            asking.as("broker-dalarna", "GET", path.replace("asOf", "when") + before, "").refusal())
        .isEqualTo("400 invalid bad-parameter");
  }

  @Test
  void the_terms_can_be_read_as_they_were_whatever_is_changed_imported_or_taken_since() {
    Trial.Made made = trial.agreement(10);
    reserve(made, "20", 2);
    List<Term> before = agreements.terms(List.of(made.serviceId()));
    Instant moment = clock.instant();
    String ask =
        "/fhir/HealthcareService/$find-provider?code=koloskopi&origin=2062&originRegion=20&agreement=required"
            + "&includeExcluded=true&_count=100&asOf="
            + moment;
    List<String> order = order(ask);

    trial.cap(made, 5, "onReached", "notify");
    Contract dearer = store.read(Contract.class, made.contractId());
    dearer
        .getTermFirstRep()
        .getAssetFirstRep()
        .getValuedItemFirstRep()
        .setUnitPrice(new Money().setValue(99_000).setCurrency("SEK"));
    store.update(dearer);
    reserve(made, "20", 3);
    trial.another(made, 7);

    List<Term> now = agreements.terms(List.of(made.serviceId()));
    assertThat(now).hasSize(2).doesNotContainAnyElementsOf(before);
    assertThat(agreements.terms(List.of(made.serviceId()), moment)).isEqualTo(before);
    assertThat(before)
        .singleElement()
        .satisfies(term -> assertThat(term.remaining()).contains(8))
        .satisfies(term -> assertThat(term.reserved()).isEqualTo(2));
    assertThat(order(ask)).isEqualTo(order);
  }

  /** Who, in what order, and what each is worth. */
  private List<String> order(String ask) {
    List<String> order = new ArrayList<>();
    for (JsonNode entry : asking.as("broker-dalarna", "GET", ask, "").json().at("/entry")) {
      if (entry.at("/resource/resourceType").asText().equals("HealthcareService")) {
        order.add(entry.at("/resource/id").asText() + " " + entry.at("/search"));
      }
    }
    assertThat(order).isNotEmpty();
    return order;
  }

  @Test
  void a_region_is_told_which_agreements_it_may_use_the_most_specific_first() {
    Trial.Made made = trial.agreement(2);
    String path =
        "/fhir/Contract/$applicable?service=koloskopi&healthcareService=" + made.serviceId();

    JsonNode own = asking.as("broker-dalarna", "GET", path + "&volume=3", "").json();

    assertThat(part(own, "total").asInt()).isEqualTo(1);
    JsonNode match = own.at("/parameter/1");
    assertThat(part(match, "contract").at("/reference").asText())
        .isEqualTo("Contract/" + made.contractId());
    assertThat(part(match, "version").asText()).isEqualTo("1");
    assertThat(part(match, "price").at("/value").asDouble()).isEqualTo(7_400.0);
    assertThat(part(match, "remaining").asInt()).isEqualTo(2);
    assertThat(part(match, "warning").asText()).isEqualTo("cap-too-small");
    String byProcedure =
        """
        {"resourceType": "Parameters", "parameter": [
          {"name": "service", "valueCoding": {"system": "urn:oid:1.2.752.116.1.3.2.1.4", "code": "UJF32"}},
          {"name": "healthcareService", "valueReference": {"reference": "HealthcareService/%s"}}]}
        """
            .formatted(made.serviceId());
    JsonNode same =
        asking.as("broker-dalarna", "POST", "/fhir/Contract/$applicable", byProcedure).json();
    assertThat(part(same, "total").asInt()).as("a code of KVÅ, in a Coding").isEqualTo(1);
    reserve(made, "20", 2);
    assertThat(part(asking.as("broker-dalarna", "GET", path, "").json(), "total").asInt())
        .isEqualTo(0);
    assertThat(asking.as("broker-dalarna", "GET", path + "&region=14", "").refusal())
        .isEqualTo("403 forbidden region-not-entitled");
    assertThat(asking.as("provider-falun", "GET", path, "").refusal())
        .isEqualTo("403 forbidden actor-not-allowed");
    assertThat(asking.as("broker-dalarna", "GET", "/fhir/Contract/$applicable", "").refusal())
        .isEqualTo("400 invalid bad-parameter");
    assertThat(
            asking
                .as("broker-dalarna", "GET", "/fhir/Contract/$applicable?service=bogus", "")
                .refusal())
        .isEqualTo("422 code-invalid code-invalid");
  }

  @Test
  void all_that_suit_come_in_the_order_in_which_they_would_be_used() {
    List<Applicable> all =
        agreements.applicable(
            region("20"),
            new Applicable.Question("20", "knaprotes", "", "", LocalDate.now(clock), 1));

    assertThat(all).hasSizeGreaterThan(3);
    List<Boolean> borrowed = all.stream().map(one -> one.warnings().contains("borrowed")).toList();
    assertThat(borrowed).isSorted().contains(true, false);
    assertThat(all)
        .allSatisfy(
            one ->
                assertThat(one.warnings().contains("borrowed"))
                    .isEqualTo(!one.commissioner().equals("20")));
  }

  @Test
  void agreements_are_searched_by_vardtjanst_price_model_scope_and_named_region() {
    Trial.Made made = trial.agreement(2);
    String found = "/fhir/Contract?_id=" + made.contractId() + "&_summary=count&";

    for (String hit :
        List.of(
            "vardtjanst=koloskopi",
            "price-model=fixed-price",
            "entitled-scope=named",
            "entitled-region=Organization/region-21",
            "entitled-region=21",
            "service=koloskopi",
            "service=urn:oid:1.2.752.116.1.3.2.1.4|UJF32",
            "service=HealthcareService/" + made.serviceId(),
            "service-reference=HealthcareService/" + made.serviceId(),
            "party=Organization/region-20",
            "effective-state=in-force,exhausted",
            "applies=le" + LocalDate.now(clock) + "&applies=ge" + LocalDate.now(clock))) {
      assertThat(asking.as("broker-dalarna", "GET", found + hit, "").json().at("/total").asInt())
          .as(hit)
          .isEqualTo(1);
    }
    for (String miss :
        List.of(
            "vardtjanst=knaprotes",
            "price-model=drg-points",
            "entitled-scope=all",
            "effective-state=expired",
            "entitled-region=Organization/region-20",
            "entitled-region=20",
            "service=knaprotes",
            "service=urn:oid:1.2.752.116.1.3.2.1.4|NGB49",
            "service-reference=HealthcareService/another",
            "applies=le2001-01-01")) {
      assertThat(asking.as("broker-dalarna", "GET", found + miss, "").json().at("/total").asInt())
          .as(miss)
          .isEqualTo(0);
    }
    assertThat(asking.as("broker-dalarna", "GET", found + "entitled-region=99", "").refusal())
        .isEqualTo("422 code-invalid code-invalid");
    assertThat(asking.as("broker-dalarna", "GET", found + "effective-state=odd", "").refusal())
        .isEqualTo("400 invalid bad-parameter");
    reserve(made, "20", 2);
    assertThat(
            asking
                .as("broker-dalarna", "GET", found + "effective-state=exhausted", "")
                .json()
                .at("/total")
                .asInt())
        .isEqualTo(1);
  }

  @Test
  void the_ledger_keeps_no_request_id_that_is_none() {
    Trial.Made made = trial.agreement(10);
    String body =
        """
        {"resourceType":"Parameters","parameter":[
          {"name":"healthcareService","valueReference":{"reference":"HealthcareService/%s"}},
          {"name":"region","valueCode":"21"},{"name":"places","valueInteger":1},
          {"name":"reason","valueString":"Utfört före driftsättningen"}]}
        """
            .formatted(made.serviceId());
    String path = "/fhir/Contract/" + made.contractId() + "/$adjust-volume";

    asking.as("controller-dalarna", "POST", path, body, "X-Request-Id: 19121212-1212");

    assertThat(
            sql.sql(
                    "select idempotency_key from vf.volume_entry where contract_id = :id and kind = 'adjust'")
                .param("id", made.contractId())
                .query(String.class)
                .single())
        .matches("[^:]+:[0-9a-f-]{36}");
  }

  @Test
  void the_owner_adjusts_over_http_once_for_each_request_id() {
    Trial.Made made = trial.agreement(10);
    String path = "/fhir/Contract/" + made.contractId() + "/$adjust-volume";
    String body =
        """
        {"resourceType":"Parameters","parameter":[
          {"name":"healthcareService","valueReference":{"reference":"HealthcareService/%s"}},
          {"name":"region","valueCode":"21"},{"name":"places","valueInteger":4},
          {"name":"reason","valueString":"Utfört före driftsättningen"}]}
        """
            .formatted(made.serviceId());
    String id = "X-Request-Id: " + UUID.randomUUID();

    JsonNode first = asking.as("controller-dalarna", "POST", path, body, id).json();
    assertThat(asking.as("controller-dalarna", "POST", path, body, id).json()).isEqualTo(first);
    assertThat(
            asking
                .as(
                    "controller-dalarna",
                    "POST",
                    path,
                    body.replace("\"valueInteger\":4", "\"valueInteger\":5"),
                    id)
                .refusal())
        .isEqualTo("409 duplicate request-id-reused");

    assertThat(part(first.at("/parameter/0"), "consumed").asInt()).isEqualTo(4);
    assertThat(regions(first.at("/parameter/0"))).containsExactly("21 0 4");
    assertThat(
            agreements
                .volumes(region("20"), made.contractId(), clock.instant())
                .orElseThrow()
                .get(0)
                .consumed())
        .isEqualTo(4);
    assertThat(asking.as("broker-dalarna", "POST", path, body).refusal())
        .isEqualTo("403 forbidden actor-not-allowed");
    assertThat(
            asking
                .as("controller-dalarna", "POST", path, body.replace("före", "till 191212121212"))
                .refusal())
        .isEqualTo("422 security phi-detected");
  }

  @Test
  void the_register_filters_sorts_and_pages_what_the_caller_may_see() {
    Trial.Made made = trial.agreement(10);
    reserve(made, "20", 9);
    LocalDate today = LocalDate.now(clock);
    Caller caller = region("20");

    AgreementPage all = agreements.list(caller, AgreementQuery.all(today));
    AgreementPage used =
        agreements.list(
            caller,
            new AgreementQuery(
                "", "20", "koloskopi", "fixed-price", "in-force", "used", true, 0, 5, today));

    assertThat(all.total()).isGreaterThan(all.rows().size() - 1).isEqualTo(count("20"));
    assertThat(all.rows()).hasSize(Math.min(50, all.total()));
    assertThat(all.rows().stream().map(row -> row.validTo().orElse(LocalDate.MAX)).toList())
        .isSorted();
    assertThat(used.rows()).hasSizeLessThanOrEqualTo(5);
    assertThat(used.rows().stream().map(row -> -row.usedPercent()).toList()).isSorted();
    assertThat(used.rows())
        .allSatisfy(row -> assertThat(row.commissioner().region()).isEqualTo("20"));
    List<AgreementPage.Row> next =
        agreements
            .list(
                caller, new AgreementQuery("", "", "", "", "", "ends-next", false, 0, 5000, today))
            .rows();
    assertThat(next).hasSize(all.total());
    assertThat(next.stream().map(row -> List.of("expired", "ended").contains(row.state())))
        .isSorted();
    for (String sort : List.of("state", "left", "alerts")) {
      assertThat(
              agreements
                  .list(caller, new AgreementQuery("", "", "", "", "", sort, true, 0, 50, today))
                  .total())
          .as(sort)
          .isEqualTo(all.total());
    }
    List<String> paged = new ArrayList<>();
    for (int page = 0; page * 7 < all.total(); page++) {
      agreements
          .list(caller, new AgreementQuery("", "", "", "", "", "provider", false, page, 7, today))
          .rows()
          .forEach(row -> paged.add(row.contractId()));
    }
    assertThat(paged).hasSize(all.total()).doesNotHaveDuplicates();
    assertThat(
            agreements.list(
                new Caller("r", Role.REMITTENT, Optional.of("20"), Optional.empty()),
                AgreementQuery.all(today)))
        .isEqualTo(new AgreementPage(0, List.of()));
  }

  @Test
  void one_agreement_shows_parties_price_volume_and_alerts() {
    Trial.Made made = trial.agreement(10, LocalDate.now(clock).plusMonths(2));
    reserve(made, "21", 8);
    alerts.expiry();
    alerts.expiry();

    AgreementView view =
        agreements.view(region("21"), made.contractId(), clock.instant()).orElseThrow();

    assertThat(view.owned()).isFalse();
    assertThat(view.summary().state()).isEqualTo("in-force");
    assertThat(view.summary().usedPercent()).isEqualTo(80);
    assertThat(view.entitled().stream().map(AgreementView.Party::region)).containsExactly("21");
    assertThat(view.services()).hasSize(1);
    assertThat(view.services().get(0).price().unitOre()).isEqualTo(740_000L);
    assertThat(view.services().get(0).volume().orElseThrow().months())
        .extracting(VolumeStatus.Month::taken)
        .containsExactly(8);
    assertThat(view.services().get(0).volume().orElseThrow().forecast().kind())
        .isEqualTo("too-few");
    assertThat(view.alerts().stream().map(a -> a.kind() + " " + a.level()).toList())
        .containsExactlyInAnyOrder("volume 80", "expiry 6", "expiry 3");
    assertThat(agreements.view(region("14"), made.contractId(), clock.instant())).isEmpty();
    assertThat(
            agreements.view(region("20"), made.contractId(), clock.instant()).orElseThrow().owned())
        .isTrue();
  }

  private int count(String region) {
    return agreements
        .list(
            region(region),
            new AgreementQuery("", "", "", "", "", "number", false, 0, 200, LocalDate.now(clock)))
        .total();
  }

  private void reserve(Trial.Made made, String region, int places) {
    for (int n = 0; n < places; n++) {
      new TransactionTemplate(transactions)
          .executeWithoutResult(
              t ->
                  volumes.reserve(
                      "VF-X",
                      "order-" + UUID.randomUUID(),
                      made.serviceId(),
                      new CallOff(region, "", LocalDate.now(clock), 1, List.of())));
    }
  }

  private static Caller region(String region) {
    return new Caller("broker", Role.VARDFORMEDLARE, Optional.of(region), Optional.empty());
  }

  private static List<String> regions(JsonNode volume) {
    return StreamSupport.stream(volume.at("/part").spliterator(), false)
        .filter(part -> part.at("/name").asText().equals("byRegion"))
        .map(
            part ->
                part(part, "region").asText()
                    + " "
                    + part(part, "reserved").asInt()
                    + " "
                    + part(part, "consumed").asInt())
        .toList();
  }

  /** The value of a part or parameter, whatever its type. */
  private static JsonNode part(JsonNode of, String name) {
    JsonNode parts = of.has("part") ? of.at("/part") : of.at("/parameter");
    for (JsonNode part : parts) {
      if (part.at("/name").asText().equals(name)) {
        return StreamSupport.stream(
                ((Iterable<java.util.Map.Entry<String, JsonNode>>) part::fields).spliterator(),
                false)
            .filter(field -> field.getKey().startsWith("value"))
            .map(java.util.Map.Entry::getValue)
            .findFirst()
            .orElseThrow();
      }
    }
    throw new AssertionError("no " + name + " in " + of);
  }
}
