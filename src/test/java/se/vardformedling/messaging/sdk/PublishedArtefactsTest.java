package se.vardformedling.messaging.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XPathCompiler;
import net.sf.saxon.s9api.XdmItem;
import net.sf.saxon.s9api.XdmNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * What we write against the published schema and Schematron, and the published examples against our
 * rules: {@code -Dsdk.artefacts=} a folder with the files of the authority's public repository.
 */
@EnabledIfSystemProperty(named = "sdk.artefacts", matches = ".+")
class PublishedArtefactsTest {
  private static final Path FOLDER = Path.of(System.getProperty("sdk.artefacts", "."));
  private final SdkProfile test = profile("urn:fdc:digg.se:edelivery:federation:test");

  @Test
  void a_message_follows_the_published_schema_and_schematron() throws Exception {
    byte[] written = Samples.written(Samples.message());

    validate(written);
    assertThat(schematron("MessageConstraints.sch.xml", written)).isEmpty();
  }

  @Test
  void the_published_schematron_finds_what_we_break() throws Exception {
    String broken =
        new String(Samples.written(Samples.message()), java.nio.charset.StandardCharsets.UTF_8)
            .replaceFirst("<m:messageId>[^<]*", "<m:messageId>1");

    assertThat(
            schematron(
                "MessageConstraints.sch.xml",
                broken.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .hasSize(1);
    assertThatThrownBy(
            () ->
                validate(
                    broken
                        .replace("m:index", "m:indexes")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isInstanceOf(SAXException.class);
  }

  @Test
  void an_envelope_follows_the_published_schematron() throws Exception {
    assertThat(schematron("DIGG-XHE-Business-Rules.sch.xml", Samples.sealed(Samples.message())))
        .isEmpty();
  }

  @Test
  void answers_follow_the_published_schematron() throws Exception {
    for (List<Finding> findings :
        List.of(List.<Finding>of(), List.of(Finding.business("not-found", "No such function")))) {
      Acknowledgement answer =
          new Acknowledgement("k", Samples.NOW, Samples.SENDER, Samples.RECIPIENT, "m", findings);
      assertThat(
              schematron(
                  "DIGG-AppRes-Business-Rules.sch.xml",
                  Xml.write(Acknowledgements.write(answer, Samples.PROFILE))))
          .isEmpty();
    }
  }

  @Test
  void the_published_message_is_right_and_read() throws Exception {
    Document document = Xml.read(file("example-message.xml"));

    assertThat(SdkMessageRules.check(document, Samples.PROFILE)).isEmpty();
    SdkMessage message = SdkMessageReader.read(document);
    assertThat(message.id()).isEqualTo("7bc5576a-3f87-4cf5-a0c5-277da06fcacb");
    assertThat(message.subject()).isEqualTo("En rubrik");
    assertThat(message.recipient().participant()).isEqualTo("0203:testa.testbed.inera.se");
    assertThat(message.documents())
        .singleElement()
        .extracting(SdkMessage.Document::text)
        .isEqualTo("Anslut till SDK!");
  }

  @Test
  void the_published_answer_accepts() throws Exception {
    Element root = Xml.read(file("example-kvittens-accepted.xml")).getDocumentElement();

    assertThat(AcknowledgementRules.check(root, Samples.PROFILE)).isEmpty();
    assertThat(Acknowledgements.read(root))
        .isEqualTo(
            new Acknowledgement(
                "KVT-1",
                java.time.Instant.parse("2021-04-15T12:00:00Z"),
                "0203:myndighetA.org",
                "0203:myndighetB.org",
                "ID-FROM-XHE-12354689",
                List.of()));
  }

  @Test
  void the_published_envelope_follows_its_profile_and_is_signed_by_somebody_unknown()
      throws Exception {
    Document document = Xml.read(file("example-xhe-signed-encrypted.xml"));

    assertThat(EnvelopeRules.check(document, test)).isEmpty();
    Envelope envelope = EnvelopeRules.read(document);
    assertThat(envelope.from()).isEqualTo("0203:myndighetA.org");
    assertThat(envelope.function()).contains("ABC");
    Samples.Known known = new Samples.Known();
    known.registered.add("0203:myndighetA.org");
    Receiver receiver = new AnyReceiver(known);
    Labels labels =
        new Labels(envelope.from(), envelope.to(), test.action(envelope.documentType()));
    assertThat(
            new Inbound(test, Samples.FILES, known, receiver)
                .open(
                    file("example-xhe-signed-encrypted.xml"),
                    labels,
                    Samples.PARTY,
                    List.of(Samples.TO)))
        .isEqualTo(
            new Opened.Rejected(
                envelope, List.of(Finding.signature("Sender signature not validated")), false));
  }

  private record AnyReceiver(Receiver other) implements Receiver {
    @Override
    public boolean is(String participant) {
      return true;
    }

    @Override
    public boolean hasFunction(String participant, String function) {
      return true;
    }

    @Override
    public boolean hasReceived(String sender, String messageId) {
      return other.hasReceived(sender, messageId);
    }

    @Override
    public boolean hasRejected(String sender, String messageId) {
      return other.hasRejected(sender, messageId);
    }

    @Override
    public boolean scans() {
      return true;
    }

    @Override
    public boolean infected(byte[] file) {
      return false;
    }
  }

  private static SdkProfile profile(String federation) {
    return new org.springframework.boot.context.properties.bind.Binder(
            new org.springframework.boot.context.properties.source.MapConfigurationPropertySource(
                Map.of("vf.sdk.profile.federation", federation)))
        .bindOrCreate("vf.sdk.profile", SdkProfile.class);
  }

  private static void validate(byte[] xml) throws Exception {
    SchemaFactory.newDefaultInstance()
        .newSchema(
            FOLDER.resolve("infrastructure_messaging_MessageWithAttachments_3.0.xsd").toFile())
        .newValidator()
        .validate(new StreamSource(new ByteArrayInputStream(xml)));
  }

  private static byte[] file(String name) throws Exception {
    return Files.readAllBytes(FOLDER.resolve(name));
  }

  /** The failed assertions: in each pattern the first rule whose context a node matches counts. */
  private static List<String> schematron(String rules, byte[] xml) throws Exception {
    Element schema = Xml.read(file(rules)).getDocumentElement();
    Processor processor = new Processor(false);
    XPathCompiler xpath = processor.newXPathCompiler();
    for (Element ns : Xml.children(schema, "ns")) {
      xpath.declareNamespace(ns.getAttribute("prefix"), ns.getAttribute("uri"));
    }
    XdmNode document =
        processor.newDocumentBuilder().build(new StreamSource(new ByteArrayInputStream(xml)));
    Map<String, Element> abstracts = new HashMap<>();
    Xml.children(schema, "pattern").forEach(p -> abstracts.put(p.getAttribute("id"), p));
    List<String> failed = new ArrayList<>();
    for (Element pattern : Xml.children(schema, "pattern")) {
      if (!pattern.getAttribute("abstract").equals("true")) {
        Map<String, String> parameters = new HashMap<>();
        Xml.children(pattern, "param")
            .forEach(p -> parameters.put("$" + p.getAttribute("name"), p.getAttribute("value")));
        Element body =
            pattern.hasAttribute("is-a")
                ? Objects.requireNonNull(abstracts.get(pattern.getAttribute("is-a")))
                : pattern;
        pattern(body, parameters, xpath, document, failed);
      }
    }
    return failed;
  }

  private static void pattern(
      Element pattern,
      Map<String, String> parameters,
      XPathCompiler xpath,
      XdmNode document,
      List<String> failed)
      throws SaxonApiException {
    Set<XdmNode> matched = new HashSet<>();
    for (Element rule : Xml.children(pattern, "rule")) {
      for (String context : filled(rule.getAttribute("context"), parameters).split("\\|")) {
        String path = context.strip().startsWith("/") ? context.strip() : "//" + context.strip();
        for (XdmItem node : xpath.evaluate(path, document)) {
          if (matched.add((XdmNode) node)) {
            for (Element check : Xml.children(rule, "assert")) {
              String test = filled(check.getAttribute("test"), parameters);
              if (!xpath
                  .evaluate("boolean(" + test + ")", node)
                  .itemAt(0)
                  .getStringValue()
                  .equals("true")) {
                failed.add(check.getAttribute("id") + " " + test + " at " + path);
              }
            }
          }
        }
      }
    }
  }

  private static String filled(String text, Map<String, String> parameters) {
    String filled = text;
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      filled = filled.replace(parameter.getKey(), parameter.getValue());
    }
    return filled;
  }
}
