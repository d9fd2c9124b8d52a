package se.vardformedling.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.fhir.ReadModels;

/** Of those that are active one has an HSA-id, whoever writes and however many at once. */
@NodeIT
class HsaIdsIT {
  private static final String KEEPER = "catalogue-admin";
  private static final String HSA_ID = "TSTNMT2321000156-HSA";

  @LocalServerPort int port;
  @Autowired HsaIds hsaIds;
  @Autowired ReadModels readModels;
  @Autowired JdbcClient sql;
  private Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  /** What others count and search for is as it was. */
  @AfterEach
  void end() {
    for (String path :
        sql.sql(
                "select '/fhir/' || type || '/' || resource_id from vf.hsa_holder where hsa_id like :ours")
            .param("ours", HSA_ID + "%")
            .query(String.class)
            .list()) {
      api.put(
          KEEPER,
          path,
          api.get(KEEPER, path)
              .body()
              .replace("\"active\":true", "\"active\":false")
              .replace("\"status\":\"active\"", "\"status\":\"inactive\""));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Organization", "Location"})
  void of_twelve_who_take_one_at_once_one_gets_it(String type) throws Exception {
    api.token(KEEPER);
    List<Api.Answer> answers =
        together(
            n ->
                type.equals("Location")
                    ? api.put(KEEPER, "/fhir/Location/kapp-" + n, place("kapp-" + n))
                    : put("kapp-" + n, "1", true));

    assertThat(answers).extracting(Api.Answer::status).containsOnlyOnce(201);
    assertThat(answers.stream().filter(one -> one.status() != 201))
        .allSatisfy(
            one -> {
              assertThat(one.status()).as(one.body()).isEqualTo(409);
              assertThat(one.problem()).isEqualTo("hsa-id-taken");
            });
    assertThat(
            sql.sql("select count(*) from vf.hsa_holder where type = :type and hsa_id = :one")
                .param("type", type)
                .param("one", HSA_ID + "1")
                .query(Integer.class)
                .single())
        .isEqualTo(1);
    assertThat(
            api.get(
                    KEEPER,
                    "/fhir/"
                        + type
                        + "?_summary=count&identifier=urn:oid:1.2.752.29.4.19%7C"
                        + HSA_ID
                        + "1")
                .body())
        .contains("\"total\":1");
  }

  private static List<Api.Answer> together(IntFunction<Api.Answer> one) throws Exception {
    int clients = 12;
    CyclicBarrier together = new CyclicBarrier(clients);
    List<Callable<Api.Answer>> all =
        IntStream.range(0, clients)
            .mapToObj(
                n ->
                    (Callable<Api.Answer>)
                        () -> {
                          together.await();
                          return one.apply(n);
                        })
            .toList();
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    List<Api.Answer> answers = new ArrayList<>();
    try {
      for (Future<Api.Answer> answer : threads.invokeAll(all)) {
        answers.add(answer.get());
      }
    } finally {
      threads.shutdown();
    }
    return answers;
  }

  @Test
  void of_twelve_who_create_one_if_there_is_none_one_does_and_the_others_get_it() throws Exception {
    api.token(KEEPER);
    String condition = "identifier=urn:oid:1.2.752.29.4.19|" + HSA_ID + "6";

    List<Api.Answer> answers = together(n -> createUnless(condition, "6"));

    assertThat(answers).extracting(Api.Answer::status).containsOnly(200, 201).containsOnlyOnce(201);
    assertThat(answers.stream().map(Api.Answer::id).distinct()).hasSize(1);
    assertThat(createUnless("name:exact=Finns%20inte", "6").problem())
        .as("another's")
        .isEqualTo("hsa-id-taken");
  }

  private Api.Answer createUnless(String condition, String number) {
    return api.send(
        KEEPER,
        "POST",
        "/fhir/Organization",
        "application/fhir+json",
        organization("x", number, true).replace("\"id\":\"x\",", ""),
        "If-None-Exist",
        condition);
  }

  @Test
  void a_second_is_refused_with_the_place_until_the_first_has_ended() {
    assertThat(put("forst", "2", true).status()).isEqualTo(201);

    Api.Answer second = put("sedan", "2", true);
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.body())
        .contains(
            "\"code\":\"duplicate\"",
            "\"code\":\"hsa-id-taken\"",
            "Organization.identifier",
            "Organization/sedan has the HSA-id of Organization/forst",
            "Det finns redan en annan i katalogen")
        .doesNotContain(HSA_ID);
    assertThat(api.get(KEEPER, "/fhir/Organization/sedan").status()).isEqualTo(404);
    assertThat(
            api.post(
                    KEEPER,
                    "/fhir/Organization",
                    organization("x", "2", true)
                        .replace("\"id\":\"x\",", "")
                        .replace(HSA_ID + "2", HSA_ID.toLowerCase(java.util.Locale.ROOT) + "2"))
                .status())
        .as("small letters are the same, or no HSA-id at all")
        .isIn(409, 422);
    assertThat(put("sedan", "2", false).status()).as("one that has ended").isEqualTo(201);
    assertThat(put("forst", "2", true).status()).as("its own").isEqualTo(200);

    assertThat(put("forst", "2", false).status()).isEqualTo(200);
    assertThat(put("sedan", "2", true).status()).isEqualTo(200);
    assertThat(put("forst", "2", true).problem()).as("come too late").isEqualTo("hsa-id-taken");
  }

  @Test
  void in_one_transaction_one_may_end_and_another_take_over_in_either_order() {
    put("gamla", "3", true);

    Api.Answer both =
        transaction(organization("nya", "3", true), organization("gamla", "3", false));
    assertThat(both.status()).as(both.body()).isEqualTo(200);

    Api.Answer twice =
        transaction(organization("ena", "4", true), organization("andra", "4", true));
    assertThat(twice.status()).as(twice.body()).isEqualTo(409);
    assertThat(twice.problem()).isEqualTo("hsa-id-taken");
    assertThat(api.get(KEEPER, "/fhir/Organization/ena").status()).isEqualTo(404);
  }

  @Test
  void several_from_before_this_was_refused_stay_and_are_told_of_by_the_check() {
    put("aldst", "5", true);
    // As the migration marks what was there.
    sql.sql(
            "insert into vf.hsa_holder (type, hsa_id, resource_id, shared) values ('Organization', :id, 'yngre', true)")
        .param("id", HSA_ID + "5")
        .update();
    assertThat(put("yngre", "5", true).status()).as("it is kept as it is").isEqualTo(201);

    String told = "Organization: aldst, yngre are active and have the same HSA-id";
    assertThat(hsaIds.breaches()).containsExactly(told);
    readModels.rebuild();
    assertThat(hsaIds.breaches()).as("made anew").containsExactly(told);
    assertThat(put("tredje", "5", true).problem()).isEqualTo("hsa-id-taken");

    assertThat(put("aldst", "5", false).status()).isEqualTo(200);
    assertThat(hsaIds.breaches()).isEmpty();
    assertThat(put("tredje", "5", true).problem()).as("the other has it").isEqualTo("hsa-id-taken");
  }

  @ParameterizedTest
  @CsvSource({
    "urn:oid:1.2.752.29.4.19, x y",
    "urn:oid:1.2.752.29.4.19, SE2321000017-1ABC",
    "urn:oid:1.2.752.129.2.1.4.1, SE2321000016",
    "urn:oid:2.5.4.97, 2321000017",
    "urn:oid:1.2.752.29.4.3, 23210000160"
  })
  void what_is_no_number_of_its_system_is_refused_with_the_place(String system, String value) {
    for (String type : List.of("Organization", "Location", "HealthcareService")) {
      Api.Answer answer =
          api.post(
              KEEPER,
              "/fhir/" + type,
              """
              {"resourceType":"%s","name":"Prov","identifier":[{"system":"urn:x","value":"x y"},
               {"system":"%s","value":"%s"}]}"""
                  .formatted(type, system, value));

      assertThat(answer.status()).as(answer.body()).isEqualTo(422);
      assertThat(answer.problem()).isEqualTo("value-invalid");
      assertThat(answer.body()).contains("\"" + type + ".identifier[1].value\"");
    }
  }

  private Api.Answer put(String id, String number, boolean active) {
    return api.put(KEEPER, "/fhir/Organization/" + id, organization(id, number, active));
  }

  private static String place(String id) {
    return "{\"resourceType\":\"Location\",\"id\":\"%s\",\"status\":\"active\",\"name\":\"Prov av HSA-id\",\"managingOrganization\":{\"reference\":\"Organization/unit-goteborg\"},\"identifier\":[{\"system\":\"urn:oid:1.2.752.29.4.19\",\"value\":\"%s\"}]}"
        .formatted(id, HSA_ID + "1");
  }

  private Api.Answer transaction(String... organizations) {
    List<String> entries = new ArrayList<>();
    for (String one : organizations) {
      String id = one.replaceFirst(".*?\"id\":\"([^\"]*)\".*", "$1");
      entries.add(
          "{\"fullUrl\":\"https://fhir.vardformedling.example/Organization/%1$s\",\"resource\":%2$s,\"request\":{\"method\":\"PUT\",\"url\":\"Organization/%1$s\"}}"
              .formatted(id, one));
    }
    return api.post(
        KEEPER,
        "/fhir",
        "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":["
            + String.join(",", entries)
            + "]}");
  }

  private static String organization(String id, String number, boolean active) {
    return "{\"resourceType\":\"Organization\",\"id\":\"%s\",\"active\":%s,\"name\":\"Prov av HSA-id\",\"identifier\":[{\"system\":\"urn:oid:1.2.752.29.4.19\",\"value\":\"%s\"}]}"
        .formatted(id, active, HSA_ID + number);
  }
}
