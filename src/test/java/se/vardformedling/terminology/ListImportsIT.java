package se.vardformedling.terminology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import se.vardformedling.NodeIT;
import se.vardformedling.fhir.Definitions;

@NodeIT
class ListImportsIT {
  private static final String HEAD = "Kod\tÖverordnad kod\tTitel\n";

  @Autowired ListImports imports;
  @Autowired OfficialConcepts official;
  @Autowired Definitions definitions;
  @Autowired JdbcClient sql;
  @TempDir Path folder;

  @AfterEach
  void forget() {
    sql.sql("delete from vf.terminology_list").update();
  }

  @Test
  void official_texts_take_the_place_of_ours_when_both_halves_of_kva_are_there() throws Exception {
    replace(OfficialList.KVA_KKA, HEAD + "NGB\t\tPrimär ledprotes\nNGB49\tNGB\tOfficiell text\n");
    assertThat(kva().getContent()).isEqualTo(CodeSystemContentMode.FRAGMENT);

    replace(OfficialList.KVA_KMA, HEAD + "AA001\t\tSamtal\n");

    CodeSystem kva = kva();
    assertThat(kva.getContent()).isEqualTo(CodeSystemContentMode.COMPLETE);
    assertThat(display(kva, "NGB49")).isEqualTo("Officiell text");
    assertThat(display(kva, "AA001")).isEqualTo("Samtal");
    assertThat(kva.getConcept()).extracting(ConceptDefinitionComponent::getCode).contains("CJE20");
  }

  @Test
  void a_second_import_replaces_the_first() throws Exception {
    replace(OfficialList.ICD_10_SE, HEAD + "M17\t\tGammal\nM18\t\tBorta\n");
    replace(OfficialList.ICD_10_SE, HEAD + "M17\t\tNy\n");

    assertThat(official.of(OfficialList.ICD_10_SE))
        .extracting(OfficialConcept::display)
        .containsExactly("Ny");
  }

  @Test
  void another_checksum_or_a_fault_changes_nothing() throws Exception {
    Path file = Files.writeString(folder.resolve("list.tsv"), HEAD + "M17\t\tKnäartros\n");

    ListImports.Report other = imports.replace(OfficialList.ICD_10_SE, file, "00");
    Files.writeString(file, HEAD + "M17\t\t\n");
    ListImports.Report faulty =
        imports.replace(OfficialList.ICD_10_SE, file, sha256(OfficialList.ICD_10_SE, file));

    assertThat(other.faults()).singleElement().asString().contains(other.sha256());
    assertThat(faulty.faults()).containsExactly("line 2: M17 has no title");
    assertThat(official.of(OfficialList.ICD_10_SE)).isEmpty();
  }

  private void replace(OfficialList list, String text) throws Exception {
    Path file = Files.writeString(folder.resolve("list.tsv"), text);
    assertThat(imports.replace(list, file, sha256(list, file)).faults()).isEmpty();
  }

  private static String sha256(OfficialList list, Path file) throws Exception {
    return ListImports.judge(list, file, "").sha256();
  }

  /** As the next start would see it. */
  private CodeSystem kva() {
    List<IBaseResource> shipped = new ArrayList<>();
    definitions.of(CodeSystem.class).forEach(system -> shipped.add(system.copy()));
    official.change(shipped);
    return shipped.stream()
        .map(CodeSystem.class::cast)
        .filter(system -> Terms.KVA.equals(system.getUrl()))
        .findFirst()
        .orElseThrow();
  }

  private static String display(CodeSystem system, String code) {
    return system.getConcept().stream()
        .filter(concept -> concept.getCode().equals(code))
        .findFirst()
        .orElseThrow()
        .getDisplay();
  }
}
