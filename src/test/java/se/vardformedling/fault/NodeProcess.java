package se.vardformedling.fault;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import se.vardformedling.Application;

/** A node as its operator runs it: a process with a data folder, that can be killed. */
final class NodeProcess implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofMinutes(10);
  private static final Path PROGRAMS = Path.of("target/it-postgres-programs").toAbsolutePath();

  private final Path folder;
  private final int port;
  private final List<String> options;
  private Process process;

  private NodeProcess(Path folder, int port, List<String> options, Process process) {
    this.folder = folder;
    this.port = port;
    this.options = options;
    this.process = process;
  }

  /** Starts a node on the folder and waits until it answers. */
  static NodeProcess start(Path folder, String... options) throws Exception {
    Files.createDirectories(folder);
    int port = freePort();
    NodeProcess node =
        new NodeProcess(folder, port, List.of(options), run(folder, port, List.of(options)));
    node.awaitReady();
    return node;
  }

  int port() {
    return port;
  }

  /** All that the program has printed. */
  Path log() {
    return folder.resolve("node.log");
  }

  /** As a power cut does it: nothing of the program's is carried out any more. */
  void kill() throws Exception {
    process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
  }

  void startAgain() throws Exception {
    process = run(folder, port, options);
    awaitReady();
  }

  void killDatabase() throws IOException {
    ProcessHandle.of(Long.parseLong(pidFile().get(0).strip())).orElseThrow().destroyForcibly();
  }

  Connection database() throws IOException, SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + pidFile().get(3).strip() + "/vardformedling",
        "vardformedling",
        Files.readString(folder.resolve("postgres-password")).strip());
  }

  /** Runs one of the program's commands on the stopped node and tells its status. */
  int command(String... command) throws Exception {
    List<String> line = java();
    line.addAll(Arrays.asList(command));
    ProcessBuilder run =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    run.environment()
        .putAll(
            Map.of(
                "SPRING_PROFILES_ACTIVE",
                "demo",
                "VF_DATA_DIR",
                folder.toString(),
                "VF_DATABASE_BINARIESDIR",
                PROGRAMS.toString()));
    return run.start().waitFor();
  }

  void stop() throws Exception {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("The node does not stop; see " + log());
    }
  }

  /** Leaves nothing running, whatever happened. */
  @Override
  public void close() throws Exception {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      kill();
    }
    if (Files.exists(folder.resolve("postgres/postmaster.pid"))) {
      killDatabase();
    }
  }

  private void awaitReady() throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest health =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health"))
            .timeout(Duration.ofSeconds(5))
            .build();
    HttpRequest token =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/demo/token/broker-dalarna"))
            .build();
    Instant latest = Instant.now().plus(LONGEST_START);
    while (!answers(http, health) || !loaded() || !answers(http, token)) {
      if (!process.isAlive() || Instant.now().isAfter(latest)) {
        throw new AssertionError("The node does not start; see " + log());
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  /** The demo is there when the program has said where to go. */
  private boolean loaded() throws IOException {
    return Files.readString(log()).lines().anyMatch(line -> line.contains("/fhir"));
  }

  private static boolean answers(HttpClient http, HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Process run(Path folder, int port, List<String> options) throws IOException {
    Path log = folder.resolve("node.log");
    if (Files.exists(log)) {
      Files.move(log, folder.resolve("node-" + System.nanoTime() + ".log"));
    }
    return new ProcessBuilder(line(folder, port, options))
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private static List<String> line(Path folder, int port, List<String> options) {
    List<String> line = java();
    line.addAll(
        List.of(
            "--spring.profiles.active=demo",
            "--server.port=" + port,
            "--vf.data-dir=" + folder,
            "--vf.database.binaries-dir=" + PROGRAMS));
    line.addAll(options);
    return line;
  }

  private static List<String> java() {
    return new ArrayList<>(
        List.of(
            ProcessHandle.current().info().command().orElseThrow(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-BytecodeVerificationRemote",
            "-Xmx1g",
            "-cp",
            classPath(),
            Application.class.getName()));
  }

  /** What is shipped, without the tests' own classes. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private List<String> pidFile() throws IOException {
    return Files.readAllLines(folder.resolve("postgres/postmaster.pid"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
