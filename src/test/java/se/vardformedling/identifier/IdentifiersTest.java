package se.vardformedling.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "196101182803",
        "189002029800",
        "200302022389",
        "199002222397",
        "200001252386",
        "189602029812",
        "201701012393",
        "191212121212"
      })
  void published_test_numbers_are_personal_numbers(String number) {
    assertThat(new PersonNumber(number).value()).isEqualTo(number);
    assertThat(new PersonNumber(number).toString()).doesNotContain(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "196101182804",
        "196102302803",
        "176101182803",
        "6101182803",
        "19610118-2803",
        "196109732393",
        ""
      })
  void a_wrong_check_digit_date_century_or_form_is_no_personal_number(String number) {
    assertThatIllegalArgumentException().isThrownBy(() -> new PersonNumber(number));
  }

  @ParameterizedTest
  @ValueSource(strings = {"196109732393", "197010632391"})
  void a_coordination_number_has_sixty_added_to_the_day(String number) {
    assertThat(new CoordinationNumber(number).value()).isEqualTo(number);
    assertThatIllegalArgumentException().isThrownBy(() -> new CoordinationNumber("191212121212"));
  }

  @Test
  void reserve_numbers_are_told_apart_by_issuer() {
    assertThat(ReserveNumber.parse("98240301AA06"))
        .map(ReserveNumber::kind)
        .contains(ReserveNumber.Kind.NATIONAL);
    assertThat(ReserveNumber.parse("22950606FH20"))
        .map(ReserveNumber::kind)
        .contains(ReserveNumber.Kind.NATIONAL);
    for (String number : new String[] {"991981000010", "991945000023", "991993000032"}) {
      assertThat(ReserveNumber.parse(number))
          .map(ReserveNumber::kind)
          .contains(ReserveNumber.Kind.STOCKHOLM);
    }
    for (String number :
        new String[] {"19810829M071", "19450829K088", "19930829X802", "20210325K069"}) {
      assertThat(ReserveNumber.parse(number))
          .map(ReserveNumber::kind)
          .contains(ReserveNumber.Kind.VASTRA_GOTALAND);
    }
    assertThat(ReserveNumber.parse("19810829M072")).isEmpty();
  }

  @Test
  void an_organisation_number_is_read_as_registers_write_it() {
    assertThat(OrganisationNumber.parse("232100-0016").value()).isEqualTo("2321000016");
    assertThat(OrganisationNumber.parse("162321000016").value()).isEqualTo("2321000016");
    assertThat(OrganisationNumber.parse("4020000008").value()).isEqualTo("4020000008");
    assertThatIllegalArgumentException().isThrownBy(() -> OrganisationNumber.parse("2321000017"));
    assertThatIllegalArgumentException().isThrownBy(() -> OrganisationNumber.parse("1912121212"));
  }

  @Test
  void an_hsa_id_holds_an_organisation_number() {
    assertThat(new HsaId("SE2321000016-1ABC").test()).isFalse();
    assertThat(new HsaId("TSTNMT2321000156-VF0001").test()).isTrue();
    assertThat(new HsaId("SE162321000016-1ABC").test()).as("as registers write it").isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> new HsaId("SE2321000017-1ABC"));
    assertThatIllegalArgumentException().isThrownBy(() -> new HsaId("SE2321000016-ÅÄÖ"));
  }

  @Test
  void places_and_codes_refuse_nonsense() {
    assertThat(new MunicipalityCode("2080").region()).isEqualTo(new RegionCode("20"));
    assertThat(Kva.parse(" ngb49 ").whole()).isTrue();
    assertThat(Kva.parse("CJE").whole()).isFalse();
    assertThat(Icd10Se.parse("m171").value()).isEqualTo("M17.1");
    assertThat(new SnomedId("609588000").value()).isEqualTo("609588000");
    assertThatIllegalArgumentException().isThrownBy(() -> new RegionCode("02"));
    assertThatIllegalArgumentException().isThrownBy(() -> new MunicipalityCode("0280"));
    assertThatIllegalArgumentException().isThrownBy(() -> Kva.parse("NG"));
    assertThatIllegalArgumentException().isThrownBy(() -> Icd10Se.parse("M1"));
    assertThatIllegalArgumentException().isThrownBy(() -> new SnomedId("609588001"));
  }

  @Test
  void a_case_id_has_letters_no_order_and_a_check_that_catches_a_wrong_character() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 2_000; i++) {
      String id = CaseId.mint().value();
      assertThat(id).matches("VF-[0-9A-HJKMNP-TV-Z]{11}[0-9A-Z]");
      assertThat(seen.add(id)).isTrue();
      assertThat(CaseId.parse(id.toLowerCase(java.util.Locale.ROOT))).contains(new CaseId(id));
      char wrong = id.charAt(5) == 'A' ? 'B' : 'A';
      assertThat(CaseId.parse(id.substring(0, 5) + wrong + id.substring(6))).isEmpty();
      assertThat(IdentityScanner.scan(id, IdentityScanner.Place.TEXT)).isEmpty();
    }
  }
}
