package se.vardformedling.messaging.sdk;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * The message's schema, its Schematron rules, and the rules that are only in the text of
 * Innehållsspecifikation meddelande 1.5.2.
 */
final class SdkMessageRules {
  static final ContentModel MODEL =
      new ContentModel(
          Map.of("", SdkMessageWriter.NAMESPACE),
          """
          messagePayload = message
          message = messageHeader messageBody **
          messageHeader = creationDateTime:dateTime messageId conversationId refToMessageId? label:string? confidentiality:boolean generatingSystem:II? recipient sender **
          recipient = recipientID:II label:string256? attention **
          sender = senderID:II label:string256? attention? **
          attention = person* subOrganization reference* **
          person = personId:II? label:string256? **
          subOrganization = organizationId:II label:string256? **
          reference = referenceId:II label:string256? **
          messageBody = documents+ **
          documents = documentID documentName? index? ContentFiles* ContentText* **
          ContentFiles = fileName contentType content **
          ContentText = characterSequence **
          II = root extension
          """);

  private static final Pattern MOMENT =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{1,3}Z");
  static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern PARTICIPANT = Pattern.compile("0203:.+");
  private static final int LABEL = 256;

  private final SdkProfile profile;
  private final List<Finding> findings = new ArrayList<>();

  private SdkMessageRules(SdkProfile profile) {
    this.profile = profile;
  }

  /** What is wrong; the structure first, and the rest only when that is right. */
  static List<Finding> check(Document document, SdkProfile profile) {
    Element root = document.getDocumentElement();
    List<Finding> structure = MODEL.check(root);
    if (!structure.isEmpty()) {
      return structure;
    }
    SdkMessageRules rules = new SdkMessageRules(profile);
    rules.nonEmpty(root, "/messagePayload");
    Element message = Xml.at(root, "message").orElseThrow();
    rules.header(Xml.at(message, "messageHeader").orElseThrow());
    rules.body(Xml.at(message, "messageBody").orElseThrow());
    return rules.findings;
  }

  private void nonEmpty(Element element, String path) {
    for (Element child : Xml.children(element)) {
      String at = path + "/" + child.getLocalName();
      if (Xml.children(child).isEmpty() && child.getTextContent().isBlank()) {
        findings.add(Finding.invariant(at, "The element is included but empty"));
      }
      nonEmpty(child, at);
    }
  }

  private void header(Element header) {
    String path = "/messagePayload/message/messageHeader";
    matches(header, path, "creationDateTime", MOMENT, "No UTC moment with 1 to 3 decimals");
    for (String id : List.of("messageId", "conversationId", "refToMessageId")) {
      matches(header, path, id, UUID, "No UUID");
    }
    Xml.text(header, "label")
        .ifPresentOrElse(
            label -> {
              if (label.codePoints().count() > LABEL) {
                findings.add(
                    new Finding(
                        Finding.Reason.BV, "structure", path + "/label", "Longer than " + LABEL));
              }
            },
            () -> findings.add(Finding.invariant(path + "/label", "The label is missing")));
    for (String role : List.of("recipient", "sender")) {
      party(Xml.at(header, role).orElseThrow(), role, path + "/" + role);
    }
  }

  private void party(Element party, String role, String path) {
    String id = role + "ID";
    equal(party, path, profile.participantScheme(), id, "root");
    Element identifier = Xml.at(party, id).orElseThrow();
    matches(identifier, path + "/" + id, "extension", PARTICIPANT, "Does not begin with 0203:");
    if (Xml.at(party, "attention").isEmpty()) {
      findings.add(Finding.invariant(path, "The functional address is missing"));
    } else {
      equal(
          party,
          path,
          profile.functionScheme(),
          "attention",
          "subOrganization",
          "organizationId",
          "root");
    }
  }

  private void body(Element body) {
    List<Element> documents = Xml.children(body, "documents");
    Set<String> indexes = new HashSet<>();
    for (int i = 0; i < documents.size(); i++) {
      Element document = documents.get(i);
      String path = "/messagePayload/message/messageBody/documents[" + (i + 1) + "]";
      String index = Xml.text(document, "index").orElse("");
      if (documents.size() > 1 && (index.isEmpty() || !indexes.add(index))) {
        findings.add(Finding.invariant(path + "/index", "Missing or used before"));
      }
      files(document, path);
    }
  }

  private void files(Element document, String path) {
    List<Element> files = Xml.children(document, "ContentFiles");
    if (files.isEmpty() && Xml.children(document, "ContentText").isEmpty()) {
      findings.add(Finding.invariant(path, "Neither text nor file"));
    }
    for (int f = 0; f < files.size(); f++) {
      Element content = Xml.at(files.get(f), "content").orElseThrow();
      if (Base64Text.of(content).isEmpty()) {
        findings.add(
            Finding.invariant(path + "/ContentFiles[" + (f + 1) + "]/content", "No base64"));
      }
    }
  }

  /** An empty element has its own finding. */
  private void matches(
      Element parent, String path, String name, Pattern pattern, String otherwise) {
    Xml.text(parent, name)
        .filter(text -> !text.isEmpty() && !pattern.matcher(text).matches())
        .ifPresent(text -> findings.add(Finding.invariant(path + "/" + name, otherwise)));
  }

  private void equal(Element parent, String path, String expected, String... names) {
    Xml.text(parent, names)
        .filter(text -> !text.isEmpty() && !text.equals(expected))
        .ifPresent(
            text ->
                findings.add(
                    Finding.invariant(path + "/" + String.join("/", names), "Is not " + expected)));
  }
}
