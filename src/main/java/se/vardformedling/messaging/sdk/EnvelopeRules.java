package se.vardformedling.messaging.sdk;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The envelope profile: XHE 1.0's structure and the rules R1 to R14 of its Schematron. */
final class EnvelopeRules {
  static final String XHE = "http://docs.oasis-open.org/bdxr/ns/XHE/1/ExchangeHeaderEnvelope";
  static final String AGGREGATE = "http://docs.oasis-open.org/bdxr/ns/XHE/1/AggregateComponents";
  static final String BASIC = "http://docs.oasis-open.org/bdxr/ns/XHE/1/BasicComponents";
  static final String DSIG = "http://www.w3.org/2000/09/xmldsig#";
  static final String XENC = "http://www.w3.org/2001/04/xmlenc#";

  private static final ContentModel MODEL =
      new ContentModel(
          Map.of("", XHE, "a", AGGREGATE, "b", BASIC, "ds", DSIG),
          """
          XHE = b.XHEVersionID b.CustomizationID a.Header a.Payloads ds.Signature:any@Id*
          Header = b.ID b.CreationDateTime:moment a.BusinessScope a.FromParty:party a.ToParty:party
          BusinessScope = a.BusinessScopeCriterion+
          BusinessScopeCriterion = b.BusinessScopeCriterionTypeCode b.BusinessScopeCriterionValue
          party = a.PartyIdentification
          PartyIdentification = b.ID@schemeID
          Payloads = a.Payload
          Payload = b.DocumentTypeCode b.ContentTypeCode b.HandlingServiceID? b.InstanceEncryptionIndicator:boolean a.PayloadContent:any
          """);
  private static final Set<String> CRITERIA =
      Set.of("DOCUMENTID", "DOCUMENTID_SCHEME", "PROCESSID", "PROCESSID_SCHEME", "FEDERATIONID");

  private EnvelopeRules() {}

  /** What is wrong; an envelope with anything wrong is not answered but reported. */
  static List<Finding> check(Document document, SdkProfile profile) {
    Element root = document.getDocumentElement();
    List<Finding> findings = new ArrayList<>(MODEL.check(root));
    if (!findings.isEmpty()) {
      return findings;
    }
    nonEmpty(root, "/XHE", findings);
    // It becomes a key and is logged before anybody knows who has written it.
    String id = Xml.at(root, "Header").flatMap(header -> Xml.text(header, "ID")).orElse("");
    must(SdkMessageRules.UUID.matcher(id).matches(), "Header/ID: a UUID", findings);
    Map<String, String> criteria = criteria(root);
    must(criteria.keySet().equals(CRITERIA), "R4-R8: the five criteria, once each", findings);
    must(
        profile.envelopeCustomization().equals(criteriaText(root, "CustomizationID")),
        "R3",
        findings);
    must(profile.envelopeVersion().equals(criteriaText(root, "XHEVersionID")), "R9", findings);
    must(
        profile.documentScheme().equals(criteria.get("DOCUMENTID_SCHEME")),
        "Document scheme",
        findings);
    must(profile.process().equals(criteria.get("PROCESSID")), "Process", findings);
    must(
        profile.processScheme().equals(criteria.get("PROCESSID_SCHEME")),
        "Process scheme",
        findings);
    must(profile.federation().equals(criteria.get("FEDERATIONID")), "Federation", findings);
    for (String party : List.of("FromParty", "ToParty")) {
      String scheme = id(root, party).getAttribute("schemeID").strip();
      must(profile.participantScheme().equals(scheme), "R10, R11: scheme of " + party, findings);
    }
    payload(root, findings);
    return findings;
  }

  static Envelope read(Document document) {
    Element root = document.getDocumentElement();
    Element header = Xml.at(root, "Header").orElseThrow();
    return new Envelope(
        Xml.text(header, "ID").orElseThrow(),
        OffsetDateTime.parse(Xml.text(header, "CreationDateTime").orElseThrow()).toInstant(),
        id(root, "FromParty").getTextContent().strip(),
        id(root, "ToParty").getTextContent().strip(),
        String.valueOf(criteria(root).get("DOCUMENTID")),
        Xml.text(root, "Payloads", "Payload", "HandlingServiceID"));
  }

  static Element content(Document document) {
    return Xml.at(document.getDocumentElement(), "Payloads", "Payload", "PayloadContent")
        .orElseThrow();
  }

  /** R12, R13: what is inside is one element, encrypted exactly when it says so. */
  private static void payload(Element root, List<Finding> findings) {
    Element payload = Xml.at(root, "Payloads", "Payload").orElseThrow();
    List<Element> inside = Xml.children(Xml.at(payload, "PayloadContent").orElseThrow());
    must(inside.size() == 1, "One element in PayloadContent", findings);
    String said = Xml.text(payload, "InstanceEncryptionIndicator").orElse("");
    boolean encrypted =
        inside.stream()
            .anyMatch(
                e -> "EncryptedData".equals(e.getLocalName()) && XENC.equals(e.getNamespaceURI()));
    must(Set.of("true", "1").contains(said) == encrypted, "R12, R13: encryption as said", findings);
    must(
        Xml.text(payload, "ContentTypeCode").equals(Optional.of("application/xml")),
        "Content type",
        findings);
  }

  private static Map<String, String> criteria(Element root) {
    Map<String, String> criteria = new HashMap<>();
    List<Element> all =
        Xml.children(
            Xml.at(root, "Header", "BusinessScope").orElseThrow(), "BusinessScopeCriterion");
    for (Element criterion : all) {
      criteria.merge(
          Xml.text(criterion, "BusinessScopeCriterionTypeCode").orElse(""),
          Xml.text(criterion, "BusinessScopeCriterionValue").orElse(""),
          (one, other) -> "said twice");
    }
    return criteria;
  }

  private static Element id(Element root, String party) {
    return Xml.at(root, "Header", party, "PartyIdentification", "ID").orElseThrow();
  }

  private static String criteriaText(Element root, String name) {
    return Xml.text(root, name).orElse("");
  }

  private static void nonEmpty(Element element, String path, List<Finding> findings) {
    for (Element child : Xml.children(element)) {
      String at = path + "/" + child.getLocalName();
      if (Set.of("PayloadContent", "Signature").contains(child.getLocalName())) {
        continue;
      }
      if (Xml.children(child).isEmpty() && child.getTextContent().isBlank()) {
        findings.add(Finding.invariant(at, "R2: empty"));
      }
      nonEmpty(child, at, findings);
    }
  }

  private static void must(boolean right, String rule, List<Finding> findings) {
    if (!right) {
      findings.add(Finding.invariant("/XHE", rule));
    }
  }
}
