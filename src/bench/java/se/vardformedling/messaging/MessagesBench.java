package se.vardformedling.messaging;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.Reader;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import se.vardformedling.bench.Report;
import se.vardformedling.identifier.CaseId;
import se.vardformedling.messaging.accesspoint.Arrival;
import se.vardformedling.messaging.accesspoint.Arrivals;
import se.vardformedling.messaging.accesspoint.As4AccessPoint;
import se.vardformedling.messaging.accesspoint.As4Settings;
import se.vardformedling.messaging.accesspoint.BareSender;
import se.vardformedling.messaging.accesspoint.Transfer;
import se.vardformedling.messaging.discovery.Directory;
import se.vardformedling.messaging.discovery.FileDirectory;
import se.vardformedling.messaging.key.KeyRing;
import se.vardformedling.messaging.key.KeySettings;
import se.vardformedling.messaging.sdk.Envelope;
import se.vardformedling.messaging.sdk.Identity;
import se.vardformedling.messaging.sdk.Labels;
import se.vardformedling.messaging.sdk.SdkProfile;
import se.vardformedling.messaging.sdk.Sealing;
import se.vardformedling.messaging.sdk.Xml;

/**
 * Messages from a service to another until the sender has the recipient's answer, beside the bare
 * cryptography of the same bytes and beside bare phase4: two access points that keep nothing, an
 * envelope as large there and an answer back, packed as the library packs. The same with our packing
 * is told, too.
 */
class MessagesBench {
  private static final SdkProfile PROFILE = SdkProfile.published();
  private static final double BAR = 0.6;
  private static final int ANSWER = 6_000;

  @TempDir private static Path folder;
  private final Report report = new Report("messages");
  private final Random random = new Random(7);

  /** A size, as bytes of the message, and how many are sent. */
  private record Size(String name, int bytes, int count) {}

  private static final List<Size> SIZES =
      List.of(
          new Size("10 kB", 10_000, Integer.getInteger("bench.messages.small", 200)),
          new Size("1 MB", 1_000_000, Integer.getInteger("bench.messages.middle", 60)),
          new Size("30 MB", 29_900_000, Integer.getInteger("bench.messages.large", 14)));

  @Test
  void sends_at_least_0_6_of_what_bare_phase4_carries() throws Exception {
    new DemoKeys(folder, Clock.systemUTC().instant(), 3072)
        .make(
            List.of(
                new DemoKeys.Node("a", "127.0.0.1", free()),
                new DemoKeys.Node("b", "127.0.0.1", free())));
    try (EmbeddedPostgres postgres =
            EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(Path.of("target/it-postgres-programs").toFile())
                // What is acknowledged is on disk, as in the program's own database.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
        Node a = Node.start(folder, "a", NodeDatabases.make(postgres, "bench_a"), Map.of());
        Node b = Node.start(folder, "b", NodeDatabases.make(postgres, "bench_b"), Map.of())) {
      for (Size size : SIZES) {
        measure(size, a, b);
      }
    }
    report.finish();
  }

  private void measure(Size size, Node a, Node b) throws Exception {
    int warm = Math.max(3, size.count() / 2);
    double crypto = perSecond(warm, size.count(), crypto(size));
    As4AccessPoint from = point("a");
    As4AccessPoint to = point("b");
    double phase4;
    double packed;
    try {
      BareSender there = bare("a");
      BareSender back = bare("b");
      phase4 =
          perSecond(
              warm,
              size.count(),
              carried(
                  size,
                  envelope -> there.send(transfer("a", "b", to.port(), envelope)),
                  answer -> back.send(transfer("b", "a", from.port(), answer))));
      packed =
          perSecond(
              warm,
              size.count(),
              carried(
                  size,
                  envelope -> from.submit(transfer("a", "b", to.port(), envelope)),
                  answer -> to.submit(transfer("b", "a", from.port(), answer))));
    } finally {
      from.stop();
      to.stop();
    }
    double ours = perSecond(warm, size.count(), delivered(size, a, b));
    report.tell(size.name() + ", bare cryptography, messages/s", crypto);
    report.tell(size.name() + ", bare phase4, messages/s", phase4);
    report.tell(size.name() + ", phase4 with our packing, messages/s", packed);
    report.tell(size.name() + ", end to end, messages/s", ours);
    report.tell(size.name() + ", end to end, MB/s", ours * size.bytes() / 1e6);
    report.tell(size.name() + ", end to end / bare cryptography", ours / crypto);
    report.tell(size.name() + ", end to end / phase4 with our packing", ours / packed);
    report.atLeast(size.name() + ", end to end / bare phase4", ours / phase4, BAR);
  }

  /** What is measured. */
  private interface Turn {
    void take() throws Exception;
  }

  private static double perSecond(int warm, int count, Turn turn) throws Exception {
    for (int i = 0; i < warm; i++) {
      turn.take();
    }
    long began = System.nanoTime();
    for (int i = 0; i < count; i++) {
      turn.take();
    }
    return count * 1e9 / (System.nanoTime() - began);
  }

  /** Encrypted and signed, verified and decrypted. */
  private Turn crypto(Size size) throws Exception {
    Sealing sealing = new Sealing(PROFILE);
    Identity identity = new KeyRing(keys("a")).organisation().get(0);
    byte[] message = message(size.bytes());
    return () -> {
      byte[] sealed = sealing.seal(envelope(), "Q{urn:bench}message", message, identity.certificate(), identity);
      byte[] opened = sealing.decrypt(sealing.verify(Xml.read(sealed)), List.of(identity));
      if (opened.length != message.length) {
        throw new AssertionError("not what was sealed");
      }
    };
  }

  /** Carries an envelope, and waits for its receipt. */
  private interface Carrier {
    void carry(byte[] envelope) throws Exception;
  }

  /** An envelope there, an answer back, and nothing kept. */
  private Turn carried(Size size, Carrier there, Carrier back) throws Exception {
    Identity identity = new KeyRing(keys("a")).organisation().get(0);
    byte[] sealed =
        new Sealing(PROFILE)
            .seal(
                envelope(),
                "Q{urn:bench}message",
                message(size.bytes()),
                identity.certificate(),
                identity);
    byte[] answer = message(ANSWER);
    return () -> {
      there.carry(sealed);
      back.carry(answer);
    };
  }

  private Turn delivered(Size size, Node a, Node b) {
    byte[] pdf = new byte[pdf(size.bytes())];
    random.nextBytes(pdf);
    System.arraycopy("%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII), 0, pdf, 0, 9);
    CaseId caseId = CaseId.mint();
    return () -> {
      String id =
          a.send(
                  new Packet(
                      "0203:b.example",
                      "b-remiss",
                      caseId,
                      "Remiss",
                      "# Remiss",
                      true,
                      List.of(new Packet.File("remiss.pdf", "application/pdf", pdf)),
                      Optional.empty(),
                      Optional.empty(),
                      List.of()))
              .messageIds()
              .get(0);
      a.work("send-message");
      b.work("open-arrival", "send-message");
      a.work("open-arrival");
      if (a.messages().find(id).orElseThrow().state() != MessageState.ACCEPTED) {
        throw new AssertionError(a.messages().find(id) + " " + a.messages().evidence(id));
      }
    };
  }

  /** What a file may hold so that its message is as large, with room for what is around it. */
  private static int pdf(int message) {
    return (message - Math.min(message / 2, 20_000)) / 4 * 3;
  }

  private byte[] message(int bytes) {
    byte[] content = new byte[bytes / 4 * 3];
    random.nextBytes(content);
    return ("<message xmlns=\"urn:bench\">" + Base64.getEncoder().encodeToString(content) + "</message>")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static Envelope envelope() {
    return new Envelope(
        UUID.randomUUID().toString(),
        Clock.systemUTC().instant(),
        "0203:a.example",
        "0203:b.example",
        PROFILE.documentType(),
        Optional.of("b-remiss"));
  }

  private static Transfer transfer(String from, String to, int port, byte[] envelope)
      throws Exception {
    Directory.Participant participant =
        new FileDirectory(folder.resolve("directory.json"))
            .find("0203:" + to + ".example", "")
            .orElseThrow();
    return new Transfer(
        UUID.randomUUID() + "@" + from + ".example",
        new Labels(
            "0203:" + from + ".example",
            participant.id(),
            PROFILE.action(PROFILE.documentType())),
        UUID.randomUUID().toString(),
        new Transfer.Route(
            URI.create("https://127.0.0.1:" + port + "/as4"),
            participant.party(),
            participant.accessPoint()),
        envelope);
  }

  private static BareSender bare(String name) throws IOException {
    return new BareSender(
        PROFILE,
        binder(name).bind("vf.sdk.as4", As4Settings.class).get(),
        new KeyRing(keys(name)),
        Clock.systemUTC());
  }

  private static As4AccessPoint point(String name) throws IOException {
    As4AccessPoint point =
        new As4AccessPoint(
            PROFILE,
            binder(name).bind("vf.sdk.as4", As4Settings.class).get(),
            new KeyRing(keys(name)),
            new Nothing(),
            Clock.systemUTC(),
            Files.createDirectories(folder.resolve(name + "-work")));
    point.start();
    return point;
  }

  private static final class Nothing implements Arrivals {
    @Override
    public void delivered(String transferId, byte[] receipt) {
      // Nothing is kept.
    }

    @Override
    public void received(Arrival arrival) {
      // Nothing is kept.
    }

    @Override
    public void answered(String party, String transferId, byte[] receipt) {
      // Nothing is kept.
    }
  }

  private static KeySettings keys(String name) throws IOException {
    return binder(name).bind("vf.sdk.keys", KeySettings.class).get();
  }

  private static Binder binder(String name) throws IOException {
    Properties file = new Properties();
    try (Reader in = Files.newBufferedReader(folder.resolve(name + "/node.properties"))) {
      file.load(in);
    }
    file.setProperty("vf.sdk.as4.port", "0");
    file.setProperty("vf.sdk.as4.address", "127.0.0.1");
    return new Binder(new MapConfigurationPropertySource(file));
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
