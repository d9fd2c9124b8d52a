package se.vardformedling.terminology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
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
