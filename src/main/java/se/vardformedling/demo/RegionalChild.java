package se.vardformedling.demo;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A regional node as a process of its own, with a folder and a log of its own. */
final class RegionalChild {
  private static final Logger log = LoggerFactory.getLogger(RegionalChild.class);
  private static final Duration ENDS = Duration.ofSeconds(60);
  private static final List<String> INHERITED =
      List.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ", "USER");

  /** Whoever tries the program looks at the national node's pages while these start. */
  private static final Path NICE = Path.of("/usr/bin/nice");

  private final Path folder;
  private final int port;
  private final Process process;

  private RegionalChild(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /**
   * Starts it, after one that an earlier run has left on the same folder has ended.
   *
   * @param java what starts the program
   * @param settings of the program, without their dashes
   */
  static RegionalChild start(Path folder, int port, List<String> java, List<String> settings)
      throws IOException {
    Files.createDirectories(folder);
    leftOver(folder).ifPresent(RegionalChild::end);
    List<String> line = new ArrayList<>(java);
    line.add("--server.port=" + port);
    line.add("--vf.data-dir=" + folder);
    settings.forEach(setting -> line.add("--" + setting));
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log(folder).toFile()));
    // Nothing that the parent was told is meant for its children.
    builder.environment().keySet().retainAll(INHERITED);
    Process process = builder.start();
    Files.writeString(pid(folder), Long.toString(process.pid()));
    return new RegionalChild(folder, port, process);
  }

  /** This program, with a heap of that size. */
  static List<String> java(String program, String heap) {
    String java =
        ProcessHandle.current()
            .info()
            .command()
            .orElseGet(() -> Path.of(System.getProperty("java.home"), "bin", "java").toString());
    String classPath = System.getProperty("java.class.path");
    List<String> line = new ArrayList<>();
    if (Files.isExecutable(NICE)) {
      line.addAll(List.of(NICE.toString(), "-n", "10"));
    }
    line.addAll(List.of(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx" + heap));
    if (classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator)) {
      line.addAll(List.of("-jar", classPath));
    } else {
      line.addAll(List.of("-cp", classPath, program));
    }
    return line;
  }

  static Path log(Path folder) {
    return folder.resolve("node.log");
  }

  private static Path pid(Path folder) {
    return folder.resolve("node.pid");
  }

  /** A process that says that it works on the folder; its number alone may be another's by now. */
  private static Optional<ProcessHandle> leftOver(Path folder) throws IOException {
    if (!Files.exists(pid(folder))) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(Files.readString(pid(folder)).strip()))
        .filter(
            process -> process.info().commandLine().orElse("").contains("--vf.data-dir=" + folder));
  }

  private static void end(ProcessHandle process) {
    log.info("A regional node of an earlier run is asked to stop");
    process.destroy();
    awaitEnd(process);
  }

  private static void awaitEnd(ProcessHandle process) {
    try {
      process.onExit().get(ENDS.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      log.warn("Process {} has not ended within {} s", process.pid(), ENDS.toSeconds());
    }
  }

  Path folder() {
    return folder;
  }

  int port() {
    return port;
  }

  /** Waits until it answers; false if it has ended instead. */
  boolean awaitReady() throws InterruptedException {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest health =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health"))
            .timeout(Duration.ofSeconds(5))
            .build();
    while (process.isAlive()) {
      try {
        if (http.send(health, BodyHandlers.discarding()).statusCode() == 200) {
          return true;
        }
      } catch (IOException notYet) {
        log.debug("{} does not answer yet", folder, notYet);
      }
      TimeUnit.MILLISECONDS.sleep(500);
    }
    return false;
  }

  void askToStop() {
    process.destroy();
  }

  void awaitEnd() {
    awaitEnd(process.toHandle());
  }
}
