package se.vardformedling.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;

/** Files as regions send them. */
class TableFileTest {
  private static final String FILE =
      "Vårdtjänst;Pris;Gäller från\ngrå starr;9 000,50;2026-01-01\n;;\nknä;92000;2026-02-01\n";

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "windows-1252", "UTF-16LE", "UTF-16BE"})
  void is_read_whatever_the_characters(String charset) {
    String marked = charset.equals("windows-1252") ? FILE : "\uFEFF" + FILE;

    assertRead(TableFile.read(marked.getBytes(Charset.forName(charset))));
  }

  @Test
  void is_read_without_a_mark_and_with_other_line_ends() {
    assertRead(TableFile.read(FILE.getBytes(StandardCharsets.UTF_8)));
    assertRead(TableFile.read(FILE.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void commas_and_tabs_separate_too() {
    String commas =
        "Vårdtjänst,Pris,Gäller från\ngrå starr,\"9 000,50\",2026-01-01\n\nknä,92000,2026-02-01\n";

    assertRead(TableFile.read(commas.getBytes(StandardCharsets.UTF_8)));
    assertRead(TableFile.read(FILE.replace(';', '\t').getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void a_workbook_says_the_same_with_real_numbers_and_dates() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Workbook book = new Workbook(out, "test", "1.0")) {
      Worksheet sheet = book.newWorksheet("Avtal");
      sheet.value(0, 0, "Vårdtjänst");
      sheet.value(0, 1, "Pris");
      sheet.value(0, 2, "Gäller från");
      sheet.value(1, 0, "grå starr");
      sheet.value(1, 1, new BigDecimal("9000.5"));
      sheet.value(1, 2, LocalDate.of(2026, 1, 1));
      sheet.style(1, 2).format("yyyy-MM-dd").set();
      sheet.value(3, 0, "knä");
      sheet.value(3, 1, 92_000);
      sheet.value(3, 2, "2026-02-01");
    }

    Table table = TableFile.read(out.toByteArray());

    assertThat(table.heading()).containsExactly("Vårdtjänst", "Pris", "Gäller från");
    assertThat(table.rows())
        .containsExactly(
            new Table.Row(2, List.of("grå starr", "9000,5", "2026-01-01")),
            new Table.Row(4, List.of("knä", "92000", "2026-02-01")));
  }

  @Test
  void a_workbook_that_unpacks_to_far_more_than_it_is_refused_before_it_is_read()
      throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bomb)) {
      zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
      byte[] zeros = new byte[1_000_000];
      for (int i = 0; i < 101; i++) {
        zip.write(zeros);
      }
      zip.closeEntry();
    }

    assertThat(bomb.size()).isLessThan(200_000);
    assertTooLarge(bomb.toByteArray());
  }

  @Test
  void a_number_is_what_the_spreadsheet_shows_and_a_computed_date_is_a_date() throws IOException {
    byte[] book =
        sheet(
            "<row r=\"1\">"
                + text("A1", "Pris")
                + text("B1", "Vikt")
                + text("C1", "Gäller från")
                + "</row><row r=\"2\"><c r=\"A2\"><v>57.700000000000003</v></c>"
                + "<c r=\"B2\"><v>92.125</v></c><c r=\"C2\" s=\"1\"><f>A2</f><v>46112</v></c></row>"
                + "<row r=\"3\"><c r=\"A3\"><f>62500/7</f><v>8928.5714285714294</v></c>"
                + "<c r=\"B3\"><v>1E-3</v></c><c r=\"C3\" s=\"1\"><v>46112</v></c></row>"
                + "<row r=\"4\"><c r=\"A4\" t=\"str\"><f>A1</f><v>7 400 kr</v></c>"
                + "<c r=\"B4\"><v>92000</v></c></row>");

    List<Table.Row> rows = TableFile.read(book).rows();

    assertThat(rows)
        .containsExactly(
            new Table.Row(2, List.of("57,7", "92,125", "2026-03-31")),
            new Table.Row(3, List.of("8928,57142857", "0,001", "2026-03-31")),
            new Table.Row(4, List.of("7 400 kr", "92000")));
    assertThat(CellRules.number(rows.get(0).cells().get(1)))
        .as("a real number is not guessed at")
        .contains(new BigDecimal("92.125"));
    assertThat(TableFile.read(TableFile.plain(TableFile.read(book))).rows())
        .as("kept and read again")
        .isEqualTo(rows);
  }

  @Test
  void a_row_is_known_by_the_line_where_it_begins_though_a_cell_goes_on_over_two() {
    byte[] file =
        "Vårdtjänst;Skäl\nknä;\"budget\nför 2026\"\n\nhöft;x\n".getBytes(StandardCharsets.UTF_8);

    Table table = TableFile.read(file);

    assertThat(table.rows())
        .containsExactly(
            new Table.Row(2, List.of("knä", "budget för 2026")),
            new Table.Row(5, List.of("höft", "x")));
    assertThat(TableFile.read(TableFile.plain(table)).rows())
        .as("kept and read again")
        .isEqualTo(table.rows());
  }

  @Test
  void an_error_or_a_formula_that_is_not_computed_is_not_an_empty_cell() throws IOException {
    byte[] book =
        sheet(
            "<row r=\"1\">"
                + text("A1", "Pris")
                + text("B1", "Takvolym")
                + text("C1", "Skäl")
                + "</row><row r=\"2\"><c r=\"A2\" t=\"e\"><v>#REF!</v></c>"
                + "<c r=\"B2\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>"
                + "<c r=\"C2\" t=\"str\"><f>A9</f><v>#SAKNAS!</v></c></row>"
                + "<row r=\"3\"><c r=\"A3\"><f>B9</f><v></v></c><c r=\"B3\"><f>B9</f></c>"
                + "<c r=\"C3\" t=\"str\"><f>\"\"</f><v></v></c></row>"
                + "<row r=\"4\"><c r=\"A4\"><f>2*B9</f><v>50</v></c><c r=\"B4\"/></row>");
    Faults faults = new Faults();

    Table table = TableFile.read(TableFile.plain(TableFile.read(book)));
    Columns.of(
            table,
            List.of(
                Columns.Column.optional("Pris"),
                Columns.Column.optional("Takvolym"),
                Columns.Column.optional("Skäl")),
            faults)
        .errors(table, faults);

    assertThat(faults.all())
        .containsExactly(
            FaultCode.CELL_IN_ERROR.at(2, 1, "Pris"),
            FaultCode.CELL_IN_ERROR.at(2, 2, "Takvolym"),
            FaultCode.CELL_IN_ERROR.at(2, 3, "Skäl"),
            FaultCode.CELL_IN_ERROR.at(3, 1, "Pris"),
            FaultCode.CELL_IN_ERROR.at(3, 2, "Takvolym"));
    assertThat(table.rows().get(2).cells()).first().isEqualTo("50");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<row r=\"1\"><c r=\"ZZZZZZ1\"><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"gs1\"><v>1</v></c></row>",
        "<row r=\"2147483647\"><c r=\"A1\"><v>1</v></c></row>",
        "<row r=\"100002\"><c r=\"A100002\"><v>1</v></c></row>"
      })
  void a_cell_that_stands_too_far_away_is_refused_before_room_is_made_for_it(String rows)
      throws IOException {
    byte[] small = sheet(rows);

    assertThat(small.length).isLessThan(5_000);
    assertTooLarge(small);
  }

  @Test
  void what_does_not_say_where_it_stands_is_counted() throws IOException {
    assertTooLarge(sheet("<row>" + "<c><v>1</v></c>".repeat(201) + "</row>"));
    assertThat(TableFile.read(sheet("<row>" + "<c><v>1</v></c>".repeat(200) + "</row>")).heading())
        .hasSize(200);
    assertTooLarge(("a;".repeat(201) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void what_is_no_table_is_refused_in_our_words() {
    byte[] noBook = "PK\u0003\u0004 not a workbook".getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> TableFile.read(noBook)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> TableFile.read(new byte[0])).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> TableFile.read("a;\"b\nc".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Refusal.class);
    assertThatThrownBy(
            () -> TableFile.read("a;b\n\"x\ny\";1\n2;\"3\n4;5".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.issues().get(0).details()).isEqualTo("line 4"));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-01,2026-03-01",
    "20260301,2026-03-01",
    "1/3 2026,2026-03-01",
    "01.03.2026,2026-03-01",
    "2026-02-30,",
    "26-03-01,",
    "3 mars,"
  })
  void a_date_is_read_day_before_month(String cell, LocalDate expected) {
    assertThat(CellRules.date(cell).orElse(null)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "92 000 | 92000",
        "92 000,50 | 92000.50",
        "92000.5 | 92000.5",
        "1.234.567,5 | 1234567.5",
        "7400 kr | 7400",
        "40 % | ",
        "1,02 % | ",
        "-3 | -3",
        "92.000 | ",
        "92,000 | ",
        "92,125 | 92.125",
        "1.234.567 | ",
        "ett | ",
        "1,2,3 | "
      })
  void a_number_is_read_or_not_guessed_at(String cell, BigDecimal expected) {
    assertThat(CellRules.number(cell).orElse(null)).isEqualTo(expected);
  }

  @Test
  void a_share_is_in_per_cent_with_its_sign_or_without() {
    assertThat(CellRules.percent("40 %")).contains(new BigDecimal("40"));
    assertThat(CellRules.percent("12,5%")).contains(new BigDecimal("12.5"));
    assertThat(CellRules.percent("40")).contains(new BigDecimal("40"));
    assertThat(CellRules.percent("40 %%")).isEmpty();
  }

  @Test
  void a_number_that_is_shown_as_per_cent_is_read_as_it_is_shown() throws IOException {
    byte[] book =
        sheet(
            "<row r=\"1\">"
                + text("A1", "Fast andel")
                + text("B1", "Pris")
                + "</row><row r=\"2\"><c r=\"A2\" s=\"2\"><v>0.4</v></c>"
                + "<c r=\"B2\" s=\"3\"><v>40</v></c></row>"
                + "<row r=\"3\"><c r=\"A3\" s=\"2\"><f>1/8</f><v>0.57700000000000007</v></c></row>");

    assertThat(TableFile.read(book).rows())
        .containsExactly(
            new Table.Row(2, List.of("40 %", "40")), new Table.Row(3, List.of("57,7 %")));
  }

  @Test
  void a_weight_may_have_a_dot_before_three_decimals() {
    assertThat(CellRules.decimal("1.532")).contains(new BigDecimal("1.532"));
    assertThat(CellRules.decimal("10,532")).contains(new BigDecimal("10.532"));
  }

  private static void assertTooLarge(byte[] file) {
    assertThatThrownBy(() -> TableFile.read(file))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal ->
                assertThat(refusal.issues())
                    .extracting(Refusal.Issue::problem)
                    .containsExactly(Problem.PAYLOAD_TOO_LARGE));
  }

  private static String text(String where, String words) {
    return "<c r=\"" + where + "\" t=\"inlineStr\"><is><t>" + words + "</t></is></c>";
  }

  /**
   * A workbook of one sheet with the rows as a spreadsheet program writes them; style 1 is a date,
   * 2 per cent, and 3 only looks like it.
   */
  private static byte[] sheet(String rows) throws IOException {
    String main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    String office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    String packaged = "http://schemas.openxmlformats.org/package/2006/";
    Map<String, String> parts = new TreeMap<>();
    String override =
        "<Override PartName=\"%s\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.%s+xml\"/>";
    parts.put(
        "[Content_Types].xml",
        "<Types xmlns=\"%scontent-types\">%s%s</Types>"
            .formatted(
                packaged,
                override.formatted("/xl/workbook.xml", "sheet.main"),
                override.formatted("/xl/styles.xml", "styles")));
    parts.put(
        "_rels/.rels",
        "<Relationships xmlns=\"%srelationships\"><Relationship Id=\"r1\" Type=\"%s/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            .formatted(packaged, office));
    parts.put(
        "xl/workbook.xml",
        "<workbook xmlns=\"%s\" xmlns:r=\"%s\"><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            .formatted(main, office));
    parts.put(
        "xl/_rels/workbook.xml.rels",
        ("<Relationships xmlns=\"%srelationships\"><Relationship Id=\"r1\" Type=\"%s/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
                + "<Relationship Id=\"r2\" Type=\"%s/styles\" Target=\"styles.xml\"/></Relationships>")
            .formatted(packaged, office, office));
    parts.put(
        "xl/styles.xml",
        ("<styleSheet xmlns=\"%s\"><numFmts count=\"1\"><numFmt numFmtId=\"170\" formatCode=\"0&quot; %%&quot;\"/></numFmts>"
                + "<cellXfs count=\"4\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"9\"/><xf numFmtId=\"170\"/></cellXfs></styleSheet>")
            .formatted(main));
    parts.put(
        "xl/worksheets/sheet1.xml",
        "<worksheet xmlns=\"%s\"><sheetData>%s</sheetData></worksheet>".formatted(main, rows));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return out.toByteArray();
  }

  private static void assertRead(Table table) {
    assertThat(table.heading()).containsExactly("Vårdtjänst", "Pris", "Gäller från");
    assertThat(table.rows())
        .containsExactly(
            new Table.Row(2, List.of("grå starr", "9 000,50", "2026-01-01")),
            new Table.Row(4, List.of("knä", "92000", "2026-02-01")));
  }
}
