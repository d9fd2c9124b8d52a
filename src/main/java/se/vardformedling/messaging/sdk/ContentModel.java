package se.vardformedling.messaging.sdk;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/**
 * Which element holds which, in what order and how often: the schema of a document in lines such as
 * {@code recipient = recipientID:II label:string256? attention *}. A name may carry a prefix; after
 * a colon comes the line or simple type that describes it (else the line of its own name, else
 * text); {@code ? + *} are as usual; {@code @x} an attribute that it may have; {@code **} elements
 * of other namespaces.
 */
final class ContentModel {
  private static final Pattern PARTICLE =
      Pattern.compile("(?:(\\w+)\\.)?(\\w+)(?::(\\w+))?(?:@(\\w+))?([?+*]?)");
  private static final String ANY = "**";
  private static final Set<String> FOREIGN_ATTRIBUTES =
      Set.of("http://www.w3.org/2001/XMLSchema-instance", "http://www.w3.org/2000/xmlns/");

  private record Particle(
      String namespace,
      String name,
      String type,
      String attribute,
      boolean optional,
      boolean many) {
    boolean is(Element element) {
      return name.equals(element.getLocalName()) && namespace.equals(element.getNamespaceURI());
    }
  }

  private final Map<String, List<Particle>> lines = new HashMap<>();
  private final Set<String> open = new java.util.HashSet<>();
  private final Map<String, String> namespaces;
  private final String root;

  /**
   * Reads the lines; the first is the root's.
   *
   * @param namespaces by prefix; the empty one is the root's own
   */
  ContentModel(Map<String, String> namespaces, String text) {
    this.namespaces = namespaces;
    this.root = text.strip().split(" ", 2)[0];
    for (String line : text.strip().split("\n")) {
      String[] parts = line.strip().split(" = ", 2);
      List<Particle> particles = new ArrayList<>();
      for (String word : parts[1].strip().split(" +")) {
        if (word.equals(ANY)) {
          open.add(parts[0]);
        } else {
          particles.add(particle(word));
        }
      }
      lines.put(parts[0], List.copyOf(particles));
    }
  }

  /** Everything about the structure that is not as described; empty when all is. */
  List<Finding> check(Element element) {
    List<Finding> findings = new ArrayList<>();
    if (!root.equals(element.getLocalName()) || !namespace("").equals(element.getNamespaceURI())) {
      findings.add(Finding.structure("/", "The root element is not " + root));
      return findings;
    }
    attributes(element, "", "/" + root, findings);
    complex(element, root, "/" + root, findings);
    return findings;
  }

  private Particle particle(String word) {
    Matcher found = PARTICLE.matcher(word);
    if (!found.matches()) {
      throw new IllegalArgumentException(word);
    }
    String how = found.group(5);
    return new Particle(
        namespace(Optional.ofNullable(found.group(1)).orElse("")),
        found.group(2),
        Optional.ofNullable(found.group(3)).orElse(found.group(2)),
        Optional.ofNullable(found.group(4)).orElse(""),
        how.equals("?") || how.equals("*"),
        how.equals("+") || how.equals("*"));
  }

  private String namespace(String prefix) {
    return Optional.ofNullable(namespaces.get(prefix)).orElseThrow();
  }

  private void complex(Element parent, String type, String path, List<Finding> findings) {
    List<Element> children = Xml.children(parent);
    int next = 0;
    for (Particle particle : lines.getOrDefault(type, List.of())) {
      int after = particle(children, next, particle, path, findings);
      if (after == next && !particle.optional) {
        findings.add(
            Finding.structure(path, "Element " + particle.name + " is missing or out of order"));
        return;
      }
      next = after;
    }
    if (open.contains(type)) {
      while (next < children.size() && foreign(children.get(next))) {
        next++;
      }
    }
    if (next < children.size()) {
      findings.add(Finding.structure(path, "An element is here that may not be here"));
    }
    if (hasText(parent)) {
      findings.add(Finding.structure(path, "Text is here that may not be here"));
    }
  }

  /** Checks as many of the children as the particle takes; where the next begins. */
  private int particle(
      List<Element> children, int from, Particle particle, String path, List<Finding> findings) {
    int next = from;
    while (next < children.size()
        && particle.is(children.get(next))
        && (next == from || particle.many)) {
      String which = particle.many ? "[" + (next - from + 1) + "]" : "";
      element(children.get(next), particle, path + "/" + particle.name + which, findings);
      next++;
    }
    return next;
  }

  private boolean foreign(Element element) {
    return !namespaces.containsValue(String.valueOf(element.getNamespaceURI()))
        && element.getNamespaceURI() != null;
  }

  private void element(Element element, Particle particle, String path, List<Finding> findings) {
    attributes(element, particle.attribute, path, findings);
    if (particle.type.equals("any")) {
      return;
    }
    if (lines.containsKey(particle.type)) {
      complex(element, particle.type, path, findings);
    } else if (!Xml.children(element).isEmpty()) {
      findings.add(Finding.structure(path, "Elements are here where only text may be"));
    } else if (!simple(particle.type, element)) {
      findings.add(Finding.structure(path, "The text is no " + particle.type));
    }
  }

  private static void attributes(
      Element element, String allowed, String path, List<Finding> findings) {
    NamedNodeMap attributes = element.getAttributes();
    for (int i = 0; i < attributes.getLength(); i++) {
      Attr attribute = (Attr) attributes.item(i);
      if (!FOREIGN_ATTRIBUTES.contains(String.valueOf(attribute.getNamespaceURI()))
          && !allowed.equals(attribute.getName())) {
        findings.add(Finding.structure(path, "An attribute is here that may not be here"));
      }
    }
  }

  private static boolean simple(String type, Element element) {
    return switch (type) {
      case "string256" -> element.getTextContent().codePoints().count() <= 256;
      case "boolean" ->
          Set.of("true", "false", "1", "0").contains(element.getTextContent().strip());
      case "dateTime" ->
          parses(() -> DateTimeFormatter.ISO_DATE_TIME.parse(element.getTextContent().strip()));
      case "moment" -> parses(() -> OffsetDateTime.parse(element.getTextContent().strip()));
      case "date" ->
          parses(() -> DateTimeFormatter.ISO_DATE.parse(element.getTextContent().strip()));
      case "time" -> parses(() -> OffsetTime.parse(element.getTextContent().strip()));
      default -> true;
    };
  }

  private static boolean parses(Runnable parse) {
    try {
      parse.run();
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean hasText(Element parent) {
    for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
      if ((child.getNodeType() == Node.TEXT_NODE || child.getNodeType() == Node.CDATA_SECTION_NODE)
          && !child.getNodeValue().isBlank()) {
        return true;
      }
    }
    return false;
  }
}
