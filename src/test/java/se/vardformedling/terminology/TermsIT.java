package se.vardformedling.terminology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import se.vardformedling.NodeIT;

@NodeIT
class TermsIT {
  @Autowired Terms terms;

  @Test
  void a_code_of_any_system_leads_to_its_vardtjanst() {
    assertThat(terms.vardtjanster(Vocabulary.VARDTJANST, "knaprotes")).containsExactly("knaprotes");
    assertThat(terms.vardtjanster(Terms.KVA, "NGB49")).containsExactly("knaprotes");
    assertThat(terms.vardtjanster(Terms.KVA, "cje")).containsExactly("gra-starr");
    assertThat(terms.vardtjanster(Terms.ICD_10_SE, "M17.1")).containsExactly("knaprotes");
    assertThat(terms.vardtjanster(Terms.ICD_10_SE, "K40.9A")).containsExactly("ljumskbrack");
    assertThat(terms.vardtjanster(Terms.SNOMED_CT, "609588000")).containsExactly("knaprotes");
  }

  @Test
  void a_code_is_looked_up_where_its_system_is_whole_and_has_its_form_where_it_is_not() {
    assertThat(terms.isCode(Vocabulary.VARDTJANST, "knaprotes")).isTrue();
    assertThat(terms.isCode(Vocabulary.VARDTJANST, "lodjursson")).isFalse();
    assertThat(terms.isCode(Terms.KVA, "DA001")).isTrue();
    assertThat(terms.isCode(Terms.KVA, "cje")).isTrue();
    assertThat(terms.isCode(Terms.KVA, "Lodjursson")).isFalse();
    assertThat(terms.isCode(Terms.ICD_10_SE, "M17Lodjursson")).isFalse();
    assertThat(terms.knows(Terms.SNOMED_CT)).isTrue();
    assertThat(terms.knows("https://mora.example/own")).isFalse();
  }

  /**
   * Hearing aids and sleep studies are measured in KVÅ's medical half, of which we quote nothing.
   */
  @Test
  void every_vardtjanst_has_codes_and_everyday_words() {
    Set<String> byKva = new TreeSet<>();
    Set<String> byReason = new TreeSet<>();
    terms
        .concepts(Terms.KVA)
        .forEach(code -> byKva.addAll(terms.vardtjanster(Terms.KVA, code.code())));
    terms
        .concepts(Terms.ICD_10_SE)
        .forEach(code -> byReason.addAll(terms.vardtjanster(Terms.ICD_10_SE, code.code())));
    List<Concept> all = terms.concepts(Vocabulary.VARDTJANST);

    assertThat(all).hasSize(30).allMatch(one -> one.everyday().size() >= 3);
    assertThat(all.stream().map(Concept::code).filter(code -> !byReason.contains(code))).isEmpty();
    assertThat(all.stream().map(Concept::code).filter(code -> !byKva.contains(code)))
        .containsExactlyInAnyOrder("horapparat", "somnutredning");
  }

  @ParameterizedTest
  @CsvSource({
    "JKA21, K80.2, gallsten",
    "JAF10, K42.9, navelbrack",
    "JAD30, K43.2, arrbrack",
    "JHB00, K64.1, hemorrojder",
    "PHD10, I83.9, aderbrack",
    "BAA60, E04.9, skoldkortel",
    "JDF11, E66.8, obesitas",
    "NGC49, T84.0, knaprotes-revision",
    "NFC20, T84.0, hoftprotes-revision",
    "NBB40, M19.0, axelledplastik",
    "NGE45, S83.5, korsband",
    "ACC51, G56.0, karpaltunnel",
    "NHK57, M20.1, hallux-valgus",
    "ABC56, M48.0, ryggkirurgi",
    "LCD04, D25.1, hysterektomi",
    "LCD04, N81.2, framfall",
    "LEG10, N39.3, inkontinens",
    "UJD05, K29.7, gastroskopi",
    "KED22, N40.9, prostata",
    "CJB10, H26.4, efterstarr",
    "CHD15, H40.1, glaukom",
    "CBB20, H02.3, ogonlock",
    "CJG20, H27.1, gra-starr-komplicerad"
  })
  void a_measure_and_its_reason_mean_one_vardtjanst_together(
      String kva, String icd, String vardtjanst) {
    assertThat(
            Terms.together(
                List.of(terms.vardtjanster(Terms.KVA, kva)),
                List.of(terms.vardtjanster(Terms.ICD_10_SE, icd))))
        .containsExactly(vardtjanst);
  }

  @Test
  void codes_of_one_need_mean_what_they_have_in_common() {
    Set<String> removal = terms.vardtjanster(Terms.KVA, "LCD04");
    assertThat(removal).containsExactly("framfall", "hysterektomi");

    assertThat(Terms.together(List.of(removal, Set.of("hysterektomi"), Set.of()), List.of()))
        .containsExactly("hysterektomi");
    assertThat(Terms.together(List.of(removal), List.of(Set.of("gallsten"))))
        .containsExactly("framfall", "hysterektomi");
    assertThat(Terms.together(List.of(Set.of("gallsten"), Set.of("korsband")), List.of()))
        .containsExactly("gallsten", "korsband");
    assertThat(Terms.together(List.of(), List.of(Set.of("gallsten")))).isEmpty();
  }

  @Test
  void what_stands_for_no_vardtjanst_gives_nothing() {
    assertThat(terms.vardtjanster(Terms.KVA, "NG")).isEmpty();
    assertThat(terms.vardtjanster(Terms.KVA, "ZZZ99")).isEmpty();
    assertThat(terms.vardtjanster(Terms.ICD_10_SE, "Z99")).isEmpty();
    assertThat(terms.vardtjanster("urn:oid:2.999", "knaprotes")).isEmpty();
  }

  @Test
  void everyday_words_find_the_vardtjanst_without_accents_too() {
    assertThat(terms.search("ny höft")).extracting(Concept::code).startsWith("hoftprotes");
    assertThat(terms.search("grastarr")).extracting(Concept::code).startsWith("gra-starr");
    assertThat(terms.search("xyz")).isEmpty();
    assertThat(terms.display(Vocabulary.VARDTJANST, "knaprotes", Locale.ENGLISH))
        .isEqualTo("Knee replacement");
    assertThat(terms.display(Vocabulary.VARDTJANST, "okänd", Locale.ENGLISH)).isEqualTo("okänd");
  }
}
