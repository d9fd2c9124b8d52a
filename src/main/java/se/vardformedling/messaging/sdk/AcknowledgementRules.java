package se.vardformedling.messaging.sdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.w3c.dom.Element;
import se.vardformedling.identifier.IdentityScanner;

/** The meddelandekvittens' structure and the rules R1 to R9 of its Schematron. */
final class AcknowledgementRules {
  static final String UBL = "urn:oasis:names:specification:ubl:schema:xsd:ApplicationResponse-2";
  static final String AGGREGATE =
      "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";
  static final String BASIC =
      "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";

  /** Only what the profile takes: R1 and R9. */
  private static final ContentModel MODEL =
      new ContentModel(
          Map.of("", UBL, "a", AGGREGATE, "b", BASIC),
          """
          ApplicationResponse = b.CustomizationID b.ProfileID b.ID b.IssueDate:date b.IssueTime:time a.SenderParty:party a.ReceiverParty:party a.DocumentResponse
          party = b.EndpointID@schemeID
          DocumentResponse = a.Response:verdict a.DocumentReference a.LineResponse*
          verdict = b.ResponseCode
          DocumentReference = b.ID
          LineResponse = a.LineReference a.Response
          LineReference = b.LineID
          Response = b.ResponseCode a.Status
          Status = b.StatusReasonCode? b.StatusReason
          """);

  /** The ids of messages are UUIDs; the published answer is about another one. */
  private static final Pattern ID = Pattern.compile("[\\w.:@-]{1,200}");

  private AcknowledgementRules() {}

  static List<Finding> check(Element root, SdkProfile profile) {
    List<Finding> findings = new ArrayList<>(MODEL.check(root));
    if (!findings.isEmpty()) {
      return findings;
    }
    nonEmpty(root, findings);
    must(is(root, profile.answerCustomization(), "CustomizationID"), "R3", findings);
    must(is(root, profile.process(), "ProfileID"), "R4", findings);
    for (String party : List.of("SenderParty", "ReceiverParty")) {
      Element endpoint = Xml.at(root, party, "EndpointID").orElseThrow();
      must(endpoint.getAttribute("schemeID").equals(profile.participantScheme()), "R9", findings);
    }
    Element response = Xml.at(root, "DocumentResponse").orElseThrow();
    List<Element> lines = Xml.children(response, "LineResponse");
    String verdict = Xml.text(response, "Response", "ResponseCode").orElse("");
    must(Set.of("ACCEPTED", "REJECTED").contains(verdict), "R5", findings);
    must(!verdict.equals("ACCEPTED") || lines.isEmpty(), "R7", findings);
    String about = Xml.text(response, "DocumentReference", "ID").orElse("");
    must(id(about), "DocumentReference: an id", findings);
    must(!verdict.equals("REJECTED") || !lines.isEmpty(), "R8", findings);
    for (Element line : lines) {
      String reason = Xml.text(line, "Response", "ResponseCode").orElse("");
      must(Set.of("SV", "BV", "SIG").contains(reason), "R6", findings);
    }
    return findings;
  }

  /** It becomes a key and stands in the log, where nobody's number may. */
  private static boolean id(String about) {
    return SdkMessageRules.UUID.matcher(about).matches()
        || ID.matcher(about).matches()
            && IdentityScanner.scan(about, IdentityScanner.Place.TEXT).isEmpty();
  }

  private static boolean is(Element root, String expected, String name) {
    return expected.equals(Xml.text(root, name).orElse(""));
  }

  private static void nonEmpty(Element element, List<Finding> findings) {
    for (Element child : Xml.children(element)) {
      must(!child.getTextContent().isBlank(), "R2", findings);
      nonEmpty(child, findings);
    }
  }

  private static void must(boolean right, String rule, List<Finding> findings) {
    if (!right) {
      findings.add(Finding.invariant("/ApplicationResponse", rule));
    }
  }
}
