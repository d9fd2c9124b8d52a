package se.vardformedling.messaging;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import se.vardformedling.identifier.CaseId;

/**
 * Two message services on loopback: real mutual TLS, real AS4, real PostgreSQL, the time moved by
 * hand.
 */
abstract class TwoServices {
  /** Beside tests of other things, and one after the other among themselves. */
  static final String NODES = "two services";

  static final byte[] PDF = "%PDF-1.7\nfictional\n".getBytes(StandardCharsets.US_ASCII);

  /** Splits at half a megabyte, so that a test needs no large files. */
  private static final Map<String, String> SMALL = Map.of("vf.sdk.profile.max-message", "600000");

  static final Duration NEXT = Duration.ofMinutes(3);
  @TempDir static Path folder;
  private static EmbeddedPostgres postgres;
  private static int databases;
  private static List<DemoKeys.Node> nodes = List.of();
  final CaseId caseId = CaseId.mint();
  Node a;
  Node b;
  String bDatabase;

  @BeforeAll
  static void set() throws Exception {
    postgres =
        EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(Path.of("target/it-postgres-programs").toFile())
            .start();
    nodes =
        List.of(
            new DemoKeys.Node("a", "127.0.0.1", free()),
            new DemoKeys.Node("b", "127.0.0.1", free()));
    makeKeys();
  }

  /** New authorities and new keys for everything. */
  static void makeKeys() throws Exception {
    new DemoKeys(folder, Clock.systemUTC().instant(), 2048).make(nodes);
  }

  @AfterAll
  static void end() throws IOException {
    postgres.close();
  }

  @BeforeEach
  void start() throws Exception {
    a = Node.start(folder, "a", database(), SMALL);
    bDatabase = database();
    b = Node.start(folder, "b", bDatabase, Map.of());
  }

  @AfterEach
  void stop() {
    a.close();
    b.close();
  }

  void round() {
    for (int i = 0; i < 2; i++) {
      a.work();
      b.clock().move(Duration.ofSeconds(1));
      b.work();
    }
    a.work();
  }

  MessageState state(String id) {
    return a.messages().find(id).orElseThrow().state();
  }

  String transfer(String id) {
    return a.sql()
        .sql("select transfer_id from vf.message_sent where message_id = ?")
        .param(id)
        .query(String.class)
        .single();
  }

  int count(String table) {
    return b.sql().sql("select count(*) from " + table).query(Integer.class).single();
  }

  static List<String> steps(Node node, String id) {
    return node.messages().evidence(id).stream()
        .map(step -> step.step() + (step.document() ? "*" : ""))
        .toList();
  }

  Packet packet(byte[] pdf) {
    return packet(List.of(new Packet.File("../remiss.pdf", "application/pdf", pdf)));
  }

  Packet packet(List<Packet.File> files) {
    return new Packet(
        "0203:b.example",
        "b-remiss",
        caseId,
        "Remiss",
        "# Remiss",
        true,
        files,
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /** Three files that two messages hold. */
  static List<Packet.File> large() {
    List<Packet.File> files = new ArrayList<>();
    Random random = new Random(7);
    for (int i = 0; i < 3; i++) {
      byte[] content = new byte[200_000];
      random.nextBytes(content);
      System.arraycopy(PDF, 0, content, 0, PDF.length);
      files.add(new Packet.File(i + ".pdf", "application/pdf", content));
    }
    return files;
  }

  static String database() throws Exception {
    return NodeDatabases.make(postgres, "node" + ++databases);
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
