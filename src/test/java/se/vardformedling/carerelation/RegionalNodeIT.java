package se.vardformedling.carerelation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import se.vardformedling.RegionalIT;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Browser;
import se.vardformedling.cast.SystemToken;
import se.vardformedling.issuer.DemoTokens;
import se.vardformedling.issuer.Persona;
import se.vardformedling.security.Role;

@RegionalIT
class RegionalNodeIT {
  private static final String MORA = "TSTNMT2321000156-VF0002";
  private static final String FALUN = "TSTNMT2321000156-VF0001";
  private static final String PATIENT =
      """
      {"resourceType":"Patient","identifier":[{"system":"http://electronichealth.se/identifier/personnummer","value":"%s"}],
       "name":[{"family":"Testsson","given":["Tolvan"]}]}
      """;

  @LocalServerPort int port;
  @Autowired DemoTokens tokens;
  @Autowired ApplicationContext context;
  private Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
    know("journal-mora", Role.JOURNALSYSTEM, MORA);
    know("journal-falun", Role.JOURNALSYSTEM, FALUN);
  }

  private void know(String name, Role role, String unit) {
    api.know(name, tokens.tokenOf(new Persona(name, role, Optional.of("20"), Optional.of(unit))));
  }

  @Test
  void it_says_what_it_is_and_has_nothing_of_the_national_node() throws Exception {
    JsonNode statement = new ObjectMapper().readTree(api.get("", "/fhir/metadata").body());
    Set<String> types = new TreeSet<>();
    Set<String> operations = new TreeSet<>();
    statement
        .at("/rest/0/resource")
        .forEach(
            resource -> {
              types.add(resource.at("/type").asText());
              resource.at("/operation").forEach(one -> operations.add(one.at("/name").asText()));
            });

    assertThat(statement.at("/url").asText()).endsWith("/CapabilityStatement/regional");
    assertThat(types)
        .containsExactlyInAnyOrder(
            "Patient",
            "ServiceRequest",
            "Task",
            "DocumentReference",
            "Binary",
            "Communication",
            "Organization",
            "Endpoint",
            "AuditEvent",
            "Provenance",
            "CodeSystem",
            "ValueSet",
            "ConceptMap",
            "NamingSystem",
            "StructureDefinition",
            "SearchParameter",
            "OperationDefinition",
            "CapabilityStatement");
    assertThat(operations)
        .doesNotContain("find-provider", "applicable", "transition", "guarantee-clock", "preview");
    assertThat(api.get("journal-mora", "/fhir/HealthcareService").status()).isEqualTo(404);
    assertThat(
            Stream.of(context.getBeanDefinitionNames())
                .map(context::getType)
                .filter(Objects::nonNull)
                .map(Class::getPackageName)
                .filter(name -> name.startsWith("se.vardformedling."))
                .map(name -> name.split("\\.")[2])
                .distinct())
        .doesNotContain(
            "catalogue",
            "agreement",
            "waitingtime",
            "capacity",
            "search",
            "referral",
            "imports",
            "notification",
            "demo");
  }

  @Test
  void a_patient_is_seen_by_the_unit_it_came_from_and_by_nobody_else() {
    Api.Answer stored =
        api.post("journal-mora", "/fhir/Patient", PATIENT.formatted("191212121212"));
    assertThat(stored.status()).as(stored.body()).isEqualTo(201);
    String patient = "/fhir/Patient/" + stored.id();

    assertThat(api.get("journal-mora", patient).body()).contains("191212121212");
    assertThat(api.get("referrer-dalarna", patient).status()).isEqualTo(200);
    for (String stranger : Set.of("journal-falun", "provider-falun", "provider-goteborg")) {
      assertThat(api.get(stranger, patient).status()).as(stranger).isEqualTo(404);
      assertThat(found(stranger)).as(stranger).doesNotContain(stored.id());
    }
    for (String role : Set.of("broker-dalarna", "analyst", "controller-dalarna", "log-reviewer")) {
      assertThat(api.get(role, patient).status()).as(role).isEqualTo(403);
    }
    assertThat(found("journal-mora")).contains(stored.id());
  }

  private String found(String caller) {
    return api.send(
            caller,
            "POST",
            "/fhir/Patient/_search",
            "application/x-www-form-urlencoded",
            // Other tests store him too: the latest come first.
            "identifier=191212121212&_sort=-_lastUpdated")
        .body();
  }

  @Test
  void a_remiss_belongs_to_the_unit_that_it_names_and_cannot_be_given_to_another() {
    String patient =
        api.post("journal-mora", "/fhir/Patient", PATIENT.formatted("196101182803")).id();

    Api.Answer own = api.post("journal-mora", "/fhir/ServiceRequest", remiss(patient, MORA));
    Api.Answer others = api.post("journal-mora", "/fhir/ServiceRequest", remiss(patient, FALUN));

    assertThat(own.status()).as(own.body()).isEqualTo(201);
    assertThat(own.body()).contains("CodeSystem/care-unit\",\"code\":\"" + MORA + "\"");
    assertThat(others.status() + " " + others.problem())
        .isEqualTo("403 organisation-not-authorised");
    assertThat(api.get("journal-falun", "/fhir/ServiceRequest/" + own.id()).status())
        .isEqualTo(404);
    Api.Answer given =
        api.put(
            "journal-mora",
            "/fhir/ServiceRequest/" + own.id(),
            remiss(patient, FALUN)
                .replace("\"ServiceRequest\",", "\"ServiceRequest\",\"id\":\"" + own.id() + "\","),
            "If-Match",
            "W/\"1\"");
    assertThat(given.status() + " " + given.problem()).isEqualTo("403 organisation-not-authorised");
  }

  @Test
  void a_remiss_lets_its_unit_see_the_patient() throws Exception {
    api.know("journal", SystemToken.dalarna(port));
    String patient =
        api.post(
                "journal",
                "/fhir/Patient",
                PATIENT
                    .formatted("199002222397")
                    .replace(
                        "\"Patient\",",
                        "\"Patient\",\"managingOrganization\":{\"identifier\":{\"system\":\"urn:oid:1.2.752.29.4.19\",\"value\":\""
                            + MORA
                            + "\"}},"))
            .id();
    assertThat(api.get("journal-falun", "/fhir/Patient/" + patient).status()).isEqualTo(404);

    Api.Answer stored = api.post("journal", "/fhir/ServiceRequest", remiss(patient, FALUN));

    assertThat(stored.status()).as(stored.body()).isEqualTo(201);
    assertThat(api.get("journal-falun", "/fhir/Patient/" + patient).status()).isEqualTo(200);
    assertThat(api.get("journal-mora", "/fhir/Patient/" + patient).status()).isEqualTo(200);
  }

  @Test
  void a_system_of_two_units_says_which_of_them_it_is_about() throws Exception {
    api.know("journal", SystemToken.dalarna(port));

    Api.Answer refused = api.post("journal", "/fhir/Patient", PATIENT.formatted("189002029800"));

    assertThat(refused.status() + " " + refused.problem()).isEqualTo("422 unit-not-named");
  }

  @Test
  void a_tag_that_says_whose_it_is_is_not_believed() {
    String claimed =
        PATIENT
            .formatted("200302022389")
            .replace(
                "\"Patient\",",
                "\"Patient\",\"meta\":{\"tag\":[{\"system\":\"https://fhir.vardformedling.example/CodeSystem/care-unit\",\"code\":\""
                    + FALUN
                    + "\"}]},");
    String id = api.post("journal-mora", "/fhir/Patient", claimed).id();
    Api.Answer changed =
        api.put(
            "journal-mora",
            "/fhir/Patient/" + id,
            claimed.replace("\"Patient\",", "\"Patient\",\"id\":\"" + id + "\","),
            "If-Match",
            "W/\"1\"");

    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    assertThat(changed.body()).contains("care-unit\",\"code\":\"" + MORA).doesNotContain(FALUN);
    assertThat(api.get("journal-falun", "/fhir/Patient/" + id).status()).isEqualTo(404);
  }

  /** The number of somebody who will be born in 2099. */
  @Test
  void the_demo_takes_no_number_but_the_published_ones() {
    Api.Answer refused =
        api.post("journal-mora", "/fhir/Patient", PATIENT.formatted("209912121218"));

    assertThat(refused.status() + " " + refused.problem()).isEqualTo("422 not-a-test-person");
    assertThat(refused.body()).doesNotContain("209912121218");
  }

  @Test
  void its_people_sign_in_and_come_to_a_page_of_its_own() {
    Browser.Page start = new Browser(port).signIn("referrer-dalarna", "/app");

    assertThat(start.status()).isEqualTo(200);
    assertThat(start.body()).doesNotContain("/app/arenden", "/app/hitta");
  }

  private static String remiss(String patient, String unit) {
    return """
        {"resourceType":"ServiceRequest","status":"active","intent":"order",
         "subject":{"reference":"Patient/%s"},
         "requester":{"identifier":{"system":"urn:oid:1.2.752.29.4.19","value":"%s"}},
         "code":{"coding":[{"system":"urn:oid:1.2.752.116.1.3.2.1.4","code":"NGB49"}]}}
        """
        .formatted(patient, unit);
  }
}
