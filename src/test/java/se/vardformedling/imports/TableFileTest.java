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
            new Table.Row(2, List.of("grå starr", "9000.5", "2026-01-01")),
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
    assertThatThrownBy(() -> TableFile.read(bomb.toByteArray()))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal ->
                assertThat(refusal.issues())
                    .extracting(Refusal.Issue::problem)
                    .containsExactly(Problem.PAYLOAD_TOO_LARGE));
  }

  @Test
  void what_is_no_table_is_refused_in_our_words() {
    byte[] noBook = "PK\u0003\u0004 not a workbook".getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> TableFile.read(noBook)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> TableFile.read(new byte[0])).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> TableFile.read("a;\"b\nc".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Refusal.class);
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
        "40 % | 40",
        "-3 | -3",
        "92.000 | ",
        "1.234.567 | ",
        "ett | ",
        "1,2,3 | "
      })
  void a_number_is_read_or_not_guessed_at(String cell, BigDecimal expected) {
    assertThat(CellRules.number(cell).orElse(null)).isEqualTo(expected);
  }

  @Test
  void a_weight_may_have_a_dot_before_three_decimals() {
    assertThat(CellRules.decimal("1.532")).contains(new BigDecimal("1.532"));
    assertThat(CellRules.decimal("10,532")).contains(new BigDecimal("10.532"));
  }

  private static void assertRead(Table table) {
    assertThat(table.heading()).containsExactly("Vårdtjänst", "Pris", "Gäller från");
    assertThat(table.rows())
        .containsExactly(
            new Table.Row(2, List.of("grå starr", "9 000,50", "2026-01-01")),
            new Table.Row(4, List.of("knä", "92000", "2026-02-01")));
  }
}
