package se.vardformedling.messaging;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.Reader;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.bench.Report;
import se.vardformedling.identifier.CaseId;

/**
 * How long one message is on its way when nothing else is, carried by the timers as on a node: from
 * the sender's commit until it has stored the recipient's answer.
 */
class MessageAloneBench {
  private static final int COUNT = Integer.getInteger("bench.messages.alone", 30);

  /** Of the file; 22.4 MB fill a message. */
  private static final int BYTES = Integer.getInteger("bench.messages.alone-bytes", 7_000);

  @TempDir private static Path folder;
  private final Report report = new Report("message-alone");

  @Test
  void tells_how_long_a_message_is_on_its_way() throws Exception {
    new DemoKeys(folder, Clock.systemUTC().instant(), 3072)
        .make(
            List.of(
                new DemoKeys.Node("a", "127.0.0.1", free()),
                new DemoKeys.Node("b", "127.0.0.1", free())));
    Histogram millis = new Histogram(Duration.ofMinutes(5).toMillis(), 3);
    try (EmbeddedPostgres postgres =
            EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(Path.of("target/it-postgres-programs").toFile())
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
        ConfigurableApplicationContext a = node("a", NodeDatabases.make(postgres, "alone_a"));
        ConfigurableApplicationContext b = node("b", NodeDatabases.make(postgres, "alone_b"))) {
      byte[] pdf = pdf();
      for (int n = 0; n < COUNT + 3; n++) {
        long took = sent(a, pdf);
        if (n >= 3) {
          millis.recordValue(took);
        }
      }
    }
    report.tell("heap of both services, MB", Runtime.getRuntime().maxMemory() / 1e6);
    report.tell("until it is answered, median ms", millis.getValueAtPercentile(50));
    report.tell("until it is answered, longest ms", millis.getMaxValue());
    report.finish();
  }

  private static long sent(ConfigurableApplicationContext node, byte[] pdf) {
    Messages messages = node.getBean(Messages.class);
    long began = System.nanoTime();
    String id =
        Objects.requireNonNull(
                node.getBean(TransactionTemplate.class).execute(status -> messages.send(packet(pdf))))
            .messageIds()
            .get(0);
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> messages.find(id).orElseThrow().state() == MessageState.ACCEPTED);
    return Duration.ofNanos(System.nanoTime() - began).toMillis();
  }

  private static byte[] pdf() {
    byte[] pdf = new byte[BYTES];
    new Random(7).nextBytes(pdf);
    byte[] head = "%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(head, 0, pdf, 0, head.length);
    return pdf;
  }

  private static Packet packet(byte[] pdf) {
    return new Packet(
        "0203:b.example",
        "b-remiss",
        CaseId.mint(),
        "Remiss",
        "# Remiss",
        true,
        List.of(new Packet.File("remiss.pdf", "application/pdf", pdf)),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private static ConfigurableApplicationContext node(String name, String database)
      throws IOException {
    Properties settings = new Properties();
    try (Reader file = Files.newBufferedReader(folder.resolve(name + "/node.properties"))) {
      settings.load(file);
    }
    settings.setProperty("node.database", database);
    settings.setProperty("vf.data-dir", folder.resolve(name + "-data").toString());
    settings.setProperty("vf.sdk.as4.address", "127.0.0.1");
    return new SpringApplicationBuilder(Wiring.class)
        .web(WebApplicationType.NONE)
        .run(
            settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new));
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Not annotated as a configuration, so that no other context finds it. */
  @ComponentScan(
      basePackages = "se.vardformedling.timer",
      excludeFilters =
          @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*(Test|IT)(\\$.*)?"))
  static class Wiring extends NodeWiring {
    @Bean
    Clock clock() {
      return Clock.systemUTC();
    }
  }
}
