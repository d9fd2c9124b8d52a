package se.vardformedling.messaging.sdk;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.xml.security.Init;
import org.apache.xml.security.c14n.Canonicalizer;
import org.apache.xml.security.exceptions.XMLSecurityException;
import org.apache.xml.security.utils.UnsyncBufferedOutputStream;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * XML from strangers: no document type, no entity, nothing fetched; and what we write ourselves.
 */
public final class Xml {
  /** The deepest nesting taken; the published documents need 12. */
  private static final int DEPTH = 64;

  /** The most tags and other markup; a message with ten documents has some hundreds. */
  private static final int MARKUP = 20_000;

  private static final int ATTRIBUTES = 32;

  static {
    // Base64 in one line: line breaks become "&#xD;" and make it larger.
    System.setProperty("org.apache.xml.security.ignoreLineBreaks", "true");
    Init.init();
  }

  private Xml() {}

  /** Sets Santuario up, once; before anything else uses it, so that base64 is in one line. */
  public static void prepare() {
    // done when this class was loaded
  }

  /** The text is no well-formed XML, or uses what we do not take. */
  public static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableException(String message) {
      super(message);
    }
  }

  /** Reads a document that may come from anybody. */
  public static Document read(byte[] bytes) throws UnreadableException {
    LongBase64 long64 = new LongBase64(bytes);
    if (long64.markup() > MARKUP) {
      // As a tree, fifty million small elements fill any memory.
      throw new UnreadableException("More markup than any message has");
    }
    // EBCDIC, whose bytes mean other characters.
    if (bytes.length > 0 && bytes[0] == 'L') {
      throw new UnreadableException("An encoding that is not taken");
    }
    try {
      Document document = long64.parse(Xml::parse);
      if (!"1.0".equals(document.getXmlVersion())) {
        throw new UnreadableException("Another XML than 1.0, which canonical form is of");
      }
      checkDepth(document.getDocumentElement(), 1);
      return document;
    } catch (SAXException | IOException e) {
      throw new UnreadableException("Not well-formed, or with a document type");
    }
  }

  static Document parse(byte[] bytes) throws SAXException, IOException {
    try {
      DocumentBuilder builder = factory().newDocumentBuilder();
      builder.setErrorHandler(new Strict());
      return builder.parse(new ByteArrayInputStream(bytes));
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  static Document empty() {
    try {
      return factory().newDocumentBuilder().newDocument();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The canonical bytes, which are the same however often they are read and written. */
  public static byte[] write(Node node) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(LongTexts.length(node) + (1 << 14));
    // The canonicalizer writes byte by byte, and each should not take a lock.
    try (OutputStream buffered = new UnsyncBufferedOutputStream(bytes)) {
      Canonicalizer canonicalizer = Canonicalizer.getInstance(Canonicalizer.ALGO_ID_C14N_PHYSICAL);
      LongTexts.write(node, canonicalizer::canonicalizeSubtree, buffered);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (XMLSecurityException e) {
      throw new IllegalStateException("A document that has no canonical form", e);
    }
    return bytes.toByteArray();
  }

  /** Child elements, in order. */
  public static List<Element> children(Node parent) {
    List<Element> children = new ArrayList<>();
    for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }

  /** Child elements of that local name. */
  public static List<Element> children(Node parent, String name) {
    return children(parent).stream().filter(child -> name.equals(child.getLocalName())).toList();
  }

  /** The first child of that name in the first child of the name before it, and so on. */
  public static Optional<Element> at(Element root, String... path) {
    Optional<Element> here = Optional.of(root);
    for (String name : path) {
      here = here.flatMap(parent -> children(parent, name).stream().findFirst());
    }
    return here;
  }

  /** The trimmed text there, or nothing. */
  public static Optional<String> text(Element root, String... path) {
    return at(root, path).map(Node::getTextContent).map(String::strip);
  }

  private static DocumentBuilderFactory factory() throws ParserConfigurationException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    factory.setFeature("http://apache.org/xml/features/dom/defer-node-expansion", false);
    factory.setAttribute("jdk.xml.elementAttributeLimit", ATTRIBUTES);
    factory.setXIncludeAware(false);
    factory.setExpandEntityReferences(false);
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
    return factory;
  }

  private static void checkDepth(Element element, int depth) throws UnreadableException {
    if (depth > DEPTH) {
      throw new UnreadableException("Nested deeper than " + DEPTH);
    }
    for (Element child : children(element)) {
      checkDepth(child, depth + 1);
    }
  }

  private static final class Strict implements ErrorHandler {
    @Override
    public void warning(SAXParseException e) {}

    @Override
    public void error(SAXParseException e) throws SAXException {
      throw e;
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
      throw e;
    }
  }
}
