package se.vardformedling.web.sheet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Writes what is shown as a file to take along. */
public final class Exports {
  private static final char BOM = '\uFEFF';
  private static final MediaType XLSX =
      MediaType.valueOf("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

  private Exports() {}

  public static boolean known(String format) {
    return format.equals("csv") || format.equals("xlsx");
  }

  /**
   * The table of a page that its address asks for as a file, if it asks for one.
   *
   * @param about the name of the sheet that says what the table is
   */
  public static Optional<ResponseEntity<byte[]>> asked(
      Address address, String about, Sheet first, Sheet... others) {
    String format = address.said("som");
    return known(format)
        ? Stream.concat(Stream.of(first), Stream.of(others))
            .filter(sheet -> sheet.address().said("som").equals(format))
            .findFirst()
            .map(sheet -> file(sheet, format, about))
        : Optional.empty();
  }

  /**
   * The file.
   *
   * @param format csv (UTF-8 with a byte order mark, semicolons) or xlsx
   * @param about the name of the sheet that says what the table is
   */
  public static ResponseEntity<byte[]> file(Sheet sheet, String format, String about) {
    boolean csv = format.equals("csv");
    byte[] body = csv ? csv(sheet, about) : xlsx(sheet, about);
    ContentDisposition name =
        ContentDisposition.attachment().filename(sheet.name() + "." + format).build();
    return ResponseEntity.ok()
        .contentType(csv ? new MediaType("text", "csv", StandardCharsets.UTF_8) : XLSX)
        .header(HttpHeaders.CONTENT_DISPOSITION, name.toString())
        .body(body);
  }

  static byte[] csv(Sheet sheet, String about) {
    StringBuilder text = new StringBuilder().append(BOM);
    CSVFormat format = CSVFormat.EXCEL.builder().setDelimiter(';').get();
    try (CSVPrinter printer = new CSVPrinter(text, format)) {
      printer.printRecord(
          sheet.columns().stream().map(c -> SheetRules.harmless(c.name())).toList());
      for (Sheet.Row row : sheet.rows()) {
        printer.printRecord(row.cells().stream().map(c -> SheetRules.harmless(c.line())).toList());
      }
      printer.printRecord(List.of());
      printer.printRecord(about);
      for (Sheet.Fact fact : sheet.about()) {
        printer.printRecord(SheetRules.harmless(fact.name()), SheetRules.harmless(fact.value()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] xlsx(Sheet sheet, String about) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Workbook book = new Workbook(bytes, "Vardformedling", "1.0")) {
      Worksheet table = book.newWorksheet(sheet.name());
      write(sheet, table);
      Worksheet facts = book.newWorksheet(about);
      facts.width(0, 28);
      facts.width(1, 90);
      for (int i = 0; i < sheet.about().size(); i++) {
        facts.value(i, 0, SheetRules.harmless(sheet.about().get(i).name()));
        facts.style(i, 0).bold().set();
        facts.value(i, 1, SheetRules.harmless(sheet.about().get(i).value()));
        facts.style(i, 1).wrapText(true).set();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(Sheet sheet, Worksheet table) {
    for (int c = 0; c < sheet.columns().size(); c++) {
      table.value(0, c, SheetRules.harmless(sheet.columns().get(c).name()));
      table.style(0, c).bold().set();
      table.width(c, sheet.columns().get(c).numeric() ? 14 : 32);
    }
    table.freezePane(0, 1);
    for (int r = 0; r < sheet.rows().size(); r++) {
      for (int c = 0; c < sheet.columns().size(); c++) {
        cell(table, r + 1, c, sheet.rows().get(r).cells().get(c));
      }
    }
  }

  /** A figure stays a figure; what explains it becomes the cell's comment. */
  private static void cell(Worksheet table, int row, int column, Cell cell) {
    if (cell.number().isPresent()) {
      table.value(row, column, cell.number().get());
      String said =
          Stream.concat(Stream.of(cell.text()), cell.notes().stream())
              .collect(Collectors.joining("\n"));
      table.comment(row, column, said);
    } else {
      table.value(row, column, SheetRules.harmless(cell.line()));
    }
  }
}
