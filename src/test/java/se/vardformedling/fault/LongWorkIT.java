package se.vardformedling.fault;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.hl7.fhir.r4.model.Bundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.vardformedling.cast.Api;
import se.vardformedling.hvo.Replica;
import se.vardformedling.hvo.StandIn;
import se.vardformedling.hvo.Upstreams;

/**
 * What takes minutes is cut off in the middle and goes on: reading the national catalogue while
 * somebody follows ours, and publishing a file. Only under {@code mvn -Psoak verify}.
 */
@EnabledIfSystemProperty(named = "soak.catalogue", matches = "\\d+")
class LongWorkIT {
  private static final Logger log = LoggerFactory.getLogger(LongWorkIT.class);
  private static final int RESOURCES = Integer.getInteger("soak.catalogue", 0);
  private static final String KEEPER = "catalogue-admin";
  private static final int PAGE = 50;
  private static final Duration LONGEST = Duration.ofMinutes(25);

  private final FhirContext fhir = FhirContext.forR4();
  private final Random random = new Random(20261126);
  private final Path folder = Path.of("target/long", UUID.randomUUID().toString()).toAbsolutePath();

  @Test
  void a_copy_equals_ours_though_a_twentieth_changes_and_the_node_is_killed() throws Exception {
    try (StandIn catalogue = new StandIn()) {
      for (int n = 0; n < RESOURCES; n++) {
        catalogue.put(Upstreams.provider("soak-" + n, "4%09d".formatted(n), "Bolag " + n));
      }
      try (NodeProcess node =
          NodeProcess.start(
              folder,
              "--vf.limits.requests-per-minute=0",
              "--vf.catalogue.url=" + catalogue.url(),
              "--vf.catalogue.every=1s")) {
        Door door = new Door(node.port());
        Instant began = Instant.now();
        await(() -> told(door).contains("{\"name\":\"state\",\"valueCode\":\"done\"}"));
        log.info("{} resources read in {}", RESOURCES, Duration.between(began, Instant.now()));
        Replica replica = new Replica(address -> ask(door, address), PAGE);
        replica.load("Organization");
        // Threads of their own: the shared pool of a machine of two cores has one.
        ExecutorService others = Executors.newFixedThreadPool(2);
        CompletableFuture<Void> changes =
            CompletableFuture.runAsync(() -> change(catalogue), others);
        CompletableFuture<Void> over = new CompletableFuture<>();
        CompletableFuture<Integer> reader =
            CompletableFuture.supplyAsync(() -> follow(replica, over), others);
        others.shutdown();
        TimeUnit.SECONDS.sleep(5);
        node.kill();
        node.startAgain();
        changes.get(30, TimeUnit.MINUTES);
        Instant all = Instant.now();
        await(() -> doneSince(door, all));
        over.complete(null);
        int readings = reader.get(30, TimeUnit.MINUTES);
        replica.follow("Organization");

        assertThat(readings).isGreaterThan(1);
        assertThat(door.get(KEEPER, "/fhir/$catalogue-digest").body())
            .contains("\"valueString\":\"" + replica.digest("Organization") + "\"");
        node.stop();
        assertThat(node.command("check")).as("the read models agree with the resources").isZero();
      }
    }
  }

  /** A twentieth of all, a little at a time. */
  private void change(StandIn catalogue) {
    int steps = 20;
    for (int step = 1; step <= steps; step++) {
      for (int i = 0; i < Math.max(1, RESOURCES / 20 / steps); i++) {
        int n = random.nextInt(RESOURCES);
        catalogue.put(
            Upstreams.provider("soak-" + n, "4%09d".formatted(n), "Bolag " + n + " läge " + step));
      }
      pause(1_500);
    }
  }

  private static int follow(Replica replica, CompletableFuture<Void> over) {
    int readings = 0;
    for (; !over.isDone(); readings++) {
      replica.follow("Organization");
      pause(200);
    }
    return readings;
  }

  private boolean doneSince(Door door, Instant moment) {
    String told = told(door);
    String started = told.replaceAll("(?s).*\"started\",\"valueInstant\":\"([^\"]*)\".*", "$1");
    return told.contains("{\"name\":\"state\",\"valueCode\":\"done\"}")
        && java.time.OffsetDateTime.parse(started).toInstant().isAfter(moment);
  }

  private static String told(Door door) {
    try {
      return door.get(KEEPER, "/fhir/$catalogue-sync-status").body();
    } catch (AssertionError notBegun) {
      return "";
    }
  }

  private Bundle ask(Door door, String address) {
    String path =
        address.startsWith("http")
            ? address.substring(address.indexOf("/fhir"))
            : "/fhir/" + address;
    Api.Answer answer = door.get(KEEPER, path);
    return (Bundle) fhir.newJsonParser().parseResource(answer.body());
  }

  @Test
  void a_file_whose_publishing_is_cut_off_is_published_whole() throws Exception {
    int rows = Math.min(RESOURCES, 3_000);
    try (NodeProcess node = NodeProcess.start(folder, "--vf.limits.requests-per-minute=0")) {
      Door door = new Door(node.port());
      Api.Answer sent = door.command(KEEPER, "/fhir/$import", upload(rows));
      String run = sent.first("\"name\":\"run\",\"valueString\":\"([^\"]*)\"");
      await(() -> state(door, run).equals("previewed"));
      door.command(
          KEEPER,
          "/fhir/$import-publish",
          "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"run\",\"valueString\":\""
              + run
              + "\"}]}");
      await(() -> progress(door, run) > 0);
      node.kill();
      node.startAgain();
      await(() -> state(door, run).equals("published"));

      assertThat(door.get(KEEPER, "/fhir/HealthcareService?name=Avbruten&_summary=count").body())
          .contains("\"total\":" + rows);
    }
  }

  private static String upload(int rows) {
    StringBuilder file = new StringBuilder("HSA-id;Enhet;Region;Ort;Latitud;Longitud;Vårdtjänst\n");
    for (int n = 0; n < rows; n++) {
      file.append(
          "TSTNMT2321000156-Z%05d;Avbruten %d;20;Mora;61,0;14,5;knaprotes\n".formatted(n, n));
    }
    String data =
        Base64.getEncoder().encodeToString(file.toString().getBytes(StandardCharsets.UTF_8));
    return "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"kind\",\"valueCode\":\"katalog\"},"
        + "{\"name\":\"file\",\"valueAttachment\":{\"title\":\"katalog.csv\",\"data\":\""
        + data
        + "\"}}]}";
  }

  private static String state(Door door, String run) {
    return door.get(KEEPER, "/fhir/$import-status?run=" + run)
        .first("\"name\":\"state\",\"valueCode\":\"([^\"]*)\"");
  }

  private static int progress(Door door, String run) {
    return Integer.parseInt(
        door.get(KEEPER, "/fhir/$import-status?run=" + run)
            .first("\"name\":\"done\",\"valueInteger\":(\\d+)"));
  }

  private static void await(BooleanSupplier condition) {
    Instant latest = Instant.now().plus(LONGEST);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(latest);
      pause(500);
    }
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
