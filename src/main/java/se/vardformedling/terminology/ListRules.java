package se.vardformedling.terminology;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads an official list: tab-separated, quoted, UTF-8 with a byte order mark, several rows for one
 * code, of which the first that says something wins.
 */
final class ListRules {
  private static final String CODE = "Kod";
  private static final String TITLE = "Titel";
  private static final String PARENT = "Överordnad kod";
  private static final String VALID_FROM = "Giltig från";
  private static final String NOT_MAIN = "Ej huvuddiagnos";
  private static final String LEVEL = "Kodnivå - kodspecifikation";
  private static final CSVFormat TABS =
      CSVFormat.TDF
          .builder()
          .setQuote('"')
          .setHeader()
          .setSkipHeaderRecord(true)
          .setIgnoreSurroundingSpaces(true)
          .get();

  private ListRules() {}

  /**
   * What a file holds.
   *
   * @param faults each with its line; with any, the file is refused as a whole
   */
  record Reading(List<OfficialConcept> concepts, List<Fault> faults) {}

  /** One thing that is wrong, at a line counted from 1. */
  record Fault(long line, String what) {}

  /** The rows of one code, put together. */
  private static final class Entry {
    final long line;
    String title = "";
    String parent = "";
    String level = "";
    boolean notMain;
    @Nullable LocalDate validFrom;

    Entry(long line) {
      this.line = line;
    }
  }

  static Reading read(OfficialList list, String text) {
    List<Fault> faults = new ArrayList<>();
    Map<String, Entry> entries = new LinkedHashMap<>();
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    try (CSVParser rows = CSVParser.parse(new StringReader(plain), TABS)) {
      Set<String> columns = new HashSet<>(rows.getHeaderNames());
      List.of(CODE, TITLE, PARENT).stream()
          .filter(column -> !columns.contains(column))
          .forEach(column -> faults.add(new Fault(1, "no column " + column)));
      if (faults.isEmpty()) {
        String code = "";
        for (CSVRecord row : rows) {
          code = row(list, row, code, rows.getCurrentLineNumber(), entries, faults);
        }
      }
    } catch (IOException
        | UncheckedIOException
        | IllegalStateException
        | IllegalArgumentException e) {
      faults.add(new Fault(0, "not tab-separated text: " + e.getMessage()));
    }
    if (entries.isEmpty() && faults.isEmpty()) {
      faults.add(new Fault(1, "no codes"));
    }
    check(entries, faults);
    return new Reading(faults.isEmpty() ? concepts(list, entries) : List.of(), faults);
  }

  /** Returns the code that the row is about: its own, or that of the row before. */
  private static String row(
      OfficialList list,
      CSVRecord row,
      String before,
      long line,
      Map<String, Entry> entries,
      List<Fault> faults) {
    String own = cell(row, CODE);
    String code = own.isEmpty() ? before : own;
    if (code.isEmpty()) {
      faults.add(new Fault(line, "a row without a code"));
      return code;
    }
    if (!list.wellFormed(code)) {
      faults.add(new Fault(line, "no code of this list: " + shortened(code)));
      return "";
    }
    Entry entry = entries.computeIfAbsent(code, c -> new Entry(line));
    entry.title = first(entry.title, cell(row, TITLE));
    entry.parent = first(entry.parent, cell(row, PARENT));
    entry.level = first(entry.level, cell(row, LEVEL));
    entry.notMain |= !cell(row, NOT_MAIN).isEmpty();
    String from = cell(row, VALID_FROM);
    if (entry.validFrom == null && !from.isEmpty()) {
      entry.validFrom = date(from).orElse(null);
      if (entry.validFrom == null) {
        faults.add(new Fault(line, "no date in " + VALID_FROM + ": " + shortened(from)));
      }
    }
    return code;
  }

  private static void check(Map<String, Entry> entries, List<Fault> faults) {
    entries.forEach(
        (code, entry) -> {
          if (entry.title.isEmpty()) {
            faults.add(new Fault(entry.line, code + " has no title"));
          }
          if (!entry.parent.isEmpty() && !entries.containsKey(entry.parent)) {
            faults.add(new Fault(entry.line, code + " belongs to an unknown " + entry.parent));
          }
        });
  }

  private static List<OfficialConcept> concepts(OfficialList list, Map<String, Entry> entries) {
    return entries.entrySet().stream()
        .filter(entry -> list.recordable(entry.getKey()))
        .map(
            entry ->
                new OfficialConcept(
                    entry.getKey(),
                    entry.getValue().title,
                    entry.getValue().parent.isEmpty() ? null : entry.getValue().parent,
                    entry.getValue().validFrom,
                    entry.getValue().level,
                    notMain(entries, entry.getKey())))
        .toList();
  }

  /** What holds for a section or a category holds for all in it; a circle ends at its beginning. */
  private static boolean notMain(Map<String, Entry> entries, String code) {
    Set<String> seen = new HashSet<>();
    Entry entry = entries.get(code);
    while (entry != null && seen.add(entry.parent)) {
      if (entry.notMain) {
        return true;
      }
      entry = entries.get(entry.parent);
    }
    return false;
  }

  private static String cell(CSVRecord row, String column) {
    return row.isMapped(column) && row.isSet(column) ? row.get(column).strip() : "";
  }

  private static String first(String one, String other) {
    return one.isEmpty() ? other : one;
  }

  private static Optional<LocalDate> date(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static String shortened(String text) {
    return text.length() > 20 ? text.substring(0, 20) + "…" : text;
  }
}
