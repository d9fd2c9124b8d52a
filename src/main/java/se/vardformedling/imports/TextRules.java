package se.vardformedling.imports;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** How a file of text is written: its characters and what stands between its cells. */
final class TextRules {
  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final char BOM = '\uFEFF';

  private TextRules() {}

  /**
   * The text. UTF-8 and UTF-16 are known by their mark, or UTF-8 by being well formed, which no
   * Swedish text in Windows-1252 is by chance: a lone å, ä or ö is an error in UTF-8. Anything else
   * is Windows-1252.
   */
  static String decode(byte[] content) {
    if (starts(content, 0xFF, 0xFE)) {
      return unmarked(new String(content, StandardCharsets.UTF_16LE));
    }
    if (starts(content, 0xFE, 0xFF)) {
      return unmarked(new String(content, StandardCharsets.UTF_16BE));
    }
    try {
      return unmarked(
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(content))
              .toString());
    } catch (CharacterCodingException notUtf8) {
      return new String(content, WINDOWS);
    }
  }

  /** Whichever of semicolon, comma and tab stands most often in the heading, outside quotes. */
  static char delimiter(String text) {
    int end = text.indexOf('\n');
    String heading = (end < 0 ? text : text.substring(0, end)).replaceAll("\"[^\"]*\"", "");
    char best = ';';
    for (char candidate : new char[] {';', ',', '\t'}) {
      if (count(heading, candidate) > count(heading, best)) {
        best = candidate;
      }
    }
    return best;
  }

  /** Whether it is a workbook: a ZIP file, whatever it is called. */
  static boolean workbook(byte[] content) {
    return starts(content, 'P', 'K', 3, 4);
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }

  private static String unmarked(String text) {
    return !text.isEmpty() && text.charAt(0) == BOM ? text.substring(1) : text;
  }

  private static boolean starts(byte[] content, int... bytes) {
    if (content.length < bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if ((content[i] & 0xFF) != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
