package se.vardformedling.audit;

import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;

/**
 * A resource that was shown or changed.
 *
 * @param entity {@code Type/id}
 */
record Touched(String entity, @Nullable String caseId) {

  /** The resource itself, or what a bundle holds. */
  static Stream<Touched> in(IBaseResource resource) {
    if (resource instanceof Bundle bundle) {
      return bundle.getEntry().stream()
          .filter(Bundle.BundleEntryComponent::hasResource)
          .flatMap(entry -> in(entry.getResource()));
    }
    String id = resource.getIdElement().getIdPart();
    return id == null
        ? Stream.empty()
        : Stream.of(new Touched(resource.fhirType() + "/" + id, caseId(resource)));
  }

  private static @Nullable String caseId(IBaseResource resource) {
    if (resource instanceof Task task) {
      return task.getGroupIdentifier().getValue();
    }
    return resource instanceof ServiceRequest need ? need.getRequisition().getValue() : null;
  }
}
