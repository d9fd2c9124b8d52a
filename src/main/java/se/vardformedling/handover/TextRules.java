package se.vardformedling.handover;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import se.vardformedling.messaging.Packet;
import se.vardformedling.messaging.Received;

/** A text that FHIR's string cannot hold (1 048 576 characters) is a document of its own. */
final class TextRules {
  private static final int MOST = 1_000_000;
  private static final int BEGINNING = 4_000;

  private TextRules() {}

  /** The message with its beginning as text and all of it as a file, if it is too long. */
  static Received fit(Received content) {
    String text = content.text();
    if (text.length() <= MOST) {
      return content;
    }
    List<Packet.File> files = new ArrayList<>(content.files());
    files.add(
        new Packet.File("meddelande.txt", "text/plain", text.getBytes(StandardCharsets.UTF_8)));
    int end = Character.isHighSurrogate(text.charAt(BEGINNING - 1)) ? BEGINNING - 1 : BEGINNING;
    return content.with(text.substring(0, end) + "…", files);
  }
}
