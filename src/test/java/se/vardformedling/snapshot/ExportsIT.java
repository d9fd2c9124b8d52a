package se.vardformedling.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;

/** All of the catalogue as files. */
@NodeIT
class ExportsIT {
  private static final String KEEPER = "catalogue-admin";

  @LocalServerPort int port;
  @Autowired ExportWork work;
  @Autowired FhirContext fhir;
  @Autowired JdbcClient sql;

  private Api api;

  @BeforeEach
  void api() {
    api = new Api(port);
  }

  @Test
  void a_snapshot_holds_each_resource_once_as_it_was_and_tells_where_the_feed_goes_on()
      throws IOException {
    Api.Answer asked = api.get(KEEPER, "/fhir/$export?_type=Location,HealthcareService");
    assertThat(asked.status()).as(asked.body()).isEqualTo(202);
    String status = path(asked.headers().firstValue("Content-Location").orElseThrow());
    work.due(status.substring(status.indexOf('=') + 1));

    Api.Answer done = api.get(KEEPER, status);
    assertThat(done.status()).isEqualTo(200);
    JsonNode manifest = new ObjectMapper().readTree(done.body());
    assertThat(manifest.at("/requiresAccessToken").asBoolean()).isTrue();
    Set<String> seen = new HashSet<>();
    for (JsonNode file : manifest.at("/output")) {
      String lines = api.get(KEEPER, path(file.at("/url").asText())).body();
      assertThat(lines.lines()).hasSize(file.at("/count").asInt());
      lines
          .lines()
          .map(line -> (Resource) fhir.newJsonParser().parseResource(line))
          .forEach(
              resource -> {
                assertThat(resource.fhirType()).isEqualTo(file.at("/type").asText());
                assertThat(resource.getMeta().getVersionId()).isNotEmpty();
                assertThat(
                        seen.add(resource.fhirType() + "/" + resource.getIdElement().getIdPart()))
                    .isTrue();
              });
    }
    assertThat(seen)
        .hasSize(
            sql.sql(
                    "select count(*) from hapi.hfj_resource where res_type in ('Location', 'HealthcareService')")
                .query(Integer.class)
                .single());
    assertThat(
            api.get(
                    KEEPER,
                    "/fhir/Location/_history?_since=" + manifest.at("/transactionTime").asText())
                .status())
        .isEqualTo(200);
    assertThat(api.get("broker-dalarna", status).status()).as("another's").isEqualTo(404);
  }

  @Test
  void what_has_got_in_by_another_way_and_identifies_a_person_does_not_leave() throws IOException {
    String number = "19121212" + "1212";
    replace("Demosjukhuset Falun", number);
    List<String> lines = new ArrayList<>();
    try {
      String status =
          path(
              api.get(KEEPER, "/fhir/$export?_type=Location")
                  .headers()
                  .firstValue("Content-Location")
                  .orElseThrow());
      work.due(status.substring(status.indexOf('=') + 1));
      for (JsonNode file :
          new ObjectMapper().readTree(api.get(KEEPER, status).body()).at("/output")) {
        lines.addAll(api.get(KEEPER, path(file.at("/url").asText())).body().lines().toList());
      }
    } finally {
      replace(number, "Demosjukhuset Falun");
    }

    assertThat(lines).anyMatch(line -> line.contains("\"loc-mora\""));
    assertThat(lines).noneMatch(line -> line.contains("\"loc-falun\"") || line.contains(number));
  }

  private void replace(String from, String to) {
    sql.sql(
            "update hapi.hfj_res_ver v set res_text_vc = replace(v.res_text_vc, :from, :to)"
                + " from hapi.hfj_resource r where r.res_id = v.res_id and r.fhir_id = 'loc-falun'")
        .param("from", from)
        .param("to", to)
        .update();
  }

  @Test
  void what_is_not_finished_says_how_far_it_has_come() {
    UUID job = UUID.randomUUID();
    sql.sql(
            """
            insert into vf.export_job (id, asked_by, asked_at, as_of, types, done, total, state)
            select :id, asked_by, now(), now(), types, 1000, 3000, 'working' from
              (select :by as asked_by, array['Location'] as types) as one
            """)
        .param("id", job)
        .param("by", subject())
        .update();

    Api.Answer answer = api.get(KEEPER, "/fhir/$export-status?job=" + job);

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.headers().firstValue("X-Progress")).contains("1000 of 3000");
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    sql.sql("delete from vf.export_job where id = :id").param("id", job).update();
  }

  @Test
  void a_caller_who_has_asked_for_many_within_the_hour_waits() {
    sql.sql(
            """
            insert into vf.export_job (id, asked_by, asked_at, as_of, types, done, total, state)
            select gen_random_uuid(), :by, now(), now(), array['Location'], 1, 1, 'done'
              from generate_series(1, 6)
            """)
        .param("by", subject())
        .update();

    Api.Answer answer = api.get(KEEPER, "/fhir/$export?_type=Location");

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.problem()).isEqualTo("throttled");
    sql.sql("delete from vf.export_job").update();
  }

  private String subject() {
    api.get(KEEPER, "/fhir/$export?_type=Endpoint");
    return sql.sql("select asked_by from vf.export_job order by asked_at desc limit 1")
        .query(String.class)
        .single();
  }

  @Test
  void only_the_catalogue_is_given_and_only_to_its_readers() {
    assertThat(api.get(KEEPER, "/fhir/$export?_type=Task").status()).isEqualTo(400);
    assertThat(api.get(KEEPER, "/fhir/$export?_since=2026-01-01").status()).isEqualTo(400);
    assertThat(api.get("analyst", "/fhir/$export").status()).isEqualTo(403);
    assertThat(api.get(KEEPER, "/fhir/$export-status?job=1").status()).isEqualTo(400);
    assertThat(api.get(KEEPER, "/fhir/$export-file?job=" + UUID.randomUUID() + "&part=1").status())
        .isEqualTo(404);
  }

  private static String path(String address) {
    return address.substring(address.indexOf("/fhir"));
  }
}
