package se.vardformedling.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Cases;
import se.vardformedling.cast.Needs;
import se.vardformedling.cast.SystemToken;
import se.vardformedling.enclosure.Papers;

/**
 * The federation as {@code mvn spring-boot:run} starts it: three processes on this machine, a need
 * from one, brokered at another, answered by the third; its documents there, the result back.
 */
@EnabledIfSystemProperty(named = "soak.kills", matches = ".*")
class FederationIT {
  private static final Logger log = LoggerFactory.getLogger(FederationIT.class);
  private static final int DOCUMENT = 3_400_000;
  private static final List<String> KINDS =
      List.of(
          "journalanteckning",
          "epikris",
          "lakemedelslista",
          "overkanslighet",
          "provsvar",
          "provsvar",
          "bildsvar",
          "bildsvar",
          "bildsvar",
          "bildunderlag",
          "bildunderlag",
          "operationsberattelse");
  private static final String GOTEBORG = "TSTNMT2321000156-VF0003";
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
                "--vf.demo.as4-ports=" + ports.get(2) + "," + ports.get(3),
                "--vf.demo.national-port=" + ports.get(4),
                "--vf.demo.heap=" + System.getProperty("soak.heap", "1g"));
        Relay relay = new Relay(ports.get(4), national.port())) {
      await(() -> Files.readString(national.log()).contains("demokliniken-goteborg is ready"));
      await(() -> Files.readString(national.log()).contains("region-dalarna is ready"));
      JournalSystem dalarna =
          new JournalSystem(ports.get(0), () -> SystemToken.dalarna(ports.get(0)));
      JournalSystem goteborg =
          new JournalSystem(ports.get(1), () -> SystemToken.goteborg(ports.get(1)));
      theGuide(national.port(), ports);

      String remiss = remiss(dalarna);
      String caseId = registered(dalarna, remiss);
      Cases cases = new Cases(new Api(national.port()));
      String caseTask = caseTask(national.port(), caseId);
      String order = brokered(cases, caseTask);
      awaitCopy(dalarna, order);
      awaitCopy(goteborg, order);
      assertThat(dalarna.get("/fhir/Task/" + order).body()).contains("ServiceRequest/" + remiss);

      documentsGoOver(dalarna, goteborg, remiss, order, caseId);
      await(() -> cases.state(caseTask).equals("documents-received"));
      resultComesBack(goteborg, dalarna, caseId);
      settled(cases, order, caseTask);

      assertThat(goteborg.get("/fhir/Patient").body())
          .contains("searchset")
          .doesNotContain("Tolvan");
      assertThat(Traces.of(national, relay, caseId)).as("what can be found").hasSizeGreaterThan(2);
      assertThat(
              Traces.of(
                  national,
                  relay,
                  "Tolvan",
                  "191212121212",
                  "1212121212",
                  "1912-12-12",
                  "Provgatan",
                  "Testsson"))
          .as("whom the case is about, at the national node")
          .isEmpty();

      List<ProcessHandle> children = children();
      assertThat(children).hasSize(2);
      national.kill();
      await(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }
  }

  /** The commands of the guide's first page that begin at a regional node, as they stand there. */
  private void theGuide(int national, List<Integer> ports) throws Exception {
    List<String> blocks = blocks(Files.readString(Path.of("src/docs/use/first-case.md")));
    Path script = folder.resolve("first-case.sh");
    // How it calls, the need, steps 2 to 4 and the order, the documents.
    Files.write(script, Stream.of(0, 9, 2, 3, 4, 5, 6, 10).map(blocks::get).toList());
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-e", script.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("first-case.log").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "VF", "http://127.0.0.1:" + national,
                "DALARNA", "http://localhost:" + ports.get(0),
                "GOTEBORG", "http://localhost:" + ports.get(1)));
    Process shell = builder.start();
    // Its loops end only when what they wait for has come.
    boolean ended = shell.waitFor(8, TimeUnit.MINUTES);
    shell.destroy();
    String said = Files.readString(folder.resolve("first-case.log"));
    assertThat(ended).as(said).isTrue();
    assertThat(shell.exitValue()).as(said).isZero();
    assertThat(said.lines().filter(line -> !line.isBlank()).reduce((one, next) -> next))
        .as(said)
        .contains("the provider has remiss.pdf");
  }

  private static List<String> blocks(String page) {
    return Pattern.compile("^```sh[^\\n]*\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL)
        .matcher(page)
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  /** Twelve documents, 40 MB together: more than one message holds. */
  private static void documentsGoOver(
      JournalSystem from, JournalSystem to, String remiss, String order, String caseId) {
    Set<String> hashes = new TreeSet<>();
    for (int i = 0; i < KINDS.size(); i++) {
      byte[] paper = Papers.paper(DOCUMENT, i);
      hashes.add(sha1(paper));
      store(from, MORA, KINDS.get(i), paper, "ServiceRequest/" + remiss);
    }
    long began = System.nanoTime();
    Api.Answer sent = from.post("/fhir/Task/" + order + "/$send-documents", NOTHING);
    assertThat(sent.status()).as(sent.body()).isEqualTo(200);
    String status = "/fhir/Task/" + order + "/$packet-status";
    await(() -> from.get(status).body().contains("\"valueCode\":\"delivered\""));
    log.info("40 MB are delivered after {} s", (System.nanoTime() - began) / 1_000_000_000);
    assertThat(from.get(status).body()).contains("accepted").doesNotContain("failed");
    String documents = "/fhir/DocumentReference?_count=50&identifier=" + caseId;
    await(() -> found(to.get(documents).body(), "\"hash\":\"([^\"]*)\"").size() == 13);
    assertThat(found(to.get(documents).body(), "\"hash\":\"([^\"]*)\"")).containsAll(hashes);
    assertThat(
            found(from.get("/fhir/Communication?identifier=" + caseId).body(), "\"(completed)\""))
        .hasSizeGreaterThan(0);
  }

  private static void resultComesBack(JournalSystem from, JournalSystem to, String caseId) {
    String received =
        from.get("/fhir/Task?group-identifier=" + caseId + "&code=documents-received")
            .first("\"resource\":\\{\"resourceType\":\"Task\",\"id\":\"([^\"]*)\"");
    byte[] paper = Papers.paper(50_000, 99);
    String result = store(from, GOTEBORG, "remissvar", paper, "Task/" + received);
    Api.Answer sent =
        from.post(
            "/fhir/Task/" + received + "/$send-documents",
            """
            {"resourceType":"Parameters","parameter":[{"name":"kind","valueCode":"result"},
             {"name":"document","valueReference":{"reference":"DocumentReference/%s"}}]}
            """
                .formatted(result));
    assertThat(sent.status()).as(sent.body()).isEqualTo(200);
    String documents = "/fhir/DocumentReference?_count=50&identifier=" + caseId;
    long began = System.nanoTime();
    await(() -> to.get(documents).body().contains(sha1(paper)));
    log.info("50 kB are filed after {} ms", (System.nanoTime() - began) / 1_000_000);
  }

  private static void settled(Cases cases, String order, String caseTask) {
    done(
        cases.step(
            Cases.GOTEBORG, order, "schedule", Needs.date("date", Cases.today().plusDays(30))));
    done(cases.step(Cases.GOTEBORG, order, "perform", Needs.date("performed-date", Cases.today())));
    done(cases.step(Cases.BROKER, caseTask, "follow-up", ""));
    done(cases.step(Cases.BROKER, caseTask, "settle", ""));
    assertThat(cases.state(caseTask)).isEqualTo("settled");
  }

  private static void done(Api.Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private static String store(
      JournalSystem node, String unit, String kind, byte[] paper, String related) {
    Api.Answer stored =
        node.post(
            "/fhir/DocumentReference",
            """
            {"resourceType":"DocumentReference","status":"current",
             "custodian":{"identifier":{"system":"urn:oid:1.2.752.29.4.19","value":"%s"}},
             "type":{"coding":[{"system":"https://fhir.vardformedling.example/CodeSystem/document-kind","code":"%s"}]},
             "content":[{"attachment":{"contentType":"application/pdf","size":%d,"hash":"%s","data":"%s"}}],
             "context":{"related":[{"reference":"%s"}]}}
            """
                .formatted(
                    unit,
                    kind,
                    paper.length,
                    sha1(paper),
                    Base64.getEncoder().encodeToString(paper),
                    related));
    assertThat(stored.status()).as(stored.problem()).isEqualTo(201);
    return stored.id();
  }

  private static Set<String> found(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String sha1(byte[] content) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static String remiss(JournalSystem dalarna) {
    String patient = dalarna.post("/fhir/Patient", PATIENT).id();
    return dalarna
        .post("/fhir/ServiceRequest", REMISS.formatted(Cases.today().minusDays(3), patient, MORA))
        .id();
  }

  private static String registered(JournalSystem dalarna, String remiss) {
    String register = "/fhir/ServiceRequest/" + remiss + "/$register-nationally";
    await(() -> dalarna.post(register, NOTHING).body().contains("\"done\""));
    return dalarna
        .get("/fhir/ServiceRequest/" + remiss)
        .first("sid/case-id\",\"value\":\"([^\"]*)\"");
  }

  private static String caseTask(int port, String caseId) {
    return new Api(port)
        .get(Cases.BROKER, "/fhir/Task?code=broker-case&group-identifier=" + caseId)
        .first("\"resource\":\\{\"resourceType\":\"Task\",\"id\":\"([^\"]*)\"");
  }

  private static String brokered(Cases cases, String task) {
    cases.step(Cases.BROKER, task, "claim", "");
    cases.step(Cases.BROKER, task, "assess", "");
    cases.step(Cases.BROKER, cases.offer(task, cases.accepted(task)), "accept", "");
    cases.step(Cases.BROKER, task, "select", "");
    String order = cases.child(task, "fulfill");
    done(cases.step(Cases.GOTEBORG, order, "accept", ""));
    return order;
  }

  private static void awaitCopy(JournalSystem node, String order) {
    await(() -> node.get("/fhir/Task/" + order).body().contains("order-accepted"));
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
    for (int i = 0; i < 5; i++) {
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
