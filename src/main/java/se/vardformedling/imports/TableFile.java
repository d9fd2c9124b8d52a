package se.vardformedling.imports;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.QuoteMode;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;

/** Reads CSV and XLSX as the same rows of texts; the first sheet of a workbook. */
final class TableFile {
  static final int MOST_ROWS = 100_000;
  private static final long MOST_UNPACKED = 100_000_000;
  private static final int LONGEST_CELL = 2_000;

  private TableFile() {}

  /**
   * {@link Problem#MALFORMED_BODY} if it is neither, {@link Problem#PAYLOAD_TOO_LARGE} if too long.
   */
  static Table read(byte[] content) {
    List<Table.Row> rows =
        TextRules.workbook(content) ? workbook(content) : text(TextRules.decode(content));
    if (rows.isEmpty()) {
      throw Problem.MALFORMED_BODY.at("file", "no heading");
    }
    List<String> heading = rows.get(0).cells();
    return new Table(
        heading,
        rows.stream()
            .skip(1)
            .filter(row -> row.cells().stream().anyMatch(cell -> !cell.isEmpty()))
            .toList());
  }

  /** The rows alone, as CSV; every row on its own line as before. */
  static byte[] plain(Table table) {
    CSVFormat format =
        CSVFormat.DEFAULT.builder().setDelimiter(';').setQuoteMode(QuoteMode.ALL).get();
    StringBuilder text = new StringBuilder("\uFEFF");
    try (CSVPrinter printer = new CSVPrinter(text, format)) {
      printer.printRecord(table.heading());
      int line = 1;
      for (Table.Row row : table.rows()) {
        for (line++; line < row.line(); line++) {
          printer.println();
        }
        printer.printRecord(row.cells());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static List<Table.Row> text(String text) {
    if (text.indexOf('\0') >= 0) {
      throw Problem.MALFORMED_BODY.at("file", "not a text");
    }
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(TextRules.delimiter(text))
            .setIgnoreEmptyLines(false)
            .setTrim(true)
            .get();
    List<Table.Row> rows = new ArrayList<>();
    try (CSVParser parser =
        CSVParser.builder().setReader(new StringReader(text)).setFormat(format).get()) {
      for (CSVRecord record : parser) {
        add(rows, (int) record.getRecordNumber(), record.stream());
      }
    } catch (IOException | IllegalArgumentException | UncheckedIOException notATable) {
      throw Problem.MALFORMED_BODY.at("file", "line " + (rows.size() + 1));
    }
    return rows;
  }

  /** A workbook is a zip: what it unpacks to is counted before any of it is read. */
  private static void measure(byte[] content) {
    long unpacked = 0;
    byte[] piece = new byte[8192];
    try (ZipFile zip = ZipFile.builder().setByteArray(content).get()) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
        try (InputStream part = zip.getInputStream(entry)) {
          for (int read = part.read(piece); read >= 0; read = part.read(piece)) {
            unpacked += read;
            if (unpacked > MOST_UNPACKED) {
              throw Problem.PAYLOAD_TOO_LARGE.at("file", "unpacks to more than 100 MB");
            }
          }
        }
      }
    } catch (IOException | IllegalArgumentException notAZip) {
      throw Problem.MALFORMED_BODY.at("file", "not a workbook that can be read");
    }
  }

  private static List<Table.Row> workbook(byte[] content) {
    measure(content);
    List<Table.Row> rows = new ArrayList<>();
    try (ReadableWorkbook book =
            new ReadableWorkbook(
                new ByteArrayInputStream(content), new ReadingOptions(true, false));
        Stream<org.dhatim.fastexcel.reader.Row> read = book.getFirstSheet().openStream()) {
      read.forEach(
          row -> {
            int cells = row.getCellCount();
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < cells; i++) {
              texts.add(text(row.getOptionalCell(i).orElse(null)));
            }
            add(rows, row.getRowNum(), texts.stream());
          });
    } catch (Refusal tooLong) {
      throw tooLong;
    } catch (IOException | RuntimeException notAWorkbook) {
      // The reader stumbles in many ways over what is not a workbook.
      throw Problem.MALFORMED_BODY.at("file", "not a workbook that can be read");
    }
    return rows;
  }

  private static void add(List<Table.Row> rows, int line, Stream<String> cells) {
    List<String> texts = cells.map(TableFile::cleaned).toList();
    if (rows.size() > MOST_ROWS || texts.stream().anyMatch(cell -> cell.length() > LONGEST_CELL)) {
      throw Problem.PAYLOAD_TOO_LARGE.at("file", "line " + line);
    }
    rows.add(new Table.Row(line, texts));
  }

  /** A number as it would be written; a date as a date. */
  private static String text(@org.jspecify.annotations.Nullable Cell cell) {
    if (cell == null || cell.getType() == CellType.EMPTY || cell.getType() == CellType.ERROR) {
      return "";
    }
    if (cell.getType() == CellType.NUMBER) {
      String format = String.valueOf(cell.getDataFormatString()).toLowerCase(Locale.ROOT);
      BigDecimal number = cell.asNumber();
      return format.contains("yy") || format.contains("d/m") || format.contains("m/d")
          ? cell.asDate().toLocalDate().toString()
          : number.stripTrailingZeros().toPlainString();
    }
    return cell.getText();
  }

  private static String cleaned(String cell) {
    return cell.replace('\u00A0', ' ').strip();
  }
}
