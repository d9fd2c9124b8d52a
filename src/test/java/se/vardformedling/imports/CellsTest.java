package se.vardformedling.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellsTest {

  @ParameterizedTest
  @ValueSource(strings = {"Avtalnr", "Gäller fr.o.m.", "kanske", "Fast pris", "1/13 26", "ca 40"})
  void a_word_that_is_not_known_is_told_again(String cell) {
    assertThat(CellRules.quotable(cell)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Anna Andersson",
        "191212121212",
        "070-123 45 67",
        "patienten bor på Storgatan 4 och heter något annat",
        "anna@example.org",
        "<b>",
        ""
      })
  void what_may_be_about_somebody_is_not(String cell) {
    assertThat(CellRules.quotable(cell)).isFalse();
  }

  @Test
  void a_day_is_told_as_it_was_understood_and_all_else_as_it_is_written() {
    Cells row =
        new Cells(
            new Table.Row(2, List.of("1/3 2026", "92 000,50")),
            Map.of("Gäller från", 0, "Pris", 1),
            new Faults());
    row.date("Gäller från");
    row.number("Pris");

    assertThat(
            row.said(
                List.of(Columns.Column.required("Gäller från"), Columns.Column.optional("Pris"))))
        .isEqualTo(Map.of("Gäller från", "2026-03-01", "Pris", "92 000,50"));
  }

  @Test
  void the_quotation_stands_in_the_first_sentence_in_both_languages() {
    ImportFault fault = FaultCode.NOT_A_DATE.at(2, 5, "Gäller från", "i går");

    assertThat(fault.swedish()).isEqualTo("Inte ett datum: ”i går”. Skriv ÅÅÅÅ-MM-DD.");
    assertThat(fault.english()).isEqualTo("Not a date: ”i går”. Write YYYY-MM-DD.");
    assertThat(FaultCode.COLUMN_TWICE.at(1, 2, "Pris").swedish())
        .isEqualTo("Kolumnen finns två gånger.");
  }

  @Test
  void what_must_be_whole_says_so_and_other_words_are_no_number() {
    Faults faults = new Faults();
    Cells row =
        new Cells(
            new Table.Row(2, List.of("0,5", "många", "12", "2 000 000 000")),
            Map.of("Takvolym", 0, "Antal", 1, "Poäng", 2, "Ålder till", 3),
            faults);

    assertThat(row.whole("Takvolym", 0, 100)).isNull();
    assertThat(row.whole("Antal", 0, 100)).isNull();
    assertThat(row.whole("Poäng", 0, 100)).isEqualTo(12);
    assertThat(row.whole("Ålder till", 0, 100)).isNull();
    assertThat(faults.all())
        .extracting(ImportFault::swedish)
        .containsExactly(
            "Inte ett heltal: ”0,5”. Skriv talet utan decimaler.",
            "Inte ett entydigt tal: ”många”. Skriv decimaler med komma och tusental med mellanslag.",
            "Inte ett entydigt tal. Skriv decimaler med komma och tusental med mellanslag.");
  }
}
