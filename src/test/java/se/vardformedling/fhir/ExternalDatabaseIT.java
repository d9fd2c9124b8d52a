package se.vardformedling.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import se.vardformedling.Application;

/**
 * A node as a region runs it: on a server of its own, prepared as the operator's page says, with
 * one role that owns the tables and another for the program.
 */
@Execution(ExecutionMode.CONCURRENT)
class ExternalDatabaseIT {
  private static final String PROGRAMS =
      Path.of("target/it-postgres-programs").toAbsolutePath().toString();
  private static final String SECRET = "only-for-this-test";
  private final Path folder = Path.of("target/it", UUID.randomUUID().toString()).toAbsolutePath();
  private final Path log = folder.resolve("node.log");

  @Test
  void a_node_starts_on_it_cannot_change_its_log_and_refuses_a_newer_schema() throws Exception {
    try (EmbeddedDatabase server = EmbeddedDatabase.start(folder, PROGRAMS)) {
      String url = server.url().replaceFirst("/[^/]*$", "/region");
      prepare(server, url);

      int port = freePort();
      int monitoring = freePort();
      Process node = start(url, port, monitoring);
      try {
        assertThat(whenLoaded(node, port).body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(statusOf(node, port, "/fhir/metadata")).isEqualTo(200);
        assertThat(statusOf(node, port, "/fhir/Organization")).isEqualTo(401);
        assertThatThrownBy(() -> run(url, "node", "delete from vf.access_log"))
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("permission denied");
        assertThat(folder.resolve("node/postgres")).doesNotExist();
        itsNumbersAreToldOnTheirOwnPortOnly(node, port, monitoring);
        assertThat(commandBeside(url, "log", "verify")).isEqualTo("The access log is whole.");
        assertThat(commandBeside(url, "backup", "copied")).startsWith("Noted: ");
        assertThat(answer(node, monitoring, "/actuator/prometheus").body())
            .containsPattern("vf_backup_age_seconds\\{what=\"copied\"} [0-9.E]+\\n");
      } finally {
        stop(node);
      }

      run(
          url,
          "tables",
          """
          insert into vf.flyway_schema_history
              (installed_rank, version, description, type, script, installed_by, execution_time, success)
          values (9999, '9999', 'later', 'SQL', 'V9999__later.sql', 'tables', 1, true)
          """);
      Process older = start(url, freePort(), freePort());
      assertThat(older.waitFor(3, TimeUnit.MINUTES)).isTrue();
      assertThat(older.exitValue()).isNotZero();
      assertThat(Files.readString(log)).contains("9999").doesNotContain("\tat ");
    }
  }

  /** What start.md asks of the administrator. */
  private static void prepare(EmbeddedDatabase server, String url) throws SQLException {
    String administrator = server.url().replaceFirst("/[^/]*$", "/postgres");
    execute(administrator, "postgres", server.password(), role("tables"));
    execute(administrator, "postgres", server.password(), role("node"));
    execute(administrator, "postgres", server.password(), "create database region owner tables");
    for (String statement :
        List.of(
            "create schema ext authorization tables",
            "create extension cube schema ext",
            "create extension earthdistance schema ext")) {
      execute(url, "postgres", server.password(), statement);
    }
  }

  private static String role(String name) {
    return "create role %s login password '%s'".formatted(name, SECRET);
  }

  private static void run(String url, String role, String statement) throws SQLException {
    execute(url, role, SECRET, statement);
  }

  private static void execute(String url, String role, String password, String statement)
      throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, role, password);
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  private void itsNumbersAreToldOnTheirOwnPortOnly(Process node, int port, int monitoring)
      throws Exception {
    String told = answer(node, monitoring, "/actuator/prometheus").body();
    assertThat(told).contains("jvm_memory_used_bytes", "hikaricp_connections", "vf_timers_due ");
    assertThat(told).contains("uri=\"/fhir/metadata\"");
    // The refused requests above are in the log, and not sealed within the minute.
    assertThat(told).containsPattern("vf_log_unsealed_seconds [0-9.E]+\n");
    assertThat(told).contains("vf_backup_age_seconds{what=\"copied\"} NaN");
    assertThat(answer(node, monitoring, "/actuator/health").body())
        .isEqualTo("{\"status\":\"UP\"}");
    assertThat(answer(node, port, "/actuator/health").body()).isEqualTo("{\"status\":\"UP\"}");
    for (String elsewhere : List.of("/fhir/metadata", "/", "/actuator/env")) {
      assertThat(statusOf(node, monitoring, elsewhere)).as(elsewhere).isEqualTo(404);
    }
    for (String here : List.of("/actuator/prometheus", "/actuator")) {
      assertThat(statusOf(node, port, here)).as(here).isEqualTo(404);
    }
  }

  private Process start(String url, int port, int monitoring) throws IOException {
    return program(
            url,
            "--server.port=" + port,
            "--management.server.port=" + monitoring,
            "--management.server.address=127.0.0.1",
            "--server.address=127.0.0.1")
        .redirectOutput(log.toFile())
        .start();
  }

  /** What one of the program's commands says last, while a node runs on the same database. */
  private String commandBeside(String url, String... words) throws Exception {
    Process command = program(url, words).start();
    String said = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(command.waitFor()).as(said).isZero();
    List<String> lines =
        said.lines().filter(line -> !line.isBlank() && !line.matches("\\d{4}-.*")).toList();
    return lines.get(lines.size() - 1);
  }

  private ProcessBuilder program(String url, String... words) {
    List<String> line =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote",
                "-Xmx1g",
                "-cp",
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .filter(entry -> !entry.endsWith("test-classes"))
                    .collect(Collectors.joining(File.pathSeparator)),
                Application.class.getName()));
    line.addAll(List.of(words));
    ProcessBuilder program = new ProcessBuilder(line).redirectErrorStream(true);
    program
        .environment()
        .putAll(
            Map.of(
                "VF_DATA_DIR",
                folder.resolve("node").toString(),
                "VF_DATABASE_URL",
                url,
                "VF_DATABASE_USERNAME",
                "node",
                "VF_DATABASE_PASSWORD",
                SECRET,
                "VF_DATABASE_MIGRATION_USERNAME",
                "tables",
                "VF_DATABASE_MIGRATION_PASSWORD",
                SECRET,
                "VF_SECURITY_ISSUER",
                "http://127.0.0.1:9/nobody"));
    return program;
  }

  /**
   * What the health check says when the node is ready. Until then it may say that it is out of
   * service, or fail while the port for monitoring begins to share how answers are written.
   */
  private HttpResponse<String> whenLoaded(Process node, int port) throws Exception {
    Instant latest = Instant.now().plus(Duration.ofMinutes(5));
    HttpResponse<String> health = answer(node, port, "/actuator/health");
    while (health.statusCode() != 200 && Instant.now().isBefore(latest)) {
      TimeUnit.MILLISECONDS.sleep(200);
      health = answer(node, port, "/actuator/health");
    }
    return health;
  }

  private int statusOf(Process node, int port, String path) throws Exception {
    return answer(node, port, path).statusCode();
  }

  private HttpResponse<String> answer(Process node, int port, String path) throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(30))
            .build();
    Instant latest = Instant.now().plus(Duration.ofMinutes(5));
    while (true) {
      try {
        return http.send(request, BodyHandlers.ofString());
      } catch (IOException notYet) {
        if (!node.isAlive() || Instant.now().isAfter(latest)) {
          throw new AssertionError("The node does not start; see " + log, notYet);
        }
        TimeUnit.MILLISECONDS.sleep(200);
      }
    }
  }

  private static void stop(Process node) throws InterruptedException {
    node.destroy();
    if (!node.waitFor(60, TimeUnit.SECONDS)) {
      node.destroyForcibly();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
