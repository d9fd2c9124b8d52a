package se.vardformedling.imports;

import java.util.Set;
import org.hl7.fhir.r4.model.Resource;

/**
 * A resource as the file says it, and the first row that it is made from.
 *
 * @param silent the columns that the file might have and does not: of these things it says nothing
 */
record Draft(int line, Resource resource, Set<String> silent) {
  String key() {
    return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
  }
}
