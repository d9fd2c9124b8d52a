package se.vardformedling.fhir;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An element of many types ({@code value[x]}) is one of them: of two, the parser drops the first.
 */
final class Choices {
  private static final Pattern CHOICE =
      Pattern.compile(
          "_?(value|occurrence|asNeeded|quantity|topic|legallyBinding|entity|content|deceased"
              + "|multipleBirth|chargeItem|subject)"
              + "(Base64Binary|Boolean|Canonical|Code|Date|DateTime|Decimal|Id|Instant|Integer"
              + "|Markdown|Oid|PositiveInt|String|Time|UnsignedInt|Uri|Url|Uuid|Address|Age"
              + "|Annotation|Attachment|CodeableConcept|Coding|ContactPoint|Count|Distance"
              + "|Duration|HumanName|Identifier|Money|Period|Quantity|Range|Ratio|Reference"
              + "|SampledData|Signature|Timing|ContactDetail|Expression|Dosage|Meta)");

  private final Deque<Map<String, String>> open = new ArrayDeque<>();

  Choices() {
    enter();
  }

  void enter() {
    open.push(new HashMap<>(2));
  }

  void leave() {
    open.pop();
  }

  /** One more element of the name inside what was entered last. */
  void named(String name) {
    Matcher choice = CHOICE.matcher(name);
    if (choice.matches()) {
      String before = open.element().putIfAbsent(choice.group(1), choice.group(2));
      if (before != null && !before.equals(choice.group(2))) {
        throw Problem.MALFORMED_BODY.at(choice.group(1) + "[x]", "may not repeat");
      }
    }
  }
}
