package se.vardformedling.imports;

import org.hl7.fhir.r4.model.Resource;

/** A resource as the file says it, and the first row that it is made from. */
record Draft(int line, Resource resource) {
  String key() {
    return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
  }
}
