package se.vardformedling.messaging.sdk;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.xml.security.transforms.Transforms;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * What a signature must be like before it is checked: one, over all, with nothing that changes it.
 */
final class SignatureShape {
  private static final Set<String> SIGNATURES =
      Set.of(
          "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
          "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384",
          "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512");
  private static final Set<String> DIGESTS =
      Set.of(
          "http://www.w3.org/2001/04/xmlenc#sha256",
          "http://www.w3.org/2001/04/xmldsig-more#sha384",
          "http://www.w3.org/2001/04/xmlenc#sha512");
  private static final Set<String> CANONICAL =
      Set.of(
          "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
          "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments",
          "http://www.w3.org/2006/12/xml-c14n11",
          "http://www.w3.org/2001/10/xml-exc-c14n#");

  private SignatureShape() {}

  /** The one signature in the document, and it stands last in its root: nothing can be wrapped. */
  static Element only(Document document) throws Sealing.UnverifiedException {
    int all = document.getElementsByTagNameNS(EnvelopeRules.DSIG, "Signature").getLength();
    List<Element> top = Xml.children(document.getDocumentElement());
    Element last = top.get(top.size() - 1);
    Sealing.require(
        all == 1
            && "Signature".equals(last.getLocalName())
            && EnvelopeRules.DSIG.equals(last.getNamespaceURI()),
        "Not exactly one signature, last in the envelope");
    return last;
  }

  /** One reference, to the whole document, with nothing that could change what is signed. */
  static void check(Element signature) throws Sealing.UnverifiedException {
    Sealing.require(Xml.children(signature, "Object").isEmpty(), "An object in the signature");
    Element info = Xml.at(signature, "SignedInfo").orElseThrow(SignatureShape::malformed);
    Sealing.require(
        names(info).equals(List.of("CanonicalizationMethod", "SignatureMethod", "Reference")),
        "Not one reference, or something beside it");
    Sealing.require(
        SIGNATURES.contains(Sealing.algorithm(info, "SignatureMethod")), "Signature algorithm");
    Sealing.require(
        CANONICAL.contains(Sealing.algorithm(info, "CanonicalizationMethod")), "Canonical form");
    Element reference = Xml.children(info, "Reference").get(0);
    Sealing.require(
        names(reference).equals(List.of("Transforms", "DigestMethod", "DigestValue"))
            && Xml.at(reference, "DigestMethod")
                .filter(it -> !Xml.children(it).isEmpty())
                .isEmpty(),
        "Another reference than the schema has");
    Sealing.require(
        reference.hasAttribute("URI") && reference.getAttribute("URI").isEmpty(),
        "Not the whole document is signed");
    Sealing.require(
        DIGESTS.contains(Sealing.algorithm(reference, "DigestMethod")), "Digest algorithm");
    Element transforms = Xml.at(reference, "Transforms").orElseThrow(SignatureShape::malformed);
    List<String> all =
        Xml.children(transforms).stream().map(e -> e.getAttribute("Algorithm")).toList();
    Sealing.require(
        all.size() <= 2
            && !all.isEmpty()
            && all.get(0).equals(Transforms.TRANSFORM_ENVELOPED_SIGNATURE)
            && CANONICAL.containsAll(all.subList(1, all.size())),
        "Other transforms than enveloped and canonical");
    List<Element> keys = Xml.at(signature, "KeyInfo").map(Xml::children).orElse(List.of());
    Sealing.require(
        keys.size() == 1
            && "X509Data".equals(keys.get(0).getLocalName())
            && Xml.children(keys.get(0), "X509Certificate").size() == 1,
        "Not one certificate");
  }

  /** For the transforms that the profile names; any other are the library's. */
  static Optional<WholeDocument> wholeDocument(Element signature) {
    Element reference = Xml.at(signature, "SignedInfo", "Reference").orElseThrow();
    List<Element> transforms = Xml.children(Xml.at(reference, "Transforms").orElseThrow());
    boolean plain =
        transforms.size() == 2
            && WholeDocument.CANONICAL.equals(transforms.get(1).getAttribute("Algorithm"))
            && transforms.stream().allMatch(transform -> Xml.children(transform).isEmpty());
    return plain
        ? Optional.of(new WholeDocument(signature, Sealing.algorithm(reference, "DigestMethod")))
        : Optional.empty();
  }

  /** As its schema has it, XML Signature 4.4; a name in another namespace is none of them. */
  private static List<String> names(Element parent) {
    return Xml.children(parent).stream()
        .map(e -> EnvelopeRules.DSIG.equals(e.getNamespaceURI()) ? e.getLocalName() : "")
        .toList();
  }

  private static Sealing.UnverifiedException malformed() {
    return new Sealing.UnverifiedException("Malformed signature");
  }
}
