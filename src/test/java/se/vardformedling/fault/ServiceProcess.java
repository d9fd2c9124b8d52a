package se.vardformedling.fault;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import se.vardformedling.messaging.NodeProgram;

/** A message service as a process of its own, on a database that others look after. */
final class ServiceProcess implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final Path folder;
  private final String name;
  private final int port;
  private final List<String> settings;
  private @Nullable Process process;

  /** One that is not running yet. */
  ServiceProcess(Path folder, String name, int port, String database) {
    this.folder = folder;
    this.name = name;
    this.port = port;
    this.settings =
        List.of(
            "--spring.config.additional-location="
                + folder.resolve(name).resolve("node.properties").toUri(),
            "--spring.main.banner-mode=off",
            "--node.database=" + database,
            "--node.port=" + port,
            "--vf.data-dir=" + folder.resolve(name + "-data"),
            "--vf.sdk.as4.address=127.0.0.1",
            // Five seconds between tries, for as long as a test may take.
            "--vf.sdk.resends=120",
            "--vf.sdk.resend-within=10m");
  }

  String name() {
    return name;
  }

  /** Starts it; whoever wants it to answer waits for that. */
  void start(String... more) throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx400m",
                "-cp",
                System.getProperty("java.class.path"),
                NodeProgram.class.getName()));
    line.addAll(settings);
    line.addAll(List.of(more));
    File log = folder.resolve(name + ".log").toFile();
    process =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
            .start();
  }

  void awaitReady() throws InterruptedException {
    Instant latest = Instant.now().plus(LONGEST);
    while (ask("here").isEmpty()) {
      if (!running().isAlive() || Instant.now().isAfter(latest)) {
        throw new AssertionError(name + " does not start; see " + folder);
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** What it answers; empty if it is away or cannot. */
  Optional<String> ask(String path) {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + path))
                  .timeout(Duration.ofSeconds(20))
                  .build(),
              BodyHandlers.ofString());
      return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
    } catch (IOException away) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits until it has ended by itself; its status. */
  int awaitEnd() throws InterruptedException {
    if (!running().waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError(name + " does not come to the step");
    }
    return running().exitValue();
  }

  private Process running() {
    return Objects.requireNonNull(process);
  }

  /** As a power cut does it. */
  void kill() throws InterruptedException {
    running().destroyForcibly().waitFor(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws InterruptedException {
    if (process != null) {
      kill();
    }
  }
}
