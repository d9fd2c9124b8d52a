package se.vardformedling.terminology;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.CodeSystem.PropertyType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.StringType;

/** Puts official concepts into a CodeSystem, in the place of the short texts that ship. */
final class OfficialConceptResource {
  private OfficialConceptResource() {}

  /** Codes that ship and are not in the lists stay: they were valid when they were recorded. */
  static void replace(CodeSystem system, List<OfficialConcept> official) {
    Map<String, ConceptDefinitionComponent> known =
        official.stream()
            .map(OfficialConceptResource::concept)
            .collect(
                Collectors.toMap(
                    ConceptDefinitionComponent::getCode,
                    Function.identity(),
                    (one, same) -> one,
                    LinkedHashMap::new));
    system.getConcept().forEach(shipped -> known.putIfAbsent(shipped.getCode(), shipped));
    system
        .setContent(CodeSystemContentMode.COMPLETE)
        .setCount(known.size())
        .setConcept(new ArrayList<>(known.values()));
    declare(system, "parent", PropertyType.CODE);
    declare(system, "effectiveDate", PropertyType.DATETIME);
    declare(system, "level", PropertyType.STRING);
    declare(system, "not-main-diagnosis", PropertyType.BOOLEAN);
  }

  private static void declare(CodeSystem system, String property, PropertyType type) {
    boolean there = system.getProperty().stream().anyMatch(p -> p.getCode().equals(property));
    if (!there) {
      system.addProperty().setCode(property).setType(type);
    }
  }

  private static ConceptDefinitionComponent concept(OfficialConcept official) {
    ConceptDefinitionComponent concept = new ConceptDefinitionComponent();
    concept.setCode(official.code()).setDisplay(official.display());
    concept.addProperty().setCode("text-origin").setValue(new CodeType("official"));
    if (official.parent() != null) {
      concept.addProperty().setCode("parent").setValue(new CodeType(official.parent()));
    }
    if (official.validFrom() != null) {
      concept
          .addProperty()
          .setCode("effectiveDate")
          .setValue(new DateTimeType(official.validFrom().toString()));
    }
    if (!official.level().isEmpty()) {
      concept.addProperty().setCode("level").setValue(new StringType(official.level()));
    }
    if (official.notMain()) {
      concept.addProperty().setCode("not-main-diagnosis").setValue(new BooleanType(true));
    }
    return concept;
  }
}
