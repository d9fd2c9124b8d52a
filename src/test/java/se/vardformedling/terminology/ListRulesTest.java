package se.vardformedling.terminology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListRulesTest {
  private static final String HEAD =
      "\uFEFF\"Kod\"\t\"Giltig från\"\t\"Överordnad kod\"\t\"Titel\"\t\"Innefattar\"\t\"Ej huvuddiagnos\"\t\"Kodnivå - kodspecifikation\"\n";

  @Test
  void several_rows_of_one_code_are_one_concept_and_the_first_that_says_something_wins() {
    ListRules.Reading reading =
        ListRules.read(
            OfficialList.ICD_10_SE,
            HEAD
                + "\"M17\"\t\"1997-01-01\"\t\"\"\t\"Knäartros\"\t\"\"\t\"\"\t\"Kategori\"\n"
                + "\"M17.1\"\t\"\"\t\"M17\"\t\"\"\t\"ett\"\t\"\"\t\"\"\n"
                + "\"\"\t\"\"\t\"\"\t\"\"\t\"två\ttabbar och \"\"citat\"\"\"\t\"\"\t\"\"\n"
                + "\"M17.1\"\t\"2026-01-01\"\t\"\"\t\"Primär knäartros, ensidig\"\t\"\"\t\"\"\t\"Subkategori\"\n");

    assertThat(reading.faults()).isEmpty();
    assertThat(reading.concepts())
        .containsExactly(
            new OfficialConcept(
                "M17", "Knäartros", null, LocalDate.of(1997, 1, 1), "Kategori", false),
            new OfficialConcept(
                "M17.1",
                "Primär knäartros, ensidig",
                "M17",
                LocalDate.of(2026, 1, 1),
                "Subkategori",
                false));
  }

  @Test
  void what_is_no_main_diagnosis_is_none_in_all_that_belongs_to_it() {
    ListRules.Reading reading =
        ListRules.read(
            OfficialList.ICD_10_SE,
            HEAD
                + "V01-X59\t\t\tOlycksfall\t\tFår inte vara huvuddiagnos\t\n"
                + "W00\t\tV01-X59\tFall\t\t\t\n"
                + "W00.0\t\tW00\tFall i bostad\t\t\t\n"
                + "H25\t\t\tGrå starr\t\t\t\n");

    assertThat(reading.faults()).isEmpty();
    assertThat(reading.concepts())
        .extracting(OfficialConcept::code, OfficialConcept::notMain)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("V01-X59", true),
            org.assertj.core.groups.Tuple.tuple("W00", true),
            org.assertj.core.groups.Tuple.tuple("W00.0", true),
            org.assertj.core.groups.Tuple.tuple("H25", false));
  }

  @Test
  void the_headings_of_kva_are_read_but_are_no_codes() {
    ListRules.Reading reading =
        ListRules.read(
            OfficialList.KVA_KKA,
            "Kod\tÖverordnad kod\tTitel\nN\t\tRörelseapparaten\nNG\tN\tKnä\nNGB\tNG\tPrimär\nNGB49\tNGB\tTotalprotes\n");

    assertThat(reading.faults()).isEmpty();
    assertThat(reading.concepts())
        .extracting(OfficialConcept::code)
        .containsExactly("NGB", "NGB49");
  }

  @Test
  void every_fault_is_told_with_its_line_and_nothing_is_read() {
    ListRules.Reading reading =
        ListRules.read(
            OfficialList.ICD_10_SE,
            HEAD
                + "\t\t\tingen kod\t\t\t\n"
                + "M17\tigår\t\tKnäartros\t\t\t\n"
                + "M17.1\t\tM99\tPrimär\t\t\t\n"
                + "M17.2\t\tM17\t\t\t\t\n"
                + "<script>\t\tM17\tx\t\t\t\n");

    assertThat(reading.concepts()).isEmpty();
    assertThat(reading.faults())
        .extracting(ListRules.Fault::line, ListRules.Fault::what)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(2L, "a row without a code"),
            org.assertj.core.groups.Tuple.tuple(3L, "no date in Giltig från: igår"),
            org.assertj.core.groups.Tuple.tuple(4L, "M17.1 belongs to an unknown M99"),
            org.assertj.core.groups.Tuple.tuple(5L, "M17.2 has no title"),
            org.assertj.core.groups.Tuple.tuple(6L, "no code of this list: <script>"));
  }

  @ParameterizedTest
  @CsvSource({"'',no column Kod", "'Kod\tTitel',no column Överordnad kod"})
  void a_file_of_another_kind_is_refused(String text, String fault) {
    ListRules.Reading reading = ListRules.read(OfficialList.KVA_KMA, text);

    assertThat(reading.concepts()).isEmpty();
    assertThat(reading.faults()).extracting(ListRules.Fault::what).contains(fault);
  }

  @ParameterizedTest
  @CsvSource({
    "I,true",
    "XXII,true",
    "A00-A09,true",
    "M17,true",
    "M17.1,true",
    "S72.00,true",
    "K40.9A,true",
    "H36.0*,true",
    "m17,false",
    "'M17 1',false",
    "17.1,false"
  })
  void codes_of_every_level_are_known_by_their_form(String code, boolean wellFormed) {
    assertThat(OfficialList.ICD_10_SE.wellFormed(code)).isEqualTo(wellFormed);
  }
}
