package se.vardformedling.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Cases;
import se.vardformedling.cast.Needs;
import se.vardformedling.identifier.CaseId;
import se.vardformedling.issuer.DemoTokens;
import se.vardformedling.issuer.Persona;
import se.vardformedling.security.AccessProbes.Probe;

/** Everybody asks for everything in every way; what one may not see must be as if it never was. */
@NodeIT
class AccessIT {
  private static final String MORA = "TSTNMT2321000156-VF0002";
  private static final String FALUN = "TSTNMT2321000156-VF0001";

  private static final String GOTEBORG = "TSTNMT2321000156-VF0003";

  /**
   * Who may see what of the one case: Mora referred, Dalarna brokers, Göteborg was asked; of
   * another case's order; of what Göteborg announces to Uppsala; and of what Dalarna's broker
   * subscribes to.
   */
  private static final Map<String, Set<String>> SEES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(
                  "broker-dalarna",
                  Set.of(
                      "task",
                      "parent",
                      "inquiry",
                      "offer",
                      "order",
                      "need",
                      "case",
                      "subscription")),
              Map.entry(
                  "referrer-dalarna", Set.of("task", "parent", "offer", "order", "need", "case")),
              Map.entry(
                  "provider-goteborg",
                  Set.of("parent", "inquiry", "order", "need", "case", "announcement")),
              Map.entry("journal-mora", Set.of("task", "parent", "offer", "order", "need", "case")),
              Map.entry("journal-goteborg", Set.of("parent", "inquiry", "order", "need", "case")),
              Map.entry("provider-falun", Set.of()),
              Map.entry("controller-dalarna", Set.of()),
              Map.entry("catalogue-admin", Set.of()),
              Map.entry("analyst", Set.of()),
              Map.entry("log-reviewer", Set.of()),
              Map.entry("broker-uppsala", Set.of("announcement")),
              Map.entry("broker-of-no-region", Set.of()),
              Map.entry("referrer-falun", Set.of()),
              Map.entry("referrer-of-no-unit", Set.of()),
              Map.entry("receiver-of-no-unit", Set.of()),
              Map.entry("controller-of-no-region", Set.of()),
              Map.entry("of-no-role", Set.of()),
              Map.entry("", Set.of())));

  @LocalServerPort int port;
  @Autowired JdbcClient sql;
  @Autowired DemoTokens tokens;
  private final List<String> announced = new ArrayList<>();
  private Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
    know("broker-uppsala", Role.VARDFORMEDLARE, "03", "");
    know("broker-of-no-region", Role.VARDFORMEDLARE, "", "");
    know("referrer-falun", Role.REMITTENT, "20", FALUN);
    know("referrer-of-no-unit", Role.REMITTENT, "20", "");
    know("receiver-of-no-unit", Role.MOTTAGARE, "20", "");
    know("controller-of-no-region", Role.AVTALSCONTROLLER, "", "");
    know("journal-mora", Role.JOURNALSYSTEM, "20", MORA);
    know("journal-goteborg", Role.JOURNALSYSTEM, "14", GOTEBORG);
    know("of-no-role", Role.ANONYMOUS, "20", MORA);
  }

  @AfterEach
  void withdraw() {
    announced.forEach(id -> step("provider-goteborg", id, "withdraw", ""));
  }

  private void know(String name, Role role, String region, String unit) {
    api.know(name, tokens.tokenOf(new Persona(name, role, known(region), known(unit))));
  }

  private static Optional<String> known(String claim) {
    return Optional.of(claim).filter(text -> !text.isEmpty());
  }

  /** The search finds by the index, and what it shows is judged by the resource itself. */
  @Test
  void a_need_that_the_index_calls_ones_own_is_not_shown() {
    String others = api.post("referrer-dalarna", "/fhir/ServiceRequest", Needs.knee()).id();
    String own = api.post("referrer-falun", "/fhir/ServiceRequest", ofFalun()).id();
    assertThat(found("referrer-falun", own, others)).containsExactly(own);

    int wrong =
        sql.sql(
                """
                update hapi.hfj_spidx_string as theirs
                   set sp_value_exact = ours.sp_value_exact, sp_value_normalized = ours.sp_value_normalized,
                       hash_exact = ours.hash_exact, hash_norm_prefix = ours.hash_norm_prefix
                  from hapi.hfj_spidx_string as ours
                 where theirs.sp_name = 'party' and ours.sp_name = 'party'
                   and theirs.sp_value_exact = :mora and ours.sp_value_exact = :falun
                   and theirs.res_id = (select res_id from hapi.hfj_resource where fhir_id = :others and res_type = 'ServiceRequest')
                   and ours.res_id = (select res_id from hapi.hfj_resource where fhir_id = :own and res_type = 'ServiceRequest')
                """)
            .param("mora", "unit:" + MORA)
            .param("falun", "unit:" + FALUN)
            .param("others", others)
            .param("own", own)
            .update();
    assertThat(wrong).isEqualTo(1);

    assertThat(found("referrer-falun", own, others)).containsExactly(own);
  }

  @Test
  void a_page_that_the_same_person_found_under_another_uppdrag_shows_nothing() {
    String page = "/fhir" + furtherPage();
    String need = "\"resourceType\":\"ServiceRequest\"";
    assertThat(api.get("referrer-falun", page).body()).contains(need);

    know("referrer-falun", Role.REMITTENT, "20", MORA);

    assertThat(api.get("referrer-falun", page).body()).doesNotContain(need);
  }

  @Test
  void what_is_written_before_a_pages_id_is_not_in_the_log() {
    String request = UUID.randomUUID().toString();

    api.get("referrer-falun", "/fhir/$of-anna-andersson" + furtherPage(), "X-Request-Id", request);

    assertThat(
            sql.sql("select action from vf.access_log where request_id = :id::uuid")
                .param("id", request)
                .query(String.class)
                .list())
        .containsExactly("get-page");
  }

  /** As its address says it, of two needs that only Falun has to do with. */
  private String furtherPage() {
    String one = api.post("referrer-falun", "/fhir/ServiceRequest", ofFalun()).id();
    String other = api.post("referrer-falun", "/fhir/ServiceRequest", ofFalun()).id();
    return api.get("referrer-falun", "/fhir/ServiceRequest?_count=1&_id=" + one + "," + other)
        .first("\"next\",\"url\":\"[^\"]*/fhir(\\?[^\"]*)\"");
  }

  private static String ofFalun() {
    return Needs.knee().replace("unit-mora", "unit-falun");
  }

  private List<String> found(String persona, String... needs) {
    String body = api.get(persona, "/fhir/ServiceRequest?_id=" + String.join(",", needs)).body();
    return Stream.of(needs)
        .filter(id -> body.contains("\"resourceType\":\"ServiceRequest\",\"id\":\"" + id + "\""))
        .toList();
  }

  @Test
  void what_one_may_not_see_is_as_if_it_had_never_been() throws IOException {
    Map<String, String> ids = theCase();
    List<String> leaks = new ArrayList<>();
    PolicyMatrix matrix = new PolicyMatrix();
    for (Map.Entry<String, Set<String>> caller : SEES.entrySet()) {
      for (Probe probe : AccessProbes.all()) {
        if (!caller.getValue().contains(probe.kind())) {
          String leak = leak(caller.getKey(), probe, ids, caller.getValue());
          matrix.tried(caller.getKey(), probe.name(), leak);
          if (!leak.isEmpty()) {
            leaks.add(caller.getKey() + ": " + probe.name() + " " + leak);
          }
        }
      }
    }
    matrix.write(Path.of("target", "policy-matrix.html"));
    Files.write(Path.of("target", "policy-leaks.txt"), leaks);
    assertThat(matrix.size()).isGreaterThan(2_000);
    assertThat(leaks).isEmpty();
  }

  @Test
  void who_has_to_do_with_it_sees_it() {
    Map<String, String> ids = theCase();
    SEES.forEach(
        (caller, seen) -> {
          if (seen.contains("task")) {
            assertThat(api.get(caller, "/fhir/Task/" + ids.get("task")).status()).isEqualTo(200);
            assertThat(api.get(caller, "/fhir/Task?_id=" + ids.get("task")).body())
                .contains("\"total\":1")
                .doesNotContain("party:exact", "party%3Aexact");
          }
          for (String kind : List.of("inquiry", "offer", "order", "announcement")) {
            if (seen.contains(kind)) {
              assertThat(api.get(caller, "/fhir/Task/" + ids.get(kind)).status())
                  .as("%s of %s", kind, caller)
                  .isEqualTo(200);
            }
          }
          if (seen.contains("subscription")) {
            assertThat(api.get(caller, "/fhir/Subscription/" + ids.get("subscription")).status())
                .isEqualTo(200);
          }
          if (seen.contains("need")) {
            assertThat(api.get(caller, "/fhir/ServiceRequest/" + ids.get("need")).status())
                .isEqualTo(200);
            assertThat(batch(caller, "ServiceRequest?_id=" + ids.get("need")).body())
                .contains("\"total\":1");
          }
        });
  }

  @Test
  void agreements_are_seen_by_those_who_commission_use_or_keep_them() {
    String own = "avtal-20-goteborg";
    assertThat(api.get("broker-dalarna", "/fhir/Contract/" + own).status()).isEqualTo(200);
    assertThat(api.get("controller-dalarna", "/fhir/Contract/" + own).status()).isEqualTo(200);
    assertThat(api.get("provider-goteborg", "/fhir/Contract/" + own).status()).isEqualTo(200);
    assertThat(api.get("provider-falun", "/fhir/Contract/" + own).status()).isEqualTo(404);
    assertThat(api.get("broker-uppsala", "/fhir/Contract/" + own).status()).isEqualTo(404);
    // Whoever may call off sees the agreement, commissioned at home or borrowed.
    assertThat(count("controller-dalarna"))
        .isEqualTo(count("broker-dalarna"))
        .isGreaterThan(
            sql.sql(
                    "select count(distinct contract_id) from vf.agreement_term where"
                        + " commissioner_id = 'region-20'")
                .query(Integer.class)
                .single());
  }

  @Test
  void a_controller_writes_for_its_own_region_only() {
    Api.Answer own = api.get("controller-dalarna", "/fhir/Contract/avtal-20-goteborg");
    String changed = own.body().replaceFirst("\"meta\":\\{[^}]*\\}(]\\})?,", "");
    assertThat(
            api.put(
                    "controller-dalarna",
                    "/fhir/Contract/avtal-20-goteborg",
                    own.body(),
                    "If-Match",
                    "W/\"" + own.first("\"versionId\":\"(\\d+)\"") + "\"")
                .status())
        .isEqualTo(200);
    assertThat(
            api.post(
                    "controller-dalarna",
                    "/fhir/Contract",
                    changed.replace("Organization/region-20", "Organization/region-03"))
                .problem())
        .isEqualTo("organisation-not-authorised");
  }

  private int count(String caller) {
    return Integer.parseInt(
        api.get(caller, "/fhir/Contract?_summary=count").first("\"total\":(\\d+)"));
  }

  private Api.Answer batch(String caller, String url) {
    return api.post(
        caller,
        "/fhir",
        "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[{\"request\":{\"method\":\"GET\",\"url\":\""
            + url
            + "\"}}]}");
  }

  /** Empty if the answer is the one for a thing that never was. */
  private String leak(String caller, Probe probe, Map<String, String> ids, Set<String> seen) {
    String id =
        ids.getOrDefault(probe.kind().equals("contract") ? contractKind(caller) : probe.kind(), "");
    assertThat(id).as("a %s to ask for", probe.kind()).isNotEmpty();
    String never =
        probe.kind().equals("case") ? CaseId.mint().value() : UUID.randomUUID().toString();
    Api.Answer real = send(caller, probe.with(id));
    Api.Answer absent = send(caller, probe.with(never));
    for (Map.Entry<String, String> secret : ids.entrySet()) {
      if (!seen.contains(secret.getKey())
          && !(secret.getValue().equals(ids.get("task")) && seen.contains("parent"))
          && !secret.getKey().startsWith("contract")
          && real.body().replace(id, "").contains(secret.getValue())) {
        return "tells the " + secret.getKey() + " " + real.status();
      }
    }
    String one = real.status() + normal(real.body(), id);
    String other = absent.status() + normal(absent.body(), never);
    return one.equals(other) ? "" : "\n  " + one + "\n  " + other;
  }

  private static String contractKind(String caller) {
    return switch (caller) {
      case "broker-dalarna", "controller-dalarna" -> "contract-of-others";
      default -> "contract";
    };
  }

  private Api.Answer send(String caller, Probe probe) {
    String[] headers = probe.header().isEmpty() ? new String[0] : probe.header().split(": ", 2);
    return api.send(caller, probe.method(), probe.path(), probe.type(), probe.body(), headers);
  }

  private static String normal(String body, String id) {
    return body.replace(id, "ID")
        .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UUID")
        .replaceAll("VF-[0-9A-Z]{12}", "CASE")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+(Z|[+-]\\d\\d:\\d\\d)", "TIME");
  }

  private Map<String, String> theCase() {
    Api.Answer need = api.post("referrer-dalarna", "/fhir/ServiceRequest", Needs.knee());
    String caseId = need.first("sid/case-id\",\"value\":\"([^\"]*)\"");
    String task =
        api.get("broker-dalarna", "/fhir/Task?code=broker-case&group-identifier=" + caseId)
            .first("\"resource\":\\{\"resourceType\":\"Task\",\"id\":\"([^\"]*)\"");
    step(task, "claim");
    step(task, "assess");
    String inquiry =
        api.post("broker-dalarna", "/fhir/Task", Needs.inquiry(task, "goteborg-knaprotes")).id();
    step(
        "provider-goteborg",
        inquiry,
        "accept",
        Needs.date("earliest-date", Cases.today().plusDays(20)));
    String offer = api.post("broker-dalarna", "/fhir/Task", Needs.offer(task, inquiry)).id();
    String foreign =
        sql.sql(
                """
                select contract_id from vf.agreement_term t
                 where scope = 'named' and commissioner_id <> 'region-20' and not 'region-20' = any(entitled_ids)
                 order by contract_id limit 1
                """)
            .query(String.class)
            .single();
    Cases cases = new Cases(api);
    return Map.ofEntries(
        Map.entry("task", task),
        Map.entry("parent", task),
        Map.entry("inquiry", inquiry),
        Map.entry("offer", offer),
        Map.entry("order", cases.child(cases.selected(), "fulfill")),
        Map.entry("announcement", announcement()),
        Map.entry("subscription", subscription()),
        Map.entry("need", need.id()),
        Map.entry("case", caseId),
        Map.entry("contract", named()),
        Map.entry("contract-of-others", foreign));
  }

  /** Of Göteborg to Region Uppsala. */
  private String announcement() {
    String recipient = ",\"recipient\":[{\"reference\":\"Organization/region-03\"}]";
    Api.Answer made =
        api.post(
            "provider-goteborg",
            "/fhir/Task",
            Needs.capacity(1, Instant.now().plus(Duration.ofDays(20)), recipient));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    announced.add(made.id());
    return made.id();
  }

  /** The broker's own; nobody is told anything by it. */
  private String subscription() {
    Api.Answer made =
        api.post(
            "broker-dalarna",
            "/fhir/Subscription",
            """
            {"resourceType":"Subscription","status":"requested","reason":"Journalsystemet vill veta","criteria":"Task?code=broker-case",
              "channel":{"type":"rest-hook","endpoint":"http://127.0.0.1:1/hook","payload":"application/fhir+json"}}
            """);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    sql.sql("update vf.subscriber set active = false where subscription_id = :id")
        .param("id", made.id())
        .update();
    return made.id();
  }

  /** An agreement of Region Dalarna with a private unit that none of the callers is. */
  private String named() {
    return sql.sql(
            """
            select contract_id from vf.agreement_term
             where scope = 'named' and commissioner_id = 'region-20' and contract_id <> 'avtal-20-goteborg'
               and contract_id ~ '^avtal-20-[a-z]' and not 'region-03' = any(entitled_ids)
             order by contract_id limit 1
            """)
        .query(String.class)
        .single();
  }

  private void step(String task, String verb) {
    step("broker-dalarna", task, verb, "");
  }

  private void step(String persona, String task, String verb, String more) {
    String version = api.get(persona, "/fhir/Task/" + task).first("\"versionId\":\"(\\d+)\"");
    Api.Answer taken =
        api.post(persona, "/fhir/Task/" + task + "/$transition", Needs.step(verb, version, more));
    assertThat(taken.status()).as(taken.body()).isEqualTo(200);
  }
}
