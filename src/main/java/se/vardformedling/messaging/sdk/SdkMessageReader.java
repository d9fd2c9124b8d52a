package se.vardformedling.messaging.sdk;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Collectors;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Reads a message that {@link SdkMessageRules} have found right. */
final class SdkMessageReader {
  private SdkMessageReader() {}

  static SdkMessage read(Document document) {
    Element message = Xml.at(document.getDocumentElement(), "message").orElseThrow();
    Element header = Xml.at(message, "messageHeader").orElseThrow();
    Element body = Xml.at(message, "messageBody").orElseThrow();
    return new SdkMessage(
        text(header, "messageId"),
        text(header, "conversationId"),
        Xml.text(header, "refToMessageId"),
        OffsetDateTime.parse(text(header, "creationDateTime")).toInstant(),
        text(header, "label"),
        List.of("true", "1").contains(text(header, "confidentiality")),
        party(Xml.at(header, "sender").orElseThrow(), "senderID"),
        party(Xml.at(header, "recipient").orElseThrow(), "recipientID"),
        Xml.children(body, "documents").stream().map(SdkMessageReader::document).toList());
  }

  private static SdkMessage.Party party(Element party, String id) {
    Element attention = Xml.at(party, "attention").orElseThrow();
    return new SdkMessage.Party(
        text(party, id, "extension"),
        text(attention, "subOrganization", "organizationId", "extension"),
        Xml.text(party, "label"),
        Xml.children(attention, "reference").stream().map(SdkMessageReader::reference).toList());
  }

  private static SdkMessage.Reference reference(Element reference) {
    return new SdkMessage.Reference(
        text(reference, "referenceId", "root"),
        text(reference, "referenceId", "extension"),
        Xml.text(reference, "label"));
  }

  private static SdkMessage.Document document(Element document) {
    return new SdkMessage.Document(
        text(document, "documentID"),
        Xml.text(document, "documentName").orElse(""),
        Xml.children(document, "ContentText").stream()
            .map(text -> text(text, "characterSequence"))
            .collect(Collectors.joining("\n\n")),
        Xml.children(document, "ContentFiles").stream().map(SdkMessageReader::file).toList());
  }

  private static SdkMessage.Attachment file(Element file) {
    return new SdkMessage.Attachment(
        text(file, "fileName"),
        text(file, "contentType"),
        Base64Text.of(Xml.at(file, "content").orElseThrow()).orElseThrow());
  }

  private static String text(Element element, String... path) {
    return Xml.text(element, path).orElseThrow();
  }
}
