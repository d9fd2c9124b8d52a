package se.vardformedling.handover;

import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.DocumentReference;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import se.vardformedling.carerelation.TakenBack;
import se.vardformedling.fhir.FhirStore;

/**
 * The file of a document that came and is not to be used: its entry tells that there was one, and
 * the file itself is kept as long as all that came.
 */
@Component
class RecalledFiles implements TakenBack {
  private final FhirStore store;

  RecalledFiles(@Lazy FhirStore store) {
    this.store = store;
  }

  /** What came has one id for its entry and its file. */
  @Override
  public boolean holds(IBaseResource resource) {
    return resource instanceof Binary file
        && file.getIdElement().hasIdPart()
        && store.readAll(DocumentReference.class, List.of(file.getIdElement().getIdPart())).stream()
            .anyMatch(ArrivalResource::recalled);
  }
}
