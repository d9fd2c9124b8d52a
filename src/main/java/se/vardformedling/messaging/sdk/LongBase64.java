package se.vardformedling.messaging.sdk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.Text;
import org.xml.sax.SAXException;

/**
 * A document that is one long base64 and little around it. The parser goes letter by letter; here
 * it gets what is around, with a mark where a long run stands, and the run comes whole into the
 * text.
 */
final class LongBase64 {
  private static final boolean[] DIGIT = new boolean[256];

  static {
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
        .chars()
        .forEach(digit -> DIGIT[digit] = true);
  }

  private final byte[] bytes;
  private final List<Run> runs = new ArrayList<>();
  private int markup;

  /** Looks through a document once. */
  LongBase64(byte[] bytes) {
    this.bytes = bytes;
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (!DIGIT[bytes[i] & 0xff]) {
        if (bytes[i] == '<') {
          markup++;
        }
        if (i - from >= LongTexts.LONG) {
          runs.add(new Run(from, i, UUID.randomUUID().toString()));
        }
        from = i + 1;
      }
    }
  }

  /** A run of base64, and a mark that nobody could have known and written elsewhere. */
  private record Run(int from, int to, String mark) {}

  /** A parser of whole documents. */
  @FunctionalInterface
  interface Parser {
    Document parse(byte[] bytes) throws SAXException, IOException;
  }

  /** How many tags and other markup the document has, at most. */
  int markup() {
    return markup;
  }

  /** The same document as the parser makes of all the bytes. */
  Document parse(Parser parser) throws SAXException, IOException {
    if (runs.isEmpty() || !utf8()) {
      return parser.parse(bytes);
    }
    try {
      Document document = parser.parse(around());
      if (filled(document)) {
        return document;
      }
    } catch (SAXException e) {
      // What is wrong with it, if anything, is said of the whole.
    }
    return parser.parse(bytes);
  }

  /** As it is if it says nothing else; in other alphabets a run may begin within a letter. */
  private boolean utf8() {
    String start =
        new String(bytes, 0, Math.min(bytes.length, 200), StandardCharsets.ISO_8859_1)
            .toLowerCase(Locale.ROOT);
    return !start.startsWith("<?xml") || !start.contains("encoding") || start.contains("utf-8");
  }

  private byte[] around() {
    ByteArrayOutputStream around = new ByteArrayOutputStream(1 << 14);
    int at = 0;
    for (Run run : runs) {
      around.write(bytes, at, run.from() - at);
      around.writeBytes(run.mark().getBytes(StandardCharsets.US_ASCII));
      at = run.to();
    }
    around.write(bytes, at, bytes.length - at);
    return around.toByteArray();
  }

  /** Whether every mark stood in a text; one in a name, an attribute or a comment did not. */
  private boolean filled(Document document) {
    Deque<Run> left = new ArrayDeque<>(runs);
    fill(document, left);
    return left.isEmpty();
  }

  /** In the document's order, as the runs are. */
  private void fill(Node node, Deque<Run> left) {
    if (node instanceof Text text && !left.isEmpty()) {
      fill(text, left);
    }
    for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
      fill(child, left);
    }
  }

  private void fill(Text text, Deque<Run> left) {
    String data = text.getData();
    if (data.equals(left.element().mark())) {
      text.setData(string(left.remove()));
      LongTexts.lookedThrough(text);
      return;
    }
    StringBuilder filled = new StringBuilder();
    int at = 0;
    for (int mark = next(data, at, left); mark >= 0; mark = next(data, at, left)) {
      Run run = left.remove();
      filled.append(data, at, mark).append(string(run));
      at = mark + run.mark().length();
    }
    if (at > 0) {
      text.setData(filled.append(data, at, data.length()).toString());
    }
  }

  private static int next(String data, int from, Deque<Run> left) {
    return left.isEmpty() ? -1 : data.indexOf(left.element().mark(), from);
  }

  private String string(Run run) {
    return new String(bytes, run.from(), run.to() - run.from(), StandardCharsets.ISO_8859_1);
  }
}
