package se.vardformedling.messaging.sdk;

import java.util.Map;
import java.util.TreeMap;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Writes an envelope with an empty place for what it holds. */
final class EnvelopeWriter {
  private static final Map<String, String> PREFIXES =
      Map.of(EnvelopeRules.XHE, "xhe", EnvelopeRules.AGGREGATE, "xha", EnvelopeRules.BASIC, "xhb");
  private final Document document = Xml.empty();
  private final SdkProfile profile;

  private EnvelopeWriter(SdkProfile profile) {
    this.profile = profile;
  }

  /**
   * The envelope.
   *
   * @param rootName the EQName of the payload's root
   */
  static Document write(Envelope envelope, String rootName, boolean encrypted, SdkProfile profile) {
    EnvelopeWriter writer = new EnvelopeWriter(profile);
    writer.write(envelope, rootName, encrypted);
    return writer.document;
  }

  private void write(Envelope envelope, String rootName, boolean encrypted) {
    Element root = document.createElementNS(EnvelopeRules.XHE, "xhe:XHE");
    document.appendChild(root);
    PREFIXES.forEach(
        (namespace, prefix) ->
            root.setAttributeNS("http://www.w3.org/2000/xmlns/", "xmlns:" + prefix, namespace));
    basic(root, "XHEVersionID", profile.envelopeVersion());
    basic(root, "CustomizationID", profile.envelopeCustomization());
    Element header = aggregate(root, "Header");
    basic(header, "ID", envelope.id());
    basic(header, "CreationDateTime", SdkMessageWriter.moment(envelope.created()));
    scope(aggregate(header, "BusinessScope"), envelope.documentType());
    party(header, "FromParty", envelope.from());
    party(header, "ToParty", envelope.to());
    Element payload = aggregate(aggregate(root, "Payloads"), "Payload");
    basic(payload, "DocumentTypeCode", rootName);
    basic(payload, "ContentTypeCode", "application/xml");
    envelope.function().ifPresent(function -> basic(payload, "HandlingServiceID", function));
    basic(payload, "InstanceEncryptionIndicator", String.valueOf(encrypted));
    aggregate(payload, "PayloadContent");
  }

  private void scope(Element scope, String documentType) {
    Map<String, String> criteria = new TreeMap<>();
    criteria.put("DOCUMENTID", documentType);
    criteria.put("DOCUMENTID_SCHEME", profile.documentScheme());
    criteria.put("PROCESSID", profile.process());
    criteria.put("PROCESSID_SCHEME", profile.processScheme());
    criteria.put("FEDERATIONID", profile.federation());
    criteria.forEach(
        (code, value) -> {
          Element criterion = aggregate(scope, "BusinessScopeCriterion");
          basic(criterion, "BusinessScopeCriterionTypeCode", code);
          basic(criterion, "BusinessScopeCriterionValue", value);
        });
  }

  private void party(Element header, String role, String participant) {
    Element identification = aggregate(aggregate(header, role), "PartyIdentification");
    basic(identification, "ID", participant).setAttribute("schemeID", profile.participantScheme());
  }

  private Element aggregate(Element parent, String name) {
    Element element = document.createElementNS(EnvelopeRules.AGGREGATE, "xha:" + name);
    parent.appendChild(element);
    return element;
  }

  private Element basic(Element parent, String name, String text) {
    Element element = document.createElementNS(EnvelopeRules.BASIC, "xhb:" + name);
    element.setTextContent(text);
    parent.appendChild(element);
    return element;
  }
}
