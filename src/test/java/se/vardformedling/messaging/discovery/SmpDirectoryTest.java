package se.vardformedling.messaging.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.xml.security.signature.XMLSignature;
import org.apache.xml.security.transforms.Transforms;
import org.apache.xml.security.utils.XMLUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import se.vardformedling.messaging.key.KeyPairs;
import se.vardformedling.messaging.key.KeyRing;
import se.vardformedling.messaging.key.KeySettings;
import se.vardformedling.messaging.key.TestAuthority;
import se.vardformedling.messaging.sdk.Identity;
import se.vardformedling.messaging.sdk.SdkProfile;
import se.vardformedling.messaging.sdk.Xml;

/** A small metadata publisher of ours, and what is believed of it. */
class SmpDirectoryTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final SdkProfile PROFILE = SdkProfile.published();
  private static final String ID = "0203:demokliniken.example";
  @TempDir private static Path folder;
  private final Map<String, byte[]> published = new ConcurrentHashMap<>();
  private HttpServer server;
  private static Identity publisher;
  private static Identity point;
  private static Identity organisation;
  private SmpDirectory directory;
  private String base = "";
  private static String authorities = "";

  @BeforeAll
  static void keys() throws Exception {
    TestAuthority authority = TestAuthority.named("Test SMP", NOW, 2048);
    publisher = authority.issue("smp", "smp.example", NOW, Duration.ofDays(9));
    point = authority.issue("AP-b", "b.example", NOW, Duration.ofDays(9));
    organisation = authority.issue("b", "b.example", NOW, Duration.ofDays(9));
    Path pem = folder.resolve("smp.pem");
    KeyPairs.publish(pem, List.of(authority.certificate()));
    authorities = pem.toString();
  }

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = published.get(exchange.getRequestURI().getRawPath());
          exchange.sendResponseHeaders(body == null ? 404 : 200, body == null ? -1 : body.length);
          if (body != null) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    server.start();
    base = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    directory = directory(base, "", "");
  }

  private SmpDirectory directory(String address, String zone, String nameServer) throws Exception {
    return new SmpDirectory(
        new SmpSettings(
            address,
            zone,
            nameServer,
            authorities,
            "urn:fdc:digg.se:edelivery:xml-extension:smp-certpub:1.0",
            "urn:fdc:digg.se:edelivery:certpub:signing-cert",
            "urn:fdc:digg.se:edelivery:certpub:encryption-cert",
            Duration.ofSeconds(5)),
        PROFILE,
        new KeyRing(new KeySettings("", "", "", "", "", "", "", List.of(), 30)),
        participant -> List.of("b-remiss"),
        Clock.fixed(NOW.plusSeconds(60), ZoneOffset.UTC));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void a_participant_is_as_the_publisher_has_signed_it() throws Exception {
    publish(signed(metadata(ID), publisher));

    Directory.Participant found = directory.find(ID, PROFILE.documentType()).orElseThrow();

    assertThat(found)
        .isEqualTo(
            new Directory.Participant(
                ID,
                "Demokliniken",
                List.of("b-remiss"),
                "https://b.example/as4",
                "AP-b",
                point.certificate(),
                List.of(organisation.certificate()),
                List.of(organisation.certificate())));
  }

  @Test
  void a_zone_says_by_dns_who_publishes_for_whom() throws Exception {
    publish(signed(metadata(ID), publisher));
    try (NameServer names = new NameServer()) {
      SmpDirectory located = directory("", "sml.example", names.address());
      String name =
          new MetadataLocator(
                  new SmpSettings("", "sml.example", "", "", "", "", "", Duration.ofSeconds(1)),
                  PROFILE.participantScheme())
              .name(ID);
      names.add(name, 20, "Meta:SMP", "!.*!https://later.example!");
      names.add(name, 10, "Meta:SMP", "!^.*$!" + base + "!");
      names.add(name, 1, "Meta:Other", "!.*!https://other.example!");

      assertThat(located.find(ID, PROFILE.documentType()).orElseThrow().party()).isEqualTo("AP-b");
      assertThat(located.find("0203:nobody.example", PROFILE.documentType())).isEmpty();
    }
    assertThatThrownBy(
            () -> directory("", "sml.example", "127.0.0.1:1").find(ID, PROFILE.documentType()))
        .isInstanceOf(Directory.UnavailableException.class);
  }

  /** Vectors of the federation's reference: the digests of ids as they are asked for by DNS. */
  @Test
  void an_id_becomes_a_name_as_it_does_for_others() {
    MetadataLocator locator =
        new MetadataLocator(
            new SmpSettings("", "zone.example", "", "", "", "", "", Duration.ofSeconds(1)),
            PROFILE.participantScheme());

    assertThat(locator.name("0203:Digg-Test1.example.se"))
        .isEqualTo(
            "V5SU5WHV23H2ILOUEZYGUPWX5MNEFCNMJYKVQQSFIBLQ5KDECUHA.iso6523-actorid-upis.zone.example");
    assertThat(locator.name("0203:arbetsformedlingen.se"))
        .startsWith("DVOGNCX3SHIIVZ5P7ETCLH6HEY3USTDBXDONVOUCFKC2XK76DFNQ.");
  }

  @Test
  void only_an_address_over_tls_is_taken_from_dns() {
    assertThat(MetadataLocator.address("!.*!https://smp.example/a!"))
        .contains(java.net.URI.create("https://smp.example/a"));
    for (String no :
        List.of(
            "",
            "!.*!http://smp.example!",
            "!.*!file:///etc/passwd!",
            "!(.*)!https://smp.example/\\1!",
            "!.*!https://smp.example",
            "!.*!https://user@smp.example!")) {
      assertThat(MetadataLocator.address(no)).as(no).isEmpty();
    }
  }

  @Test
  void who_is_not_registered_is_nobody() throws Exception {
    assertThat(directory.find(ID, PROFILE.documentType())).isEmpty();
  }

  @Test
  void metadata_signed_by_others_changed_or_of_another_is_not_believed() throws Exception {
    Identity stranger =
        TestAuthority.named("Other", NOW, 2048)
            .issue("smp", "smp.example", NOW, Duration.ofDays(9));
    String changed =
        new String(signed(metadata(ID), publisher), StandardCharsets.UTF_8)
            .replace("https://b.example", "https://evil.example");
    for (byte[] answer :
        List.of(
            signed(metadata(ID), stranger),
            changed.getBytes(StandardCharsets.UTF_8),
            signed(metadata("0203:other.example"), publisher),
            signed(metadata(ID).replace("##3.0", "##2.0"), publisher),
            metadata(ID).getBytes(StandardCharsets.UTF_8),
            "no xml".getBytes(StandardCharsets.UTF_8))) {
      publish(answer);
      assertThatThrownBy(() -> directory.find(ID, PROFILE.documentType()))
          .isInstanceOf(Directory.UnavailableException.class);
    }
  }

  @Test
  void a_publisher_that_is_away_is_told_from_nobody() {
    server.stop(0);
    assertThatThrownBy(() -> directory.find(ID, PROFILE.documentType()))
        .isInstanceOf(Directory.UnavailableException.class);
  }

  private void publish(byte[] answer) {
    published.put(
        "/iso6523-actorid-upis%3A%3A0203%3Ademokliniken.example/services/"
            + "busdox-docid-qns%3A%3Aurn%3Ariv%3Ainfrastructure%3Amessaging%3AMessageWithAttachments%3A3"
            + "%3A%3AmessagePayload%23%233.0%3A%3Atm-base-ext-sigenc",
        answer);
  }

  private String metadata(String id) throws Exception {
    return """
    <s:SignedServiceMetadata xmlns:s="http://docs.oasis-open.org/bdxr/ns/SMP/2016/05"><s:ServiceMetadata>
    <s:ServiceInformation><s:ParticipantIdentifier scheme="iso6523-actorid-upis">%s</s:ParticipantIdentifier>
    <s:DocumentIdentifier scheme="busdox-docid-qns">%s</s:DocumentIdentifier><s:ProcessList><s:Process>
    <s:ProcessIdentifier scheme="urn:fdc:digg.se:edelivery:process">bdx:noprocess</s:ProcessIdentifier>
    <s:ServiceEndpointList><s:Endpoint transportProfile="other"><s:EndpointURI>https://x</s:EndpointURI></s:Endpoint>
    <s:Endpoint transportProfile="digg-transport-as4-v1_0"><s:EndpointURI>https://b.example/as4</s:EndpointURI>
    <s:Certificate>%s</s:Certificate><s:ServiceDescription>Demokliniken</s:ServiceDescription></s:Endpoint>
    </s:ServiceEndpointList></s:Process></s:ProcessList>
    <s:Extension><s:ExtensionID>urn:fdc:digg.se:edelivery:xml-extension:smp-certpub:1.0</s:ExtensionID>%s%s</s:Extension>
    </s:ServiceInformation></s:ServiceMetadata></s:SignedServiceMetadata>
    """
        .formatted(
            id,
            PROFILE.documentType(),
            Base64.getEncoder().encodeToString(point.certificate().getEncoded()),
            certificate(" urn:fdc:digg.se:edelivery:certpub:signing-cert"),
            certificate("urn:fdc:digg.se:edelivery:certpub:encryption-cert"));
  }

  private String certificate(String type) throws Exception {
    return """
    <c:Certificate xmlns:c="http://docs.oasis-open.org/bdxr/ns/SMP/2/AggregateComponents"
    xmlns:b="http://docs.oasis-open.org/bdxr/ns/SMP/2/BasicComponents"><b:TypeCode>%s</b:TypeCode>
    <b:ContentBinaryObject mimeCode="application/base64">%s</b:ContentBinaryObject></c:Certificate>\
    """
        .formatted(
            type, Base64.getEncoder().encodeToString(organisation.certificate().getEncoded()));
  }

  private static byte[] signed(String xml, Identity by) throws Exception {
    Document document = Xml.read(xml.getBytes(StandardCharsets.UTF_8));
    XMLSignature signature = new XMLSignature(document, "", PROFILE.signature());
    document.getDocumentElement().appendChild(signature.getElement());
    Transforms transforms = new Transforms(document);
    transforms.addTransform(Transforms.TRANSFORM_ENVELOPED_SIGNATURE);
    signature.addDocument("", transforms, PROFILE.digest());
    signature.addKeyInfo(by.certificate());
    signature.sign(by.key());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    XMLUtils.outputDOM(document, bytes);
    return bytes.toByteArray();
  }
}
