package se.vardformedling.terminology;

import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import java.util.List;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.springframework.stereotype.Component;
import se.vardformedling.security.KnownCodes;

/** The codes of our own systems, of those that we ship a part of, and of HL7's. */
@Component
class CodesHere implements KnownCodes {
  private final Terms terms;
  private final DefaultProfileValidationSupport specification;

  CodesHere(Terms terms, DefaultProfileValidationSupport specification) {
    this.terms = terms;
    this.specification = specification;
  }

  @Override
  public boolean holds(String system, String code) {
    return terms.knows(system)
        ? terms.isCode(system, code)
        : specification.fetchCodeSystem(system) instanceof CodeSystem known
            && holds(known.getConcept(), code);
  }

  private static boolean holds(List<ConceptDefinitionComponent> concepts, String code) {
    return concepts.stream()
        .anyMatch(one -> one.getCode().equals(code) || holds(one.getConcept(), code));
  }
}
