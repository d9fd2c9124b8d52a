package se.vardformedling.enclosure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DocumentReference;
import org.junit.jupiter.api.Test;
import se.vardformedling.fhir.Canonical;

class EnclosureRulesTest {
  private static final List<String> KINDS = List.of("remiss", "epikris", "provsvar");

  @Test
  void files_are_called_by_their_kind_and_numbered_when_there_are_several() {
    assertThat(
            EnclosureRules.names(
                List.of(
                    file("remiss", "application/pdf"),
                    file("remiss", "application/fhir+json"),
                    file("provsvar", "application/pdf; charset=binary"),
                    file("provsvar", "image/jpeg"),
                    file("epikris", "application/x-unheard-of"))))
        .containsExactly(
            "remiss.pdf", "remiss-2.fhir.json", "provsvar.pdf", "provsvar-2.jpg", "epikris.bin");
  }

  @Test
  void the_receiver_tells_the_kind_from_the_name_and_guesses_nothing() {
    assertThat(EnclosureRules.kind("provsvar-2.pdf", KINDS)).isEqualTo("provsvar");
    assertThat(EnclosureRules.kind("remiss.fhir.json", KINDS)).isEqualTo("remiss");
    assertThat(EnclosureRules.kind("epikris till dig.pdf", KINDS)).isEqualTo("annan-handling");
    assertThat(EnclosureRules.kind("scan0001.pdf", KINDS)).isEqualTo("annan-handling");
  }

  @Test
  void loinc_is_understood_for_what_has_a_kind_of_ours() {
    assertThat(EnclosureRules.ofLoinc("18842-5")).isEqualTo("epikris");
    assertThat(EnclosureRules.ofLoinc("99999-9")).isEqualTo("annan-handling");
  }

  @Test
  void a_document_of_no_code_is_another_document() {
    DocumentReference document = new DocumentReference();
    document
        .getType()
        .addCoding(new Coding(Canonical.codeSystem("document-kind"), null, "Epikris"));

    assertThat(ReferralResource.kind(document)).isEqualTo(EnclosureRules.OTHER);
    assertThat(EnclosureRules.ofLoinc(null)).isEqualTo(EnclosureRules.OTHER);
  }

  private static Enclosure file(String kind, String type) {
    return new Enclosure("1", kind, type, new byte[0], Set.of());
  }
}
