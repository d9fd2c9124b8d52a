package se.vardformedling.messaging.sdk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.xml.security.exceptions.XMLSecurityException;
import org.w3c.dom.Node;
import org.w3c.dom.Text;

/**
 * Canonical forms of documents that are one long text and little around it, as forty million
 * letters of base64 in an envelope. The library writes letter by letter; here what is around is
 * written by the library, with a mark where a long text stands, and the text whole in its place.
 */
final class LongTexts {
  /** In characters, from where on a text is long. */
  static final int LONG = 1 << 16;

  private static final int PIECE = 1 << 16;

  /** Beside a text node: the very string that has been looked through. */
  private static final String LOOKED_THROUGH = "vf.verbatim";

  private LongTexts() {}

  /** A canonical form, as the library writes it. */
  @FunctionalInterface
  interface Form {
    void write(Node node, OutputStream out) throws XMLSecurityException;
  }

  /** The same bytes as the form writes. The node is changed meanwhile, and afterwards as it was. */
  static void write(Node node, Form form, OutputStream out)
      throws XMLSecurityException, IOException {
    Map<String, Text> marked = find(node, new LinkedHashMap<>());
    Map<String, String> texts = new LinkedHashMap<>();
    ByteArrayOutputStream around = new ByteArrayOutputStream(1 << 14);
    marked.forEach((mark, text) -> texts.put(mark, text.getData()));
    try {
      marked.forEach((mark, text) -> text.setData(mark));
      form.write(node, around);
    } finally {
      marked.forEach((mark, text) -> text.setData(texts.get(mark)));
    }
    String rest = around.toString(StandardCharsets.UTF_8);
    for (Map.Entry<String, String> text : texts.entrySet()) {
      int at = rest.indexOf(text.getKey());
      if (at >= 0) {
        out.write(rest.substring(0, at).getBytes(StandardCharsets.UTF_8));
        pieces(text.getValue(), out);
        rest = rest.substring(at + text.getKey().length());
      }
    }
    out.write(rest.getBytes(StandardCharsets.UTF_8));
  }

  private static void pieces(String text, OutputStream out) throws IOException {
    int to;
    for (int from = 0; from < text.length(); from = to) {
      to = Math.min(text.length(), from + PIECE);
      if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
        to--;
      }
      out.write(text.substring(from, to).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** How many characters the long texts are, about. */
  static int length(Node node) {
    int length = node instanceof Text text && text.getLength() >= LONG ? text.getLength() : 0;
    for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
      length += length(child);
    }
    return length;
  }

  /** In the document's order, by a mark that nobody could have known and written elsewhere. */
  private static Map<String, Text> find(Node node, Map<String, Text> found) {
    if (node instanceof Text text && text.getLength() >= LONG && verbatim(text)) {
      found.put(UUID.randomUUID().toString(), text);
    }
    for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
      find(child, found);
    }
    return found;
  }

  /** Its text is known to have nothing that a canonical form writes otherwise, such as base64. */
  static void lookedThrough(Text text) {
    text.setUserData(LOOKED_THROUGH, text.getData(), null);
  }

  private static boolean verbatim(Text text) {
    String data = text.getData();
    if (text.getUserData(LOOKED_THROUGH) == data) {
      return true;
    }
    boolean verbatim = verbatim(data);
    if (verbatim) {
      lookedThrough(text);
    }
    return verbatim;
  }

  /** Every canonical form has all others as they are (Canonical XML 1.0, section 2.3). */
  private static boolean verbatim(String text) {
    return text.indexOf('&') < 0
        && text.indexOf('<') < 0
        && text.indexOf('>') < 0
        && text.indexOf('\r') < 0;
  }
}
