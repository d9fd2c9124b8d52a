package se.vardformedling.messaging.sdk;

import java.util.Base64;
import java.util.Optional;
import org.w3c.dom.Element;

/**
 * Base64 as XML carries it: mostly in one line, which is decoded at a stroke; white space between
 * the digits is taken, and takes longer.
 */
final class Base64Text {
  /** Beside an element: the very text that has been decoded, and to what. */
  private static final String DECODED = "vf.decoded";

  /** By character: looked up, because no processor foresees which digit comes next. */
  private static final boolean[] DIGIT = new boolean[128];

  static {
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        .chars()
        .forEach(digit -> DIGIT[digit] = true);
  }

  private Base64Text() {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Decoded(String text, byte[] bytes) {}

  /** What an element holds, RFC 4648 with padding; nothing if it is not that. Decoded once. */
  static Optional<byte[]> of(Element element) {
    String text = element.getTextContent();
    if (element.getUserData(DECODED) instanceof Decoded before && before.text().equals(text)) {
      return Optional.of(before.bytes());
    }
    Optional<byte[]> bytes = strict(text);
    bytes.ifPresent(it -> element.setUserData(DECODED, new Decoded(text, it), null));
    return bytes;
  }

  /** What a text means; what is no digit in it means nothing. */
  static byte[] lenient(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException withWhiteSpace) {
      return Base64.getMimeDecoder().decode(text);
    }
  }

  private static Optional<byte[]> strict(String text) {
    if (text.length() % 4 == 0) {
      try {
        return Optional.of(Base64.getDecoder().decode(text));
      } catch (IllegalArgumentException withWhiteSpace) {
        // Looked through below.
      }
    }
    return spaced(text) ? Optional.of(Base64.getMimeDecoder().decode(text)) : Optional.empty();
  }

  private static boolean spaced(String text) {
    int digits = 0;
    int padding = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '=') {
        padding++;
      } else if (padding == 0 && c < DIGIT.length && DIGIT[c]) {
        digits++;
      } else if (" \n\r\t".indexOf(c) < 0) {
        return false;
      }
    }
    return padding <= 2 && (digits + padding) % 4 == 0;
  }
}
