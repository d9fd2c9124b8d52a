package se.vardformedling.fhir;

import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLStreamReader;

/** The elements of a body in XML, one after the other: FHIR's, and XHTML's in a narrative. */
final class XmlElements {
  private static final String FHIR = "http://hl7.org/fhir";
  private static final String XHTML = "http://www.w3.org/1999/xhtml";

  private final Crowding crowding = new Crowding();
  private final Choices choices = new Choices();

  /** Of each that is open, whether it is XHTML. */
  private final Deque<Boolean> open = new ArrayDeque<>();

  void begins(XMLStreamReader element) {
    boolean narrative = XHTML.equals(element.getNamespaceURI());
    if (!narrative && !FHIR.equals(element.getNamespaceURI())) {
      throw Problem.MALFORMED_BODY.because("an element of another namespace than FHIR's");
    }
    String name = element.getLocalName();
    crowding.enter(name);
    if (narrative) {
      for (int i = 0; i < element.getAttributeCount(); i++) {
        FieldRules.attribute(element.getAttributeValue(i));
      }
    } else {
      FieldRules.name(name);
      choices.named(name);
    }
    choices.enter();
    open.push(narrative);
    if (open.size() > BodyRules.DEEPEST) {
      throw Problem.MALFORMED_BODY.because("nested too deep");
    }
  }

  void ends() {
    crowding.leave();
    choices.leave();
    open.pop();
  }

  /** Text stands in a narrative, or between elements to make them easier to read. */
  void says(String text) {
    if (!text.isBlank() && !Boolean.TRUE.equals(open.peek())) {
      throw Problem.MALFORMED_BODY.because("text between the elements");
    }
  }
}
