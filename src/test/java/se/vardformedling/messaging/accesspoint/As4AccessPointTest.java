package se.vardformedling.messaging.accesspoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.xml.security.signature.XMLSignature;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import se.vardformedling.messaging.DemoKeys;
import se.vardformedling.messaging.discovery.Directory;
import se.vardformedling.messaging.discovery.FileDirectory;
import se.vardformedling.messaging.key.KeyRing;
import se.vardformedling.messaging.key.KeySettings;
import se.vardformedling.messaging.sdk.Labels;
import se.vardformedling.messaging.sdk.SdkProfile;
import se.vardformedling.messaging.sdk.Xml;

/** Two access points on loopback over real mutual TLS. */
class As4AccessPointTest {
  private static final SdkProfile PROFILE = SdkProfile.published();
  private static final String WSU =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
  private static final Instant NOW = Clock.systemUTC().instant();
  @TempDir private static Path folder;
  private static final Heard A_HEARD = new Heard();
  private static final Heard B_HEARD = new Heard();
  private static As4AccessPoint a;
  private static As4AccessPoint b;

  private static final class Heard implements Arrivals {
    private final List<Arrival> received = new CopyOnWriteArrayList<>();
    private final List<String> delivered = new CopyOnWriteArrayList<>();
    private volatile byte[] receipt = {};
    private volatile byte[] given = {};
    private final List<String> answered = new CopyOnWriteArrayList<>();
    private volatile boolean broken;
    private volatile Runnable meanwhile = () -> {};

    @Override
    public void delivered(String transferId, byte[] signed) {
      delivered.add(transferId);
      receipt = signed;
    }

    @Override
    public void answered(String party, String transferId, byte[] signed) {
      answered.add(party + " " + transferId);
      given = signed;
    }

    @Override
    public void received(Arrival arrival) {
      if (broken) {
        throw new IllegalStateException("password=secret");
      }
      meanwhile.run();
      received.add(arrival);
    }
  }

  @BeforeAll
  static void start() throws Exception {
    new DemoKeys(folder, NOW, 2048)
        .make(
            List.of(
                new DemoKeys.Node("a", "127.0.0.1", 1), new DemoKeys.Node("b", "127.0.0.1", 2)));
    a = point("a", A_HEARD, Clock.systemUTC(), Map.of());
    b = point("b", B_HEARD, Clock.systemUTC(), Map.of());
  }

  @AfterAll
  static void stop() {
    a.stop();
    b.stop();
  }

  @BeforeEach
  void forget() {
    for (Heard heard : List.of(A_HEARD, B_HEARD)) {
      heard.received.clear();
      heard.delivered.clear();
      heard.answered.clear();
      heard.broken = false;
      heard.meanwhile = () -> {};
    }
  }

  @Test
  void an_envelope_comes_whole_and_its_signed_receipt_comes_back() throws Exception {
    Transfer transfer = transfer("b", b.port());

    a.submit(transfer);

    assertThat(B_HEARD.received)
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(
            new Arrival(
                transfer.id(),
                "AP-a",
                transfer.conversation(),
                transfer.labels(),
                transfer.envelope()));
    assertThat(A_HEARD.delivered).containsExactly(transfer.id());
    assertThat(new String(A_HEARD.receipt, StandardCharsets.UTF_8))
        .contains("NonRepudiationInformation", transfer.id());
  }

  @Test
  void the_receipt_is_kept_on_both_sides_so_that_its_signature_can_be_verified_again()
      throws Exception {
    Transfer transfer = transfer("b", b.port());

    a.submit(transfer);

    assertThat(verified(A_HEARD.receipt)).isTrue();
    assertThat(
            verified(
                new String(A_HEARD.receipt, StandardCharsets.UTF_8)
                    .replace(transfer.id(), "other" + transfer.id())
                    .getBytes(StandardCharsets.UTF_8)))
        .isFalse();
    assertThat(B_HEARD.answered).containsExactly("AP-a " + transfer.id());
    assertThat(verified(B_HEARD.given)).isTrue();
  }

  /** Whether a signature by the certificate in the message is right for what it refers to. */
  private static boolean verified(byte[] soap) {
    try {
      Document document = Xml.read(soap);
      NodeList all = document.getElementsByTagNameNS("*", "*");
      for (int i = 0; i < all.getLength(); i++) {
        Element element = (Element) all.item(i);
        if (element.hasAttributeNS(WSU, "Id")) {
          element.setIdAttributeNS(WSU, "Id", true);
        }
      }
      Element token = (Element) document.getElementsByTagNameNS("*", "BinarySecurityToken").item(0);
      byte[] certificate = Base64.getMimeDecoder().decode(token.getTextContent());
      Certificate signer =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(certificate));
      Element signature = (Element) document.getElementsByTagNameNS("*", "Signature").item(0);
      return new XMLSignature(signature, "", true).checkSignatureValue(signer.getPublicKey());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_partner_may_have_another_name_than_its_certificate() throws Exception {
    Map<String, String> named = Map.of("vf.sdk.as4.party", "party-a");
    As4AccessPoint other = point("a", A_HEARD, Clock.systemUTC(), named);
    As4AccessPoint knowing =
        point(
            "b",
            B_HEARD,
            Clock.systemUTC(),
            Map.of("vf.sdk.as4.partners.party-a.certificate-name", "AP-a"));
    try {
      Transfer unknown = transfer("b", b.port());
      assertThatThrownBy(() -> other.submit(unknown)).isInstanceOf(NotCarriedException.class);
      assertThat(B_HEARD.received).isEmpty();

      other.submit(transfer("b", knowing.port()));

      assertThat(B_HEARD.received).singleElement().extracting(Arrival::party).isEqualTo("party-a");
    } finally {
      other.stop();
      knowing.stop();
    }
  }

  @Test
  void the_same_transfer_again_is_given_a_receipt_again() throws Exception {
    Transfer transfer = transfer("b", b.port());

    a.submit(transfer);
    a.submit(transfer);

    assertThat(A_HEARD.delivered).containsExactly(transfer.id(), transfer.id());
  }

  @Test
  void what_cannot_be_stored_gets_no_receipt_and_is_taken_at_the_next_try() throws Exception {
    Transfer transfer = transfer("b", b.port());
    B_HEARD.broken = true;
    assertThatThrownBy(() -> a.submit(transfer))
        .isInstanceOf(NotCarriedException.class)
        .hasMessageNotContaining("secret");
    B_HEARD.broken = false;

    a.submit(transfer);

    assertThat(A_HEARD.delivered).containsExactly(transfer.id());
    assertThat(B_HEARD.received).hasSize(1);
  }

  @Test
  void what_is_never_served_is_said_with_its_code_and_not_tried_again() throws Exception {
    Transfer right = transfer("b", b.port());
    Transfer other =
        new Transfer(
            right.id(),
            new Labels("0203:a.example", "0203:nobody.example", right.labels().action() + "x"),
            right.conversation(),
            right.route(),
            right.envelope());

    assertThatThrownBy(() -> a.submit(other))
        .isInstanceOfSatisfying(
            NotCarriedException.class, e -> assertThat(e.permanent()).as(e.getMessage()).isTrue())
        .hasMessageStartingWith("as4-error-msg-received: EBMS:0004 NOT_SERVICED");
    assertThat(B_HEARD.received).isEmpty();
  }

  @Test
  void nobody_there_is_said() throws Exception {
    Transfer transfer = transfer("b", 1);

    assertThatThrownBy(() -> a.submit(transfer)).isInstanceOf(NotCarriedException.class);
  }

  @Test
  void a_clock_beyond_the_certificates_takes_nothing() throws Exception {
    Clock later = Clock.fixed(NOW.plus(Duration.ofDays(400)), ZoneOffset.UTC);
    As4AccessPoint late = point("b", B_HEARD, later, Map.of());
    try {
      Transfer transfer = transfer("b", late.port());
      assertThatThrownBy(() -> a.submit(transfer)).isInstanceOf(NotCarriedException.class);
      assertThat(B_HEARD.received).isEmpty();
    } finally {
      late.stop();
    }
  }

  @Test
  void an_agreement_must_be_the_same_on_both_sides() throws Exception {
    As4AccessPoint other =
        point("b", B_HEARD, Clock.systemUTC(), Map.of("vf.sdk.as4.agreement", "urn:x"));
    As4AccessPoint same =
        point(
            "a", A_HEARD, Clock.systemUTC(), Map.of("vf.sdk.as4.partners.AP-b.agreement", "urn:x"));
    As4AccessPoint wrong =
        point("a", A_HEARD, Clock.systemUTC(), Map.of("vf.sdk.as4.agreement", "urn:y"));
    try {
      same.submit(transfer("b", other.port()));
      assertThat(B_HEARD.received).hasSize(1);
      Transfer refused = transfer("b", other.port());
      assertThatThrownBy(() -> wrong.submit(refused)).isInstanceOf(NotCarriedException.class);
      assertThat(B_HEARD.received).hasSize(1);
    } finally {
      other.stop();
      same.stop();
      wrong.stop();
    }
  }

  @Test
  void what_unpacks_beyond_the_limit_is_refused_and_not_tried_again() throws Exception {
    As4AccessPoint small =
        point("b", B_HEARD, Clock.systemUTC(), Map.of("vf.sdk.as4.max-transfer", "1000"));
    try {
      Transfer bomb = transfer("b", small.port(), new byte[1_000_000]);
      assertThatThrownBy(() -> a.submit(bomb))
          .isInstanceOfSatisfying(
              NotCarriedException.class, e -> assertThat(e.permanent()).as(e.getMessage()).isTrue())
          .hasMessage("as4-error-msg-received: EBMS:0003 NOT_TAKEN");
      assertThat(B_HEARD.received).isEmpty();
    } finally {
      small.stop();
    }
  }

  @Test
  void what_the_door_is_too_small_for_is_not_tried_again() throws Exception {
    As4AccessPoint small =
        point("b", B_HEARD, Clock.systemUTC(), Map.of("vf.sdk.as4.max-transfer", "1000"));
    try {
      byte[] unpackable = new byte[3_000_000];
      new Random(1).nextBytes(unpackable);
      Transfer large = transfer("b", small.port(), unpackable);
      assertThatThrownBy(() -> a.submit(large))
          .isInstanceOfSatisfying(
              NotCarriedException.class, e -> assertThat(e.permanent()).as(e.getMessage()).isTrue())
          .hasMessage("The recipient's access point takes nothing so large");
      assertThat(B_HEARD.received).isEmpty();
    } finally {
      small.stop();
    }
  }

  @Test
  void what_is_unpacked_lies_in_the_folder_it_was_given_until_it_is_stored() throws Exception {
    Set<String> here = new HashSet<>();
    B_HEARD.meanwhile = () -> here.addAll(files(folder.resolve("a-work")));

    a.submit(transfer("b", b.port()));

    // Packed at the sender and unpacked at the receiver; both are in this program.
    assertThat(here).filteredOn(name -> name.startsWith("phase4-")).hasSizeGreaterThan(1);
    assertThat(files(folder.resolve("a-work"))).noneMatch(name -> name.startsWith("phase4-"));
  }

  private static Set<String> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static As4AccessPoint point(
      String name, Heard heard, Clock clock, Map<String, String> more) throws IOException {
    java.util.Properties file = new java.util.Properties();
    try (var in = Files.newBufferedReader(folder.resolve(name + "/node.properties"))) {
      file.load(in);
    }
    file.setProperty("vf.sdk.as4.port", "0");
    file.setProperty("vf.sdk.as4.address", "127.0.0.1");
    file.putAll(more);
    Binder binder = new Binder(new MapConfigurationPropertySource(file));
    As4AccessPoint point =
        new As4AccessPoint(
            PROFILE,
            binder.bind("vf.sdk.as4", As4Settings.class).get(),
            new KeyRing(binder.bind("vf.sdk.keys", KeySettings.class).get()),
            heard,
            clock,
            Files.createDirectories(folder.resolve(name + "-work")));
    point.start();
    return point;
  }

  private static Transfer transfer(String to, int port) throws Exception {
    return transfer(to, port, "<x>åäö</x>".getBytes(StandardCharsets.UTF_8));
  }

  private static Transfer transfer(String to, int port, byte[] envelope) throws Exception {
    Directory.Participant participant =
        new FileDirectory(folder.resolve("directory.json"))
            .find("0203:" + to + ".example", "")
            .orElseThrow();
    return new Transfer(
        UUID.randomUUID() + "@a.example",
        new Labels("0203:a.example", participant.id(), PROFILE.action(PROFILE.documentType())),
        UUID.randomUUID().toString(),
        new Transfer.Route(
            URI.create("https://127.0.0.1:" + port + "/as4"),
            participant.party(),
            participant.accessPoint()),
        envelope);
  }
}
