package se.vardformedling.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Cases;
import se.vardformedling.cast.SystemToken;

/**
 * The federation as {@code VF_DEMO_FEDERATION=true} starts it: three processes on this machine, a
 * need from one, brokered at another, answered by the third.
 */
@EnabledIfSystemProperty(named = "soak.kills", matches = ".*")
class FederationIT {
  private static final String MORA = "TSTNMT2321000156-VF0002";
  private static final String PATIENT =
      """
      {"resourceType":"Patient","identifier":[{"system":"http://electronichealth.se/identifier/personnummer","value":"191212121212"}],
       "name":[{"family":"Testsson","given":["Tolvan"]}],"gender":"male","birthDate":"1912-12-12",
       "address":[{"line":["Provgatan 1"],"city":"Mora","state":"20"}],
       "managingOrganization":{"identifier":{"system":"urn:oid:1.2.752.29.4.19","value":"TSTNMT2321000156-VF0002"}}}
      """;
  private static final String REMISS =
      """
      {"resourceType":"ServiceRequest","status":"active","intent":"order",
       "authoredOn":"%s","subject":{"reference":"Patient/%s","display":"Tolvan Testsson"},
       "requester":{"identifier":{"system":"urn:oid:1.2.752.29.4.19","value":"%s"}},
       "code":{"coding":[{"system":"urn:oid:1.2.752.116.1.3.2.1.4","code":"NGB49"}]}}
      """;
  private static final String REMISS_ALONE =
      "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"incomplete\",\"valueBoolean\":true}]}";
  private static final String NOTHING = "{\"resourceType\":\"Parameters\"}";

  private final Path folder =
      Path.of("target/federation", UUID.randomUUID().toString()).toAbsolutePath();

  @Test
  void a_need_goes_from_one_node_by_the_national_one_to_another_and_its_patient_does_not()
      throws Exception {
    List<Integer> ports = freePorts();
    try (NodeProcess national =
        NodeProcess.start(
            folder,
            "--vf.demo.federation=true",
            "--vf.demo.regional-ports=" + ports.get(0) + "," + ports.get(1),
            "--vf.demo.as4-ports=" + ports.get(2) + "," + ports.get(3))) {
      await(() -> Files.readString(national.log()).contains("demokliniken-goteborg is ready"));
      await(() -> Files.readString(national.log()).contains("region-dalarna is ready"));
      Api dalarna = new Api(ports.get(0));
      dalarna.know("journal", SystemToken.dalarna(ports.get(0)));
      Api goteborg = new Api(ports.get(1));
      goteborg.know("journal", SystemToken.goteborg(ports.get(1)));

      String remiss = remiss(dalarna);
      String caseId = registered(dalarna, remiss);
      String order = brokered(new Cases(new Api(national.port())), national.port(), caseId);

      awaitCopy(dalarna, order);
      awaitCopy(goteborg, order);
      assertThat(dalarna.get("journal", "/fhir/Task/" + order).body())
          .contains("ServiceRequest/" + remiss);
      assertThat(goteborg.get("journal", "/fhir/Patient").body())
          .contains("searchset")
          .doesNotContain("Tolvan");

      Api.Answer sent =
          dalarna.post("journal", "/fhir/Task/" + order + "/$send-documents", REMISS_ALONE);
      assertThat(sent.status()).as(sent.body()).isEqualTo(200);
      String documents = "/fhir/DocumentReference?identifier=" + caseId;
      await(() -> goteborg.get("journal", documents).body().contains("remiss.pdf"));
      Cases cases = new Cases(new Api(national.port()));
      String caseTask =
          new Api(national.port())
              .get(Cases.BROKER, "/fhir/Task?code=broker-case&group-identifier=" + caseId)
              .first("\"resource\":\\{\"resourceType\":\"Task\",\"id\":\"([^\"]*)\"");
      await(() -> cases.state(caseTask).equals("documents-received"));
      assertThat(told(national, "Tolvan", "19121212", "1212121212", "Provgatan")).isEmpty();

      List<ProcessHandle> children = children();
      assertThat(children).hasSize(2);
      national.kill();
      await(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }
  }

  private static String remiss(Api dalarna) {
    String patient = dalarna.post("journal", "/fhir/Patient", PATIENT).id();
    return dalarna
        .post(
            "journal",
            "/fhir/ServiceRequest",
            REMISS.formatted(Cases.today().minusDays(3), patient, MORA))
        .id();
  }

  private static String registered(Api dalarna, String remiss) {
    String register = "/fhir/ServiceRequest/" + remiss + "/$register-nationally";
    await(() -> dalarna.post("journal", register, NOTHING).body().contains("\"done\""));
    return dalarna
        .get("journal", "/fhir/ServiceRequest/" + remiss)
        .first("sid/case-id\",\"value\":\"([^\"]*)\"");
  }

  private static String brokered(Cases cases, int port, String caseId) {
    String task =
        new Api(port)
            .get(Cases.BROKER, "/fhir/Task?code=broker-case&group-identifier=" + caseId)
            .first("\"resource\":\\{\"resourceType\":\"Task\",\"id\":\"([^\"]*)\"");
    cases.step(Cases.BROKER, task, "claim", "");
    cases.step(Cases.BROKER, task, "assess", "");
    cases.step(Cases.BROKER, cases.offer(task, cases.accepted(task)), "accept", "");
    cases.step(Cases.BROKER, task, "select", "");
    String order = cases.child(task, "fulfill");
    assertThat(cases.step(Cases.GOTEBORG, order, "accept", "").status()).isEqualTo(200);
    return order;
  }

  private static void awaitCopy(Api node, String order) {
    await(() -> node.get("journal", "/fhir/Task/" + order).body().contains("order-accepted"));
  }

  /** Where the national node's log or any row of its database says one of the words. */
  private static List<String> told(NodeProcess national, String... words) throws Exception {
    List<String> found = new ArrayList<>();
    String log = Files.readString(national.log());
    Stream.of(words).filter(log::contains).forEach(word -> found.add("log: " + word));
    try (Connection database = national.database();
        Statement sql = database.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet rows =
          sql.executeQuery(
              "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname in ('hapi', 'vf')")) {
        while (rows.next()) {
          tables.add(rows.getString(1));
        }
      }
      for (String table : tables) {
        for (String word : words) {
          try (ResultSet rows =
              sql.executeQuery(
                  "select count(*) from "
                      + table
                      + " t where cast(t as text) like '%"
                      + word
                      + "%'")) {
            rows.next();
            if (rows.getInt(1) > 0) {
              found.add(table + ": " + word);
            }
          }
        }
      }
    }
    return found;
  }

  private List<ProcessHandle> children() throws IOException {
    List<ProcessHandle> found = new ArrayList<>();
    for (String name : List.of("region-dalarna", "demokliniken-goteborg")) {
      Path pid = folder.resolve("federation").resolve(name).resolve("node.pid");
      ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(found::add);
    }
    return found;
  }

  private static void await(Callable<Boolean> come) {
    Awaitility.await().atMost(Duration.ofMinutes(5)).until(come);
  }

  private static List<Integer> freePorts() throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      sockets.add(new ServerSocket(0));
    }
    List<Integer> ports = new ArrayList<>();
    for (ServerSocket socket : sockets) {
      ports.add(socket.getLocalPort());
      socket.close();
    }
    return ports;
  }
}
