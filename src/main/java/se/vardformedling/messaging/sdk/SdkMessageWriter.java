package se.vardformedling.messaging.sdk;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes a message. */
public final class SdkMessageWriter {
  static final String NAMESPACE = "urn:riv:infrastructure:messaging:MessageWithAttachments:3";

  /** One to three digits of a second are required: {@code Instant.toString} may write none. */
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** A multiple of three, so that the pieces' base64 is the whole's. */
  private static final int PIECE = 3 * 8192;

  private final SdkProfile profile;
  private final ByteArrayOutputStream out;
  private final XMLStreamWriter xml;

  private SdkMessageWriter(SdkProfile profile, ByteArrayOutputStream out)
      throws XMLStreamException {
    this.profile = profile;
    this.out = out;
    this.xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
  }

  /** The message as bytes, without an XML declaration, ready to be encrypted. */
  public static byte[] write(SdkMessage message, SdkProfile profile) {
    int files =
        message.documents().stream()
            .flatMap(d -> d.files().stream())
            .mapToInt(f -> f.content().length)
            .sum();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(files / 3 * 4 + 8192);
    try {
      SdkMessageWriter writer = new SdkMessageWriter(profile, bytes);
      writer.message(message);
      writer.xml.flush();
    } catch (XMLStreamException e) {
      throw new IllegalArgumentException("Characters that XML cannot carry", e);
    }
    return bytes.toByteArray();
  }

  static String moment(Instant at) {
    return MOMENT.format(at);
  }

  private void message(SdkMessage message) throws XMLStreamException {
    xml.writeStartElement("m", "messagePayload", NAMESPACE);
    xml.writeNamespace("m", NAMESPACE);
    open("message");
    open("messageHeader");
    text("creationDateTime", moment(message.created()));
    text("messageId", message.id());
    text("conversationId", message.conversation());
    if (message.answers().isPresent()) {
      text("refToMessageId", message.answers().get());
    }
    text("label", message.subject());
    text("confidentiality", String.valueOf(message.confidential()));
    party("recipient", message.recipient());
    party("sender", message.sender());
    close();
    open("messageBody");
    int index = 0;
    for (SdkMessage.Document document : message.documents()) {
      document(document, ++index);
    }
    close();
    close();
    close();
  }

  private void party(String role, SdkMessage.Party party) throws XMLStreamException {
    open(role);
    identifier(role + "ID", profile.participantScheme(), party.participant());
    label(party.label());
    open("attention");
    open("subOrganization");
    identifier("organizationId", profile.functionScheme(), party.function());
    close();
    for (SdkMessage.Reference reference : party.references()) {
      open("reference");
      identifier("referenceId", reference.root(), reference.extension());
      label(reference.label());
      close();
    }
    close();
    close();
  }

  private void document(SdkMessage.Document document, int index) throws XMLStreamException {
    open("documents");
    text("documentID", document.id());
    text("documentName", document.name());
    text("index", String.valueOf(index));
    for (SdkMessage.Attachment file : document.files()) {
      open("ContentFiles");
      text("fileName", file.name());
      text("contentType", file.type());
      open("content");
      base64(file.content());
      close();
      close();
    }
    if (!document.text().isBlank()) {
      open("ContentText");
      text("characterSequence", document.text());
      close();
    }
    close();
  }

  /** Past the XML writer, which would look at each digit for something to escape. */
  private void base64(byte[] content) throws XMLStreamException {
    xml.writeCharacters(""); // ends the start tag
    xml.flush();
    for (int at = 0; at < content.length; at += PIECE) {
      byte[] piece = Arrays.copyOfRange(content, at, Math.min(content.length, at + PIECE));
      out.writeBytes(Base64.getEncoder().encode(piece));
    }
  }

  private void identifier(String name, String root, String extension) throws XMLStreamException {
    open(name);
    text("root", root);
    text("extension", extension);
    close();
  }

  private void label(java.util.Optional<String> label) throws XMLStreamException {
    if (label.isPresent()) {
      text("label", label.get());
    }
  }

  private void text(String name, String text) throws XMLStreamException {
    open(name);
    xml.writeCharacters(text);
    close();
  }

  private void open(String name) throws XMLStreamException {
    xml.writeStartElement(NAMESPACE, name);
  }

  private void close() throws XMLStreamException {
    xml.writeEndElement();
  }
}
