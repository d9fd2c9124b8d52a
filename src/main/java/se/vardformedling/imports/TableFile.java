package se.vardformedling.imports;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
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
  private static final int MOST_COLUMNS = 200;

  /** A spreadsheet keeps doubles: of 57.7 it writes 57.700000000000003, and shows 15 digits. */
  private static final MathContext SHOWN = new MathContext(15);

  private static final int MOST_DECIMALS = 8;

  /** The day before the first that a workbook can say, and the last. */
  private static final LocalDate DAY_ZERO = LocalDate.of(1899, 12, 30);

  private static final long LAST_DAY = 2_958_465;

  /** From the first day of those workbooks that count from 1904. */
  private static final long FROM_1904 = 1_462;

  /** What of a format is shown as it is written: in quotes, or after a backslash. */
  private static final Pattern AS_IT_IS = Pattern.compile("\"[^\"]*\"|\\\\.");

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
    int read = 0;
    try (CSVParser parser =
        CSVParser.builder().setReader(new StringReader(text)).setFormat(format).get()) {
      for (Iterator<CSVRecord> records = parser.iterator(); records.hasNext(); ) {
        // The first of its lines: a cell in quotes may go on over several.
        CSVRecord record = records.next();
        add(rows, read + 1, record.stream());
        read = (int) parser.getCurrentLineNumber();
      }
    } catch (IOException | IllegalArgumentException | UncheckedIOException notATable) {
      throw Problem.MALFORMED_BODY.at("file", "line " + (read + 1));
    }
    return rows;
  }

  /**
   * A workbook is a zip: what it unpacks to is measured before any of it is read.
   *
   * @return where formulas stand that have never been computed
   */
  private static Set<String> measure(byte[] content) {
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
      SheetReach reach = new SheetReach(MOST_ROWS + 1, MOST_COLUMNS);
      for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
        try (InputStream part = zip.getInputStream(entry)) {
          reach.check(part);
        }
      }
      return reach.notComputed();
    } catch (IOException | IllegalArgumentException notAZip) {
      throw Problem.MALFORMED_BODY.at("file", "not a workbook that can be read");
    }
  }

  private static List<Table.Row> workbook(byte[] content) {
    Set<String> notComputed = measure(content);
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
              texts.add(
                  row.getOptionalCell(i)
                      .map(cell -> text(cell, book.isDate1904(), notComputed))
                      .orElse(""));
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
    boolean far = line > MOST_ROWS + 1 || texts.size() > MOST_COLUMNS;
    if (far
        || rows.size() > MOST_ROWS
        || texts.stream().anyMatch(cell -> cell.length() > LONGEST_CELL)) {
      throw Problem.PAYLOAD_TOO_LARGE.at("file", "line " + line);
    }
    rows.add(new Table.Row(line, texts));
  }

  /**
   * A number as it would be written in Sweden; a date as a date, also if it is computed; an error
   * as the spreadsheet shows it.
   */
  private static String text(Cell cell, boolean from1904, Set<String> notComputed) {
    if (cell.getType() == CellType.ERROR || cell.getValue() == null) {
      return valueless(cell, notComputed);
    }
    if (!(cell.getValue() instanceof BigDecimal number)) {
      return cell.getText();
    }
    long day = number.longValue() + (from1904 ? FROM_1904 : 0);
    if (dated(cell) && day > 0 && day <= LAST_DAY) {
      return DAY_ZERO.plusDays(day).toString();
    }
    return perCent(cell) ? shown(number.scaleByPowerOfTen(2)) + " %" : shown(number);
  }

  private static String valueless(Cell cell, Set<String> notComputed) {
    if (cell.getType() == CellType.ERROR) {
      String shown = String.valueOf(cell.getRawValue()).strip();
      return CellRules.error(shown) ? shown : CellRules.NOT_COMPUTED;
    }
    boolean waits = notComputed.contains("") || notComputed.contains(cell.getAddress().toString());
    return cell.getType() == CellType.FORMULA && waits ? CellRules.NOT_COMPUTED : "";
  }

  /** Whether its number is shown as a date. */
  private static boolean dated(Cell cell) {
    String format = String.valueOf(cell.getDataFormatString()).toLowerCase(Locale.ROOT);
    return format.contains("yy") || format.contains("d/m") || format.contains("m/d");
  }

  /** Whether its number is shown a hundred times as large, with a sign of per cent after it. */
  private static boolean perCent(Cell cell) {
    String format = String.valueOf(cell.getDataFormatString());
    return AS_IT_IS.matcher(format).replaceAll("").contains("%");
  }

  /** With a comma: no one has to guess whether a dot stands before decimals or thousands. */
  private static String shown(BigDecimal number) {
    BigDecimal rounded = number.round(SHOWN);
    if (rounded.scale() > MOST_DECIMALS) {
      rounded = rounded.setScale(MOST_DECIMALS, RoundingMode.HALF_UP);
    }
    return rounded.stripTrailingZeros().toPlainString().replace('.', ',');
  }

  private static String cleaned(String cell) {
    return cell.replace('\u00A0', ' ').replaceAll("[\\r\\n]+", " ").strip();
  }
}
