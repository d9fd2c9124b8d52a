package se.vardformedling.messaging.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import se.vardformedling.messaging.key.Trust;

/** Every step of opening has what makes it, and nothing else, fail. */
class InboundTest {
  private final Samples.Known known = new Samples.Known();
  private final SdkMessage message = Samples.message();

  @Test
  void a_right_message_is_accepted_with_its_files() {
    Opened opened = open(Samples.sealed(message));

    assertThat(opened).isInstanceOf(Opened.Accepted.class);
    Opened.Accepted accepted = (Opened.Accepted) opened;
    assertThat(accepted.message()).usingRecursiveComparison().isEqualTo(message);
    assertThat(accepted.envelope()).isEqualTo(Samples.envelope(message));
    assertThat(accepted.signer()).contains("CN=sender");
  }

  @Test
  void a_byte_order_mark_is_taken() {
    byte[] sealed = Samples.sealed(message);
    byte[] marked = new byte[sealed.length + 3];
    marked[0] = (byte) 0xEF;
    marked[1] = (byte) 0xBB;
    marked[2] = (byte) 0xBF;
    System.arraycopy(sealed, 0, marked, 3, sealed.length);

    assertThat(open(marked)).isInstanceOf(Opened.Accepted.class);
  }

  @Test
  void what_the_transport_says_must_be_what_the_envelope_says() {
    byte[] sealed = Samples.sealed(message);
    Labels right = Samples.labels();
    for (Labels wrong :
        List.of(
            new Labels("0203:other.example", right.finalRecipient(), right.action()),
            new Labels(right.originalSender(), "0203:other.example", right.action()),
            new Labels(right.originalSender(), right.finalRecipient(), "other"))) {
      assertThat(dropped(inbound().open(sealed, wrong, Samples.PARTY, List.of(Samples.TO))))
          .isEqualTo("The transport and the envelope name different parties");
    }
  }

  @Test
  void who_is_not_in_the_federation_is_not_answered() {
    known.registered.clear();
    assertThat(dropped(open(Samples.sealed(message)))).contains("not in the federation");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE xhe:XHE [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
        "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;\">]>",
        "<!DOCTYPE xhe:XHE SYSTEM \"http://127.0.0.1:1/x.dtd\">"
      })
  void document_types_and_entities_are_not_read(String doctype) {
    String xml = doctype + new String(Samples.sealed(message), StandardCharsets.UTF_8);
    assertThat(dropped(open(xml.getBytes(StandardCharsets.UTF_8)))).contains("not well-formed");
  }

  @Test
  void an_envelope_that_breaks_its_profile_is_reported_and_not_answered() {
    for (String[] change :
        new String[][] {
          {"edelivery:xhe:1", "edelivery:xhe:2"},
          {">FEDERATIONID<", ">PROCESSID<"},
          {"federation:sdk", "federation:test"},
          {"iso6523-actorid-upis\"", "other\""},
          {">true<", ">false<"},
          {"application/xml", "application/pdf"}
        }) {
      String xml = new String(Samples.sealed(message), StandardCharsets.UTF_8);
      assertThat(xml).contains(change[0]);
      Opened opened = open(xml.replace(change[0], change[1]).getBytes(StandardCharsets.UTF_8));
      assertThat(dropped(opened)).startsWith("The envelope: ");
    }
  }

  @Test
  void a_changed_envelope_is_answered_as_an_unvalidated_signature_and_never_decrypted() {
    String xml = new String(Samples.sealed(message), StandardCharsets.UTF_8);
    String changed = xml.replace(Samples.FUNCTION, "demokliniken-kassa");

    assertThat(onlyFinding(open(changed.getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(Finding.signature("Sender signature not validated"));
  }

  @Test
  void a_forged_envelope_from_anothers_access_point_is_not_answered_to_the_sender() {
    String xml = new String(Samples.sealed(message), StandardCharsets.UTF_8);
    byte[] changed = xml.replace(Samples.FUNCTION, "other").getBytes(StandardCharsets.UTF_8);

    assertThat(dropped(open(changed, "AP-other")))
        .isEqualTo("Not the sender's signature, nor its access point");
    // What the sender has signed is the sender's, whoever carried it here.
    assertThat(open(Samples.sealed(message), "AP-other")).isInstanceOf(Opened.Accepted.class);
  }

  @Test
  void a_changed_ciphertext_is_answered_like_any_other_bad_signature() {
    for (int bit : new int[] {10, 40, 200}) {
      Document document = Samples.read(Samples.sealed(message));
      Node value = document.getElementsByTagNameNS(EnvelopeRules.XENC, "CipherValue").item(1);
      byte[] cipher = Base64.getDecoder().decode(value.getTextContent());
      cipher[bit] ^= 1;
      value.setTextContent(Base64.getEncoder().encodeToString(cipher));

      assertThat(onlyFinding(open(Xml.write(document))))
          .isEqualTo(Finding.signature("Sender signature not validated"));
    }
  }

  @Test
  void a_sender_who_signs_ciphertexts_of_his_own_making_learns_nothing_from_the_answers() {
    for (int bit : new int[] {0, 15, 16, 100, 500}) {
      byte[] resigned =
          resigned(
              document -> {
                Node value =
                    document.getElementsByTagNameNS(EnvelopeRules.XENC, "CipherValue").item(1);
                byte[] cipher = Base64.getDecoder().decode(value.getTextContent());
                cipher[Math.min(bit, cipher.length - 1)] ^= 1;
                value.setTextContent(Base64.getEncoder().encodeToString(cipher));
                return document;
              });
      Opened opened = open(resigned);
      if (opened instanceof Opened.Dropped dropped) {
        assertThat(dropped.why()).isEqualTo("The payload cannot be read");
      } else {
        // A changed letter that is still a message is judged by the message's rules alone.
        assertThat(opened).isInstanceOf(Opened.Rejected.class);
      }
    }
    byte[] toOther =
        new Outbound(Samples.PROFILE, Samples.FILES)
            .seal(
                Samples.envelope(message),
                Samples.written(message),
                Samples.FROM.certificate(),
                Samples.FROM,
                (made, verified) -> verified.run());
    assertThat(dropped(open(toOther))).isEqualTo("The payload cannot be read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"191212121212", "a\nb", "x"})
  void an_id_that_is_no_uuid_becomes_no_key_and_stands_in_no_log(String id) {
    Document document = Samples.read(Samples.sealed(message));
    Xml.at(document.getDocumentElement(), "Header", "ID").orElseThrow().setTextContent(id);

    Opened opened = open(Xml.write(document));

    assertThat(dropped(opened)).isEqualTo("The envelope: Header/ID: a UUID");
    assertThat(((Opened.Dropped) opened).envelope()).isEmpty();
  }

  @Test
  void signatures_of_others_expired_and_revoked_are_not_taken() throws Exception {
    byte[] byStranger =
        Samples.sealed(Samples.envelope(message), Samples.written(message), Samples.STRANGER);
    byte[] byExpired =
        Samples.sealed(Samples.envelope(message), Samples.written(message), Samples.EXPIRED);
    assertThat(onlyFinding(open(byStranger)).reason()).isEqualTo(Finding.Reason.SIG);
    known.published.add(Samples.STRANGER.certificate());
    known.published.add(Samples.EXPIRED.certificate());
    assertThat(onlyFinding(open(byStranger)).reason()).isEqualTo(Finding.Reason.SIG);
    assertThat(onlyFinding(open(byExpired)).reason()).isEqualTo(Finding.Reason.SIG);

    known.trust =
        new Trust(
            List.of(Samples.AUTHORITY.certificate()),
            List.of(Samples.AUTHORITY.revoking(List.of(Samples.FROM.certificate()), Samples.NOW)));
    assertThat(onlyFinding(open(Samples.sealed(message))).reason()).isEqualTo(Finding.Reason.SIG);
  }

  @Test
  void a_signed_envelope_inside_a_forged_one_does_not_count() {
    Document signed = Samples.read(Samples.sealed(message));
    Document forged =
        EnvelopeWriter.write(Samples.envelope(message), "Q{x}y", false, Samples.PROFILE);
    EnvelopeRules.content(forged).appendChild(forged.importNode(signed.getDocumentElement(), true));
    assertThat(onlyFinding(open(Xml.write(forged))).reason()).isEqualTo(Finding.Reason.SIG);

    Document moved = Samples.read(Samples.sealed(message));
    Node signature =
        moved.getElementsByTagNameNS(EnvelopeRules.DSIG, "Signature").item(0).cloneNode(true);
    moved.getDocumentElement().appendChild(signature);
    assertThat(onlyFinding(open(Xml.write(moved))).reason()).isEqualTo(Finding.Reason.SIG);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "URI=\"\"|URI=\"#x\"",
        "http://www.w3.org/2000/09/xmldsig#enveloped-signature|http://www.w3.org/TR/1999/REC-xpath-19991116",
        "http://www.w3.org/2000/09/xmldsig#enveloped-signature|http://www.w3.org/TR/1999/REC-xslt-19991116",
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256|http://www.w3.org/2000/09/xmldsig#rsa-sha1",
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256|http://www.w3.org/2000/09/xmldsig#hmac-sha1",
        "http://www.w3.org/2001/04/xmlenc#sha256|http://www.w3.org/2000/09/xmldsig#sha1"
      })
  void signatures_of_another_shape_are_not_taken(String change) {
    String[] parts = change.split("\\|");
    String xml = new String(Samples.sealed(message), StandardCharsets.UTF_8);
    assertThat(xml).contains(parts[0]);

    Opened opened = open(xml.replace(parts[0], parts[1]).getBytes(StandardCharsets.UTF_8));

    assertThat(onlyFinding(opened).reason()).isEqualTo(Finding.Reason.SIG);
  }

  @Test
  void a_message_in_clear_is_not_taken() {
    Element clear = Samples.read(Samples.written(message)).getDocumentElement();
    byte[] signed =
        new Sealing(Samples.PROFILE).sign(Samples.envelope(message), "Q{x}y", clear, Samples.FROM);

    assertThat(onlyFinding(open(signed)))
        .isEqualTo(Finding.signature("The payload is not encrypted"));
  }

  @Test
  void what_is_wrong_inside_is_answered_with_its_code() {
    assertThat(inside(xml -> xml.replace("messageBody", "messageCorpse")).detail())
        .isEqualTo("structure");
    assertThat(inside(xml -> xml.replaceFirst("<m:messageId>[^<]*", "<m:messageId>1")).detail())
        .isEqualTo("invariant");
    assertThat(
            inside(
                    xml ->
                        xml.replaceFirst("<m:messageId>[^<]*", "<m:messageId>" + UUID.randomUUID()))
                .text())
        .isEqualTo("messageId is not identical to the envelope's ID");
    assertThat(inside(xml -> xml.replace(Samples.RECIPIENT, "0203:other.example")).text())
        .isEqualTo("recipientId is not identical to value in XHE envelope.");
    assertThat(inside(xml -> xml.replace(Samples.SENDER, "0203:other.example")).text())
        .isEqualTo("senderId is not identical to value in XHE envelope.");
    assertThat(inside(xml -> xml.replace(Samples.FUNCTION, "other")).text())
        .isEqualTo("subOrganization/organizationId must equal xha:HandlingServiceID");
    assertThat(inside(xml -> xml.replace("application/pdf", "application/zip")).detail())
        .isEqualTo("not-supported");
    assertThat(inside(xml -> xml.replace("application/pdf", "image/png")).detail())
        .isEqualTo("not-supported");
    assertThat(dropped(open(sealedText(xml -> xml.replace("</m:message>", "")))))
        .isEqualTo("The payload cannot be read");
    assertThat(dropped(open(sealedText(xml -> "<!DOCTYPE a [<!ENTITY a \"b\">]>" + xml))))
        .isEqualTo("The payload cannot be read");
  }

  @Test
  void an_unknown_function_malware_and_a_repeated_id_are_answered() {
    SdkMessage astray =
        new SdkMessage(
            message.id(),
            message.conversation(),
            Optional.empty(),
            message.created(),
            message.subject(),
            false,
            message.sender(),
            new SdkMessage.Party(Samples.RECIPIENT, "nowhere", Optional.empty(), List.of()),
            message.documents());
    assertThat(onlyFinding(open(Samples.sealed(astray))).detail()).isEqualTo("not-found");
    known.received.add(message.id());
    assertThat(onlyFinding(open(Samples.sealed(message))).detail()).isEqualTo("duplicate");
    known.malware = true;
    assertThat(onlyFinding(open(Samples.sealed(message))).detail()).isEqualTo("forbidden");
  }

  @Test
  void an_answer_to_a_rejected_message_is_refused_and_one_to_an_unknown_is_not() {
    String before = UUID.randomUUID().toString();
    SdkMessage answer =
        new SdkMessage(
            message.id(),
            message.conversation(),
            Optional.of(before),
            message.created(),
            message.subject(),
            false,
            message.sender(),
            message.recipient(),
            message.documents());
    assertThat(open(Samples.sealed(answer))).isInstanceOf(Opened.Accepted.class);
    known.rejected.add("0203:somebody.example " + before);
    assertThat(open(Samples.sealed(answer))).isInstanceOf(Opened.Accepted.class);
    known.rejected.add(Samples.SENDER + " " + before);
    assertThat(onlyFinding(open(Samples.sealed(answer))).detail()).isEqualTo("not-supported");
  }

  @Test
  void what_is_too_large_is_answered_before_it_is_decrypted() {
    byte[] large = new byte[40_000_000];
    System.arraycopy(Samples.PDF, 0, large, 0, Samples.PDF.length);
    SdkMessage heavy =
        Samples.message(List.of(new SdkMessage.Attachment("a.pdf", "application/pdf", large)));

    assertThat(onlyFinding(open(Samples.sealed(heavy))).detail()).isEqualTo("too-long");
    assertThat(new Outbound(Samples.PROFILE, Samples.FILES).check(heavy, Samples.written(heavy)))
        .extracting(Finding::detail)
        .containsExactly("too-long");
  }

  private Inbound inbound() {
    return new Inbound(Samples.PROFILE, Samples.FILES, known, known);
  }

  private Opened open(byte[] sealed) {
    return open(sealed, Samples.PARTY);
  }

  private Opened open(byte[] sealed, String party) {
    return inbound().open(sealed, Samples.labels(), party, List.of(Samples.TO));
  }

  private Finding inside(UnaryOperator<String> change) {
    return onlyFinding(open(sealedText(change)));
  }

  private byte[] sealedText(UnaryOperator<String> change) {
    String xml = new String(Samples.written(message), StandardCharsets.UTF_8);
    String changed = change.apply(xml);
    assertThat(changed).isNotEqualTo(xml);
    return Samples.sealed(
        Samples.envelope(message), changed.getBytes(StandardCharsets.UTF_8), Samples.FROM);
  }

  /** The envelope after a change, with a new signature by the same sender. */
  private byte[] resigned(UnaryOperator<Document> change) {
    Document document = change.apply(Samples.read(Samples.sealed(message)));
    Element data = Xml.children(EnvelopeRules.content(document)).get(0);
    Document fresh =
        EnvelopeWriter.write(Samples.envelope(message), "Q{x}y", true, Samples.PROFILE);
    return new Sealing(Samples.PROFILE).signed(fresh, data, Samples.FROM);
  }

  private static Finding onlyFinding(Opened opened) {
    assertThat(opened).isInstanceOf(Opened.Rejected.class);
    List<Finding> findings = ((Opened.Rejected) opened).findings();
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }

  private static String dropped(Opened opened) {
    assertThat(opened).isInstanceOf(Opened.Dropped.class);
    return ((Opened.Dropped) opened).why();
  }
}
