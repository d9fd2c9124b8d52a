package se.vardformedling.enclosure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the files of a packet are called: by their kind, never by a person or what a person wrote.
 */
public final class EnclosureRules {
  private static final Map<String, String> ENDINGS =
      Map.of(
          "application/pdf", "pdf",
          "application/fhir+json", "fhir.json",
          "text/plain", "txt",
          "image/jpeg", "jpg",
          "image/png", "png",
          "image/tiff", "tif");

  /** What those who only know LOINC call our kinds. */
  private static final Map<String, String> LOINC =
      Map.of(
          "57133-1", "remiss",
          "18842-5", "epikris",
          "11506-3", "journalanteckning",
          "10160-0", "lakemedelslista",
          "11502-2", "provsvar",
          "18748-4", "bildsvar",
          "11504-8", "operationsberattelse",
          "48765-2", "overkanslighet");

  static final String OTHER = "annan-handling";

  private EnclosureRules() {}

  /** The names, in the order of the files: {@code epikris.pdf}, {@code provsvar-2.pdf}. */
  static List<String> names(List<Enclosure> files) {
    Map<String, Integer> seen = new HashMap<>();
    List<String> names = new ArrayList<>();
    for (Enclosure file : files) {
      int number = seen.merge(file.kind(), 1, Integer::sum);
      String ending = ENDINGS.getOrDefault(bare(file.type()), "bin");
      names.add(file.kind() + (number == 1 ? "" : "-" + number) + "." + ending);
    }
    return names;
  }

  /** The kind that a file's name tells; any other name is another document. */
  public static String kind(String name, Iterable<String> kinds) {
    for (String kind : kinds) {
      if (name.matches(kind + "(-\\d{1,4})?\\..{1,9}")) {
        return kind;
      }
    }
    return OTHER;
  }

  /** By LOINC; another document when it is none that we know. */
  static String ofLoinc(@Nullable String code) {
    return code == null ? OTHER : LOINC.getOrDefault(code, OTHER);
  }

  /** Without parameters such as the character set. */
  public static String bare(String type) {
    return type.split(";", 2)[0].strip().toLowerCase(java.util.Locale.ROOT);
  }
}
