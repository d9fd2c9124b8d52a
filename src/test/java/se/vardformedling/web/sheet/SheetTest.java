package se.vardformedling.web.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

class SheetTest {
  private static final Locale SWEDISH = Locale.forLanguageTag("sv");

  private static Sheet sheet(String sort, Cell... firsts) {
    List<Sheet.Row> rows =
        java.util.Arrays.stream(firsts)
            .map(cell -> Sheet.Row.of(Cell.of(cell.text()), cell))
            .toList();
    return new Sheet(
        "prov",
        "Prov",
        List.of(Column.words("namn", "Namn"), Column.figures("tal", "Tal")),
        rows,
        List.of(new Sheet.Fact("Källa", "=cmd|' /C calc'!A0")),
        sort,
        "Tomt",
        new Address("/app/prov", Map.of("vad", List.of("knä & höft"))));
  }

  @Test
  void a_figure_sorts_as_a_figure_and_a_missing_one_comes_last_both_ways() {
    Cell two = Cell.of("2 dagar", 2);
    Cell ten = Cell.of("10 dagar", 10);
    Cell none = Cell.missing("Uppgift saknas");

    assertThat(order(sheet("tal", none, ten, two)))
        .containsExactly("2 dagar", "10 dagar", "Uppgift saknas");
    assertThat(order(sheet("-tal", none, two, ten)))
        .containsExactly("10 dagar", "2 dagar", "Uppgift saknas");
  }

  @Test
  void a_long_table_has_pages_and_a_sort_begins_at_the_first() {
    Sheet long_ = sheet("", Cell.of("A"), Cell.of("B"), Cell.of("C"), Cell.of("D"), Cell.of("E"));
    Address second = new Address("/app/prov", Map.of("sida", List.of("2")));

    assertThat(order(long_.page(Pages.of(second, 5, 2), 2))).containsExactly("C", "D");
    assertThat(order(long_.page(Pages.of(second.with("sida", "9"), 5, 2), 2))).containsExactly("E");
    assertThat(Pages.of(second.with("sida", "x"), 0, 2))
        .extracting(Pages::page, Pages::last)
        .containsExactly(1, 1);
    assertThat(Pages.of(second.with("sida", "50"), 10_000, 100).numbers())
        .containsExactly(1, 47, 48, 49, 50, 51, 52, 53, 100);
    Sheet onSecond =
        new Sheet("prov", "", long_.columns(), long_.rows(), List.of(), "", "", second);
    assertThat(onSecond.sortAddress(long_.columns().get(0)))
        .isEqualTo("/app/prov?sortera=namn#prov");
    assertThat(onSecond.isSortable()).isTrue();
    assertThat(sheet("", Cell.of("A")).isSortable()).isFalse();
  }

  @Test
  void words_sort_as_swedes_do_and_an_unknown_column_changes_nothing() {
    assertThat(
            order(
                sheet(
                    "namn",
                    Cell.of("Östersund"),
                    Cell.of("Ånge"),
                    Cell.of("Arvika"),
                    Cell.of("Zinkgruvan"))))
        .containsExactly("Arvika", "Zinkgruvan", "Ånge", "Östersund");
    assertThat(order(sheet("<script>", Cell.of("B"), Cell.of("A")))).containsExactly("B", "A");
  }

  @Test
  void a_row_is_written_with_its_heading_its_figures_and_every_text_escaped() {
    Cell figure = Cell.of("5 < 7", 5).tone("bad").note("\"n\" & källa");
    Sheet sheet = sheet("", figure);
    Sheet.Row row =
        new Sheet.Row("a\"b", List.of(Cell.of("<b>Falun").to("/app/x?a=1&b=\""), figure));
    Sheet chosen =
        new Sheet("prov", "", sheet.columns(), List.of(row), List.of(), "", "", sheet.address());

    assertThat(chosen.body(null, "", ""))
        .isEqualTo(
            "<tr role=\"row\" id=\"a&quot;b\"><th scope=\"row\" role=\"rowheader\">"
                + "<a href=\"/app/x?a=1&amp;b=&quot;\">&lt;b&gt;Falun</a></th>"
                + "<td role=\"cell\" class=\"is-figure\" data-label=\"Tal\"><div>"
                + "<span class=\"tone--bad\">5 &lt; 7</span>"
                + "<span class=\"note\">&quot;n&quot; &amp; källa</span></div></td></tr>\n");
    assertThat(chosen.body("jamfor", "Välj", "Välj {0}"))
        .startsWith(
            "<tr role=\"row\"><td role=\"cell\" class=\"no-print\" data-label=\"Välj\"><span class=\"check\"><input"
                + " type=\"checkbox\" form=\"choose\" name=\"jamfor\" value=\"a&quot;b\""
                + " aria-label=\"Välj &lt;b&gt;Falun\"></span></td>");
  }

  @Test
  void the_csv_has_a_mark_semicolons_and_exactly_the_rows() {
    String csv =
        new String(
            Exports.csv(sheet("", Cell.of("7 dagar", 7).note("n 12; källa")), "Om data"),
            StandardCharsets.UTF_8);

    assertThat(csv)
        .isEqualTo(
            "\uFEFFNamn;Tal\r\n"
                + "7 dagar;\"7 dagar; n 12; källa\"\r\n\r\n"
                + "Om data\r\n"
                + "Källa;'=cmd|' /C calc'!A0\r\n");
  }

  @Test
  void what_a_spreadsheet_would_run_is_kept_as_text() {
    for (String evil :
        List.of("=1+1", "+46", "-cmd", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1+1", "＠SUM(A1)")) {
      assertThat(SheetRules.harmless(evil)).as(evil).startsWith("'");
    }
    for (String plain : List.of("Falun", "12", "-12,5", "\u22127", "")) {
      assertThat(SheetRules.harmless(plain)).isEqualTo(plain);
    }
  }

  @Test
  void the_workbook_has_the_table_and_a_sheet_about_it() throws IOException {
    byte[] body = Exports.file(sheet("", Cell.of("=1", 5)), "xlsx", "Om data").getBody();
    StringBuilder all = new StringBuilder();
    Path file = Files.write(Files.createTempFile(Path.of("target"), "bok", ".xlsx"), body);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        byte[] content = zip.getInputStream(entry).readAllBytes();
        all.append(entry.getName()).append(new String(content, StandardCharsets.UTF_8));
      }
    } finally {
      Files.delete(file);
    }

    assertThat(all.toString()).contains("Om data", "Namn", "=1", "<v>5").doesNotContain("<f>");
  }

  @Test
  void an_address_keeps_what_was_chosen_and_never_the_secret_of_the_form() {
    Address address =
        Address.of(
            "/app/prov",
            Map.of("_csrf", new String[] {"hemligt"}, "vad", new String[] {"knä & höft"}));

    assertThat(address.with("som", "csv").toString())
        .isEqualTo("/app/prov?vad=kn%C3%A4+%26+h%C3%B6ft&som=csv");
    assertThat(sheet("tal").sortAddress(Column.figures("tal", "Tal")))
        .endsWith("sortera=-tal#prov");
  }

  @Test
  void of_several_tables_the_one_that_is_asked_for_is_sorted_and_taken_along() {
    Address page = new Address("/app/enhet/x", Map.of("vad", List.of("knä")));
    Address asked = page.with("tabell", "avtal").with("sortera", "kvar").with("som", "csv");

    assertThat(asked.firstTable()).isEqualTo(page);
    assertThat(asked.table("avtal")).isEqualTo(asked);
    assertThat(asked.table("kapacitet")).isEqualTo(page.with("tabell", "kapacitet"));
    assertThat(page.with("sortera", "kvar").firstTable()).isEqualTo(page.with("sortera", "kvar"));
    assertThat(page.with("sortera", "kvar").table("avtal")).isEqualTo(page.with("tabell", "avtal"));
  }

  private static List<String> order(Sheet sheet) {
    return sheet.sorted(SWEDISH).rows().stream().map(row -> row.cells().get(1).text()).toList();
  }
}
