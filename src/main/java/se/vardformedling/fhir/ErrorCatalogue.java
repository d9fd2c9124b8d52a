package se.vardformedling.fhir;

import java.util.List;
import java.util.Locale;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.StringType;

/** {@link Problem} as {@code CodeSystem/vf-error}: made from it, so that they cannot differ. */
final class ErrorCatalogue {
  private static final Locale SWEDISH = Locale.forLanguageTag("sv");

  private ErrorCatalogue() {}

  static CodeSystem codeSystem() {
    CodeSystem system = new CodeSystem();
    system.setId("vf-error");
    system
        .setUrl(Canonical.codeSystem("vf-error"))
        .setName("VfError")
        .setTitle("Felkoder")
        .setLanguage("sv");
    system.setStatus(PublicationStatus.ACTIVE).setCaseSensitive(true);
    system.setContent(CodeSystem.CodeSystemContentMode.COMPLETE);
    system
        .addProperty()
        .setCode("http-status")
        .setType(CodeSystem.PropertyType.INTEGER)
        .setDescription("HTTP-status");
    system
        .addProperty()
        .setCode("issue-type")
        .setType(CodeSystem.PropertyType.STRING)
        .setDescription("http://hl7.org/fhir/issue-type");
    List.of(Problem.values()).forEach(problem -> describe(problem, system.addConcept()));
    return system;
  }

  private static void describe(Problem problem, CodeSystem.ConceptDefinitionComponent concept) {
    concept.setCode(problem.code()).setDisplay(problem.text(SWEDISH));
    concept.addDesignation().setLanguage("en").setValue(problem.text(Locale.ENGLISH));
    concept.addProperty().setCode("http-status").setValue(new IntegerType(problem.status()));
    concept.addProperty().setCode("issue-type").setValue(new StringType(problem.issueType()));
  }
}
