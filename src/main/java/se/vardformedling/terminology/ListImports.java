package se.vardformedling.terminology;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Takes in the official lists. A file must have the checksum that the operator has written down
 * from the publisher's page, and no fault; else nothing is changed.
 */
@Component
public class ListImports {
  private final OfficialConcepts concepts;

  ListImports(OfficialConcepts concepts) {
    this.concepts = concepts;
  }

  /**
   * What an import did or would do.
   *
   * @param sha256 of the file, in hexadecimal
   * @param codes how many it holds
   * @param faults one line of text each; with any, nothing is stored
   */
  public record Report(String sha256, int codes, List<String> faults) {}

  /** Reads and judges the file, and changes nothing. */
  public static Report judge(OfficialList list, Path file, String expected) throws IOException {
    byte[] content = Files.readAllBytes(file);
    return report(expected, sha256(content), reading(list, content));
  }

  /** Replaces what there is of the list, for every node from its next start. */
  public Report replace(OfficialList list, Path file, String expected) throws IOException {
    byte[] content = Files.readAllBytes(file);
    ListRules.Reading reading = reading(list, content);
    Report report = report(expected, sha256(content), reading);
    if (report.faults().isEmpty()) {
      concepts.replace(list, report.sha256(), reading.concepts());
    }
    return report;
  }

  private static ListRules.Reading reading(OfficialList list, byte[] content) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      return ListRules.read(list, text);
    } catch (CharacterCodingException e) {
      return new ListRules.Reading(List.of(), List.of(new ListRules.Fault(0, "not UTF-8")));
    }
  }

  private static Report report(String expected, String found, ListRules.Reading reading) {
    Stream<String> pinned =
        expected.equalsIgnoreCase(found)
            ? Stream.empty()
            : Stream.of("the file's SHA-256 is " + found + ", not what was asked for");
    Stream<String> faults =
        reading.faults().stream().map(fault -> "line " + fault.line() + ": " + fault.what());
    return new Report(found, reading.concepts().size(), Stream.concat(pinned, faults).toList());
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
