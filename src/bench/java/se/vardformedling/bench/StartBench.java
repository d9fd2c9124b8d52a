package se.vardformedling.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** How long a start takes and what it costs, as processes of their own. Linux only: reads /proc. */
class StartBench {
  private static final int TIMES = Integer.getInteger("bench.starts", 5);
  private static final Path WORK = Path.of("target/bench/start").toAbsolutePath();
  private static final Path JAR =
      Path.of("target/vardformedling-0.1.0-SNAPSHOT.jar").toAbsolutePath();
  private static final String JAVA = Path.of(System.getProperty("java.home"), "bin/java").toString();
  private static final String OPTIONS = "@" + Path.of("docker/java.options").toAbsolutePath();
  private static final double TICKS_A_SECOND = 100;

  private final Report report = new Report("start");

  /** Until the first answer; CPU seconds and resident megabytes of the program at that moment. */
  private record Start(double seconds, double cpu, double megabytes) {}

  @Test
  void starts_about_as_fast_as_stock_and_faster_with_its_cache() throws Exception {
    Path app = WORK.resolve("app");
    Files.createDirectories(WORK);
    FileSystemUtils.deleteRecursively(app);
    run(List.of(JAVA, "-Djarmode=tools", "-jar", JAR.toString(), "extract", "--destination", app.toString()));
    plain();
    prescribed(app);
    report.finish();
  }

  /** Both from the packed jar: what differs is the wiring, not how its classes are found. */
  private void plain() throws Exception {
    List<Start> ours = new ArrayList<>();
    List<Start> stock = new ArrayList<>();
    String yardstick = "-Dloader.path=" + Path.of("target/test-classes").toAbsolutePath();
    for (int n = 0; n <= TIMES; n++) {
      int port = freePort();
      Start first = start(List.of(JAVA, "-jar", JAR.toString()), port, "plain", "/actuator/health");
      port = freePort();
      Path folder = Files.createDirectories(WORK.resolve("stock"));
      Start second =
          start(
              List.of(
                  JAVA,
                  "-cp",
                  JAR.toString(),
                  yardstick,
                  "-Dloader.main=" + StockNode.class.getName(),
                  "org.springframework.boot.loader.launch.PropertiesLauncher",
                  "" + port,
                  folder.toString()),
              port,
              "stock",
              "/fhir/Organization/none");
      if (n > 0) {
        ours.add(first);
        stock.add(second);
      }
    }
    compare("seconds", ours, stock, Start::seconds);
    compare("CPU seconds", ours, stock, Start::cpu);
    compare("RSS MB", ours, stock, Start::megabytes);
  }

  private void compare(
      String what, List<Start> ours, List<Start> stock, ToDoubleFunction<Start> figure) {
    double mine = median(ours, figure);
    double other = median(stock, figure);
    report.tell("plain java -jar, " + what, mine);
    report.tell("stock, " + what, other);
    report.atMost("plain java -jar / stock, " + what, mine / other, 1.15);
  }

  /** The command of start.md: extracted, with its options and the cache of our own training. */
  private void prescribed(Path app) throws Exception {
    Path jar = app.resolve(JAR.getFileName());
    Path cache = app.resolve("app.aot");
    run(List.of(JAVA, OPTIONS, "-XX:AOTCacheOutput=" + cache, "-jar", jar.toString(), "train"));
    // A cache that does not fit would be left aside in silence: here it ends the start.
    List<String> command =
        List.of(JAVA, OPTIONS, "-XX:AOTMode=on", "-XX:AOTCache=" + cache, "-jar", jar.toString());
    List<Start> fresh = new ArrayList<>();
    List<Start> later = new ArrayList<>();
    for (int n = 0; n < TIMES; n++) {
      String folder = "cached-" + System.nanoTime();
      fresh.add(start(command, freePort(), folder, "/actuator/health"));
      later.add(start(command, freePort(), folder, "/actuator/health"));
    }
    report.atMost("with the cache, fresh database, seconds", median(fresh, Start::seconds), 20);
    report.atMost("with the cache, later, seconds", median(later, Start::seconds), 12);
    report.tell("with the cache, later, CPU seconds", median(later, Start::cpu));
    report.atMost("with the cache, RSS MB", median(later, Start::megabytes), 700);
  }

  private static double median(List<Start> starts, ToDoubleFunction<Start> figure) {
    return BesideStockBench.median(starts.stream().map(s -> figure.applyAsDouble(s)).toList());
  }

  private static Start start(List<String> command, int port, String folder, String path)
      throws Exception {
    long began = System.nanoTime();
    Process process = process(command, port, folder).start();
    try {
      awaitAnswer(process, "http://127.0.0.1:" + port + path);
      double seconds = (System.nanoTime() - began) / 1e9;
      return new Start(seconds, cpu(process), megabytes(process));
    } finally {
      process.destroy();
      process.waitFor(1, TimeUnit.MINUTES);
    }
  }

  private static void run(List<String> command) throws Exception {
    int status = process(command, freePort(), "train-" + System.nanoTime()).start().waitFor();
    if (status != 0) {
      throw new AssertionError(command + " ended with " + status);
    }
  }

  private static ProcessBuilder process(List<String> command, int port, String folder) {
    ProcessBuilder process = new ProcessBuilder(command);
    process
        .environment()
        .putAll(
            Map.of(
                "SERVER_PORT", "" + port,
                "SERVER_ADDRESS", "127.0.0.1",
                "VF_DATA_DIR", WORK.resolve(folder).toString(),
                "VF_DATABASE_BINARIESDIR", WORK.resolve("programs").toString(),
                "VF_SECURITY_ISSUER", "http://127.0.0.1:9/nobody"));
    process.redirectErrorStream(true);
    process.redirectOutput(
        ProcessBuilder.Redirect.appendTo(WORK.resolve("output.log").toFile()));
    return process;
  }

  /** Any answer of the program will do; only silence is waited for. */
  private static void awaitAnswer(Process process, String address) throws InterruptedException {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(30)).build();
    for (int n = 0; n < 6000 && process.isAlive(); n++) {
      try {
        http.send(request, BodyHandlers.discarding());
        return;
      } catch (IOException notYet) {
        Thread.sleep(50);
      }
    }
    throw new AssertionError("no answer at " + address + ", see target/bench/start/output.log");
  }

  private static double cpu(Process process) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_A_SECOND;
  }

  private static double megabytes(Process process) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .flatMap(line -> Arrays.stream(line.replaceAll("\\D", " ").strip().split(" ", -1)))
        .mapToDouble(kilobytes -> Double.parseDouble(kilobytes) / 1024)
        .findFirst()
        .orElseThrow();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
