package se.vardformedling.messaging.sdk;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Writes and reads the meddelandekvittens (UBL 2.1 ApplicationResponse). */
final class Acknowledgements {
  private static final String DECLARATION = "http://www.w3.org/2000/xmlns/";
  private final Document document = Xml.empty();
  private final SdkProfile profile;

  private Acknowledgements(SdkProfile profile) {
    this.profile = profile;
  }

  static Element write(Acknowledgement answer, SdkProfile profile) {
    return new Acknowledgements(profile).root(answer);
  }

  /** Reads one that {@link AcknowledgementRules} have found right. */
  static Acknowledgement read(Element root) {
    Element response = Xml.at(root, "DocumentResponse").orElseThrow();
    return new Acknowledgement(
        Xml.text(root, "ID").orElseThrow(),
        LocalDate.parse(Xml.text(root, "IssueDate").orElseThrow(), DateTimeFormatter.ISO_DATE)
            .atTime(OffsetTime.parse(Xml.text(root, "IssueTime").orElseThrow()))
            .toInstant(),
        Xml.text(root, "SenderParty", "EndpointID").orElseThrow(),
        Xml.text(root, "ReceiverParty", "EndpointID").orElseThrow(),
        Xml.text(response, "DocumentReference", "ID").orElseThrow(),
        Xml.children(response, "LineResponse").stream().map(Acknowledgements::finding).toList());
  }

  private static Finding finding(Element line) {
    return new Finding(
        Finding.Reason.valueOf(Xml.text(line, "Response", "ResponseCode").orElseThrow()),
        Xml.text(line, "Response", "Status", "StatusReasonCode").orElse(""),
        Xml.text(line, "LineReference", "LineID").orElseThrow(),
        Xml.text(line, "Response", "Status", "StatusReason").orElseThrow());
  }

  private Element root(Acknowledgement answer) {
    Element root = document.createElementNS(AcknowledgementRules.UBL, "ApplicationResponse");
    document.appendChild(root);
    root.setAttributeNS(DECLARATION, "xmlns", AcknowledgementRules.UBL);
    root.setAttributeNS(DECLARATION, "xmlns:cac", AcknowledgementRules.AGGREGATE);
    root.setAttributeNS(DECLARATION, "xmlns:cbc", AcknowledgementRules.BASIC);
    Instant at = answer.at().truncatedTo(ChronoUnit.SECONDS);
    basic(root, "CustomizationID", profile.answerCustomization());
    basic(root, "ProfileID", profile.process());
    basic(root, "ID", answer.id());
    basic(root, "IssueDate", at.atOffset(ZoneOffset.UTC).toLocalDate().toString());
    basic(root, "IssueTime", at.toString().substring(at.toString().indexOf('T') + 1));
    party(root, "SenderParty", answer.from());
    party(root, "ReceiverParty", answer.to());
    Element response = aggregate(root, "DocumentResponse");
    basic(
        aggregate(response, "Response"),
        "ResponseCode",
        answer.accepted() ? "ACCEPTED" : "REJECTED");
    basic(aggregate(response, "DocumentReference"), "ID", answer.about());
    List<Finding> findings = answer.findings();
    findings.forEach(finding -> line(response, finding));
    return root;
  }

  private void line(Element response, Finding finding) {
    Element line = aggregate(response, "LineResponse");
    basic(aggregate(line, "LineReference"), "LineID", finding.path());
    Element why = aggregate(line, "Response");
    basic(why, "ResponseCode", finding.reason().name());
    Element status = aggregate(why, "Status");
    Optional.of(finding.detail())
        .filter(detail -> !detail.isEmpty())
        .ifPresent(detail -> basic(status, "StatusReasonCode", detail));
    basic(status, "StatusReason", finding.text());
  }

  private void party(Element root, String role, String participant) {
    basic(aggregate(root, role), "EndpointID", participant)
        .setAttribute("schemeID", profile.participantScheme());
  }

  private Element aggregate(Element parent, String name) {
    Element element = document.createElementNS(AcknowledgementRules.AGGREGATE, "cac:" + name);
    parent.appendChild(element);
    return element;
  }

  private Element basic(Element parent, String name, String text) {
    Element element = document.createElementNS(AcknowledgementRules.BASIC, "cbc:" + name);
    element.setTextContent(text);
    parent.appendChild(element);
    return element;
  }
}
