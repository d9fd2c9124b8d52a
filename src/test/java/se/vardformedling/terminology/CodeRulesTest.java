package se.vardformedling.terminology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeRulesTest {

  @ParameterizedTest
  @CsvSource({
    "urn:oid:1.2.752.116.1.3.2.1.4,NGB49,true",
    "urn:oid:1.2.752.116.1.3.2.1.4,ngb49,true",
    "urn:oid:1.2.752.116.1.3.2.1.4,DA001,true",
    "urn:oid:1.2.752.116.1.3.2.1.4,Tolvansson,false",
    "urn:oid:1.2.752.116.1.1.1,H25,true",
    "urn:oid:1.2.752.116.1.1.1,M17.1,true",
    "urn:oid:1.2.752.116.1.1.1,H353A,true",
    "urn:oid:1.2.752.116.1.1.1,M15-M19,true",
    "urn:oid:1.2.752.116.1.1.1,Tolvansson,false",
    "http://snomed.info/sct,239873007,true",
    "http://snomed.info/sct,239873008,false",
    "http://snomed.info/sct,Tolvansson,false"
  })
  void a_code_has_the_form_of_its_system(String system, String code, boolean formed) {
    assertThat(CodeRules.form(system).orElseThrow().test(code)).isEqualTo(formed);
  }

  @Test
  void what_is_shipped_whole_has_no_form() {
    assertThat(CodeRules.form(Vocabulary.VARDTJANST)).isEmpty();
  }
}
