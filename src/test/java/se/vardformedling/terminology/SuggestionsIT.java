package se.vardformedling.terminology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;

@NodeIT
class SuggestionsIT {
  @LocalServerPort int port;
  @Autowired Suggestions suggestions;

  @ParameterizedTest
  @CsvSource({
    "gråstarr, gra-starr, everyday",
    "grå starr, gra-starr, everyday",
    "starroperation, gra-starr, everyday",
    "grastar, gra-starr, everyday",
    "gråstrar, gra-starr, everyday",
    "katarackt, gra-starr, everyday",
    "ny höft, hoftprotes, everyday",
    "ny hö, hoftprotes, everyday",
    "höftprotts, hoftprotes, everyday",
    "nytt knä, knaprotes, everyday",
    "knäprottes, knaprotes, everyday",
    "tjocktarm, koloskopi, everyday",
    "NGB, knaprotes, kva",
    "ngb4, knaprotes, kva",
    "CJE20, gra-starr, kva",
    "M17.1, knaprotes, icd-10-se",
    "m171, knaprotes, icd-10-se",
    "609588000, knaprotes, snomed-ct",
    "knee repl, knaprotes, english",
    "ljumskbråk, ljumskbrack, everyday",
    "höfft, hoftprotes, everyday",
    "kolloskopi, koloskopi, everyday",
    "höftoperation, hoftprotes, everyday",
    "knee surgery, knaprotes, english",
    "hörsel, horapparat, everyday",
    "hörselnedsättning, horapparat, everyday",
    "sömn, somnutredning, everyday",
    "fetma, obesitas, everyday",
    "gallblåsa, gallsten, everyday",
    "åderbrok, aderbrack, everyday",
    "JKA21, gallsten, kva",
    "K80, gallsten, icd-10-se",
    "ACC51, karpaltunnel, kva"
  })
  void what_people_type_is_understood(String typed, String vardtjanst, String kind) {
    assertThat(suggestions.suggest(typed, 5))
        .first()
        .satisfies(
            first -> {
              assertThat(first.vardtjanst()).isEqualTo(vardtjanst);
              assertThat(first.kind()).isIn(kind, "name", "code", "everyday");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "n", "qqqqq", "NG", "%%%", "__", "'; drop table vf.term_word; --", "ö"})
  void what_means_nothing_suggests_nothing(String typed) {
    assertThat(suggestions.suggest(typed, 5))
        .allSatisfy(each -> assertThat(each.kind()).isNotIn("kva", "icd-10-se"))
        .hasSizeLessThanOrEqualTo(typed.matches("[a-zA-Z]{2}") ? 5 : 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"meniskoperation", "blindtarmsoperation", "plastikkirurgi", "cystoskopi"})
  void what_many_kinds_of_care_end_with_makes_no_match(String typed) {
    assertThat(suggestions.meant(typed)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "magbråck",
        "handledsoperation",
        "tarmoperation",
        "magkirurgi",
        "fotoperation",
        "operation",
        "operation av",
        "hand",
        "handen",
        "halsen",
        "magsäcken",
        "artroskopi",
        "lårbråck",
        "ny"
      })
  void what_only_looks_a_little_like_a_word_or_is_a_part_of_another_is_not_acted_on(String typed) {
    assertThat(suggestions.meant(typed)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "höfft, hoftprotes",
    "knä protes, knaprotes",
    "kolloskopi, koloskopi",
    "kolonoskopi, koloskopi",
    "ljumskbråk, ljumskbrack",
    "hemorrojdoperation, hemorrojder",
    "gallstensoperation, gallsten",
    "prostataoperationen, prostata",
    "starroperationer, gra-starr",
    "grastar, gra-starr",
    "åderbrok, aderbrack"
  })
  void what_is_misspelt_or_ends_with_operation_is_understood(String typed, String vardtjanst) {
    assertThat(suggestions.meant(typed))
        .extracting(Suggestion::vardtjanst)
        .containsExactly(vardtjanst);
  }

  @Test
  void a_word_for_several_kinds_of_care_means_all_of_them() {
    assertThat(suggestions.meant("bråckoperation"))
        .extracting(Suggestion::vardtjanst)
        .containsExactlyInAnyOrder("ljumskbrack", "navelbrack", "arrbrack");
    assertThat(suggestions.meant("starroperation"))
        .extracting(Suggestion::vardtjanst)
        .containsExactly("gra-starr");
  }

  @Test
  void no_ending_alone_makes_a_suggestion() {
    assertThat(suggestions.suggest("meniskoperation", 5)).isEmpty();
  }

  @Test
  void each_vardtjanst_comes_once_and_the_very_word_first() {
    assertThat(suggestions.suggest("starr", 10))
        .extracting(Suggestion::vardtjanst)
        .doesNotHaveDuplicates()
        .startsWith("gra-starr")
        .contains("efterstarr", "glaukom");
    assertThat(suggestions.suggest("starr", 1)).hasSize(1);
  }

  @Test
  void a_system_asks_the_same_over_fhir() {
    Api api = new Api(port);
    Api.Answer answer =
        api.get("broker-dalarna", "/fhir/ValueSet/$suggest?filter=ny%20h%C3%B6ft&count=3");

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"code\":\"hoftprotes\"", "\"display\":\"Höftprotesoperation\"");
    assertThat(api.get("broker-dalarna", "/fhir/ValueSet/$suggest").problem())
        .isEqualTo("bad-parameter");
    assertThat(api.get("", "/fhir/ValueSet/$suggest?filter=x").status()).isEqualTo(401);
  }
}
