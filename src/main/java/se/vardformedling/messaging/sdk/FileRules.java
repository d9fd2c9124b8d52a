package se.vardformedling.messaging.sdk;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.tika.Tika;
import org.apache.tika.mime.MimeTypeException;
import org.apache.tika.mime.MimeTypes;

/** Whether a file is what it says, whether that may be sent, and what it may be called. */
public final class FileRules {
  private static final Pattern UNSAFE = Pattern.compile("[\\p{Cntrl}\\p{Cf}<>:\"/\\\\|?*]");
  private static final Pattern DEVICE =
      Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");
  private static final int NAME = 120;

  /** Only the first bytes count, whatever the name. */
  private static final Tika MAGIC = new Tika();

  private FileRules() {}

  /** What is wrong with the files of a message. */
  public static List<Finding> check(SdkMessage message, FileSettings settings) {
    List<Finding> findings = new ArrayList<>();
    List<SdkMessage.Attachment> files =
        message.documents().stream().flatMap(document -> document.files().stream()).toList();
    if (files.size() > settings.count()) {
      findings.add(Finding.business("too-long", "More than " + settings.count() + " files"));
    }
    for (SdkMessage.Attachment file : files) {
      if (!settings.types().contains(bare(file.type()))) {
        findings.add(
            Finding.business(
                "not-supported",
                "In contentType, the value is not allowed. Allowed: "
                    + String.join(", ", settings.types())));
      } else if (!isWhatItSays(file)) {
        findings.add(
            Finding.business("not-supported", "A file is not of the type that it says it is"));
      }
    }
    return findings;
  }

  /** A name that is safe to show, to store and to save a file under. */
  public static String clean(String name) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    String safe =
        UNSAFE
            .matcher(Normalizer.normalize(last, Normalizer.Form.NFC))
            .replaceAll("_")
            .replaceAll("^[. ]+|[. ]+$", "");
    if (safe.isEmpty() || DEVICE.matcher(safe).matches()) {
      return "dokument";
    }
    if (safe.length() <= NAME) {
      return safe;
    }
    int dot = safe.lastIndexOf('.');
    String ending = dot > 0 && safe.length() - dot <= 10 ? safe.substring(dot) : "";
    return safe.substring(0, NAME - ending.length()) + ending;
  }

  /**
   * As {@link #clean(String)}, with an ending of its type, so that no text is run as a program by
   * whoever opens it.
   *
   * @param type such as application/pdf
   */
  public static String clean(String name, String type) {
    String clean = clean(name);
    List<String> endings = endings(bare(type));
    String said = clean.toLowerCase(Locale.ROOT);
    return endings.isEmpty() || endings.stream().anyMatch(said::endsWith)
        ? clean
        : clean(clean.substring(0, Math.min(clean.length(), NAME - 10)) + endings.get(0));
  }

  private static List<String> endings(String type) {
    return switch (type) {
      case "text/plain" -> List.of(".txt");
      case "application/fhir+json" -> List.of(".json");
      case "image/jpeg" -> List.of(".jpg", ".jpeg");
      case "image/tiff" -> List.of(".tif", ".tiff");
      default -> registered(type);
    };
  }

  private static List<String> registered(String type) {
    try {
      return MimeTypes.getDefaultMimeTypes().forName(type).getExtensions();
    } catch (MimeTypeException e) {
      return List.of();
    }
  }

  private static boolean isWhatItSays(SdkMessage.Attachment file) {
    String said = bare(file.type());
    String seen = MAGIC.detect(file.content());
    return switch (said) {
      case "text/plain" -> seen.equals("text/plain") && text(file.content());
      case "application/fhir+json" -> text(file.content()) && first(file.content()) == '{';
      default -> seen.equals(said);
    };
  }

  /** Without parameters such as the character set. */
  private static String bare(String type) {
    return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private static boolean text(byte[] content) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
    } catch (CharacterCodingException e) {
      return false;
    }
    for (byte b : content) {
      if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t') {
        return false;
      }
    }
    return true;
  }

  private static char first(byte[] content) {
    for (byte b : content) {
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return (char) b;
      }
    }
    return ' ';
  }
}
