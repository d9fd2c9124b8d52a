package se.vardformedling.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.dao.IJpaStorageResourceParser;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.springframework.stereotype.Component;

/**
 * The current version of a resource by one question to the database, where HAPI asks two. What a
 * stored row means is HAPI's to say here too.
 */
@Component
class CurrentVersions {
  private final VersionRows rows;
  private final IJpaStorageResourceParser parser;
  private final FhirContext fhir;

  CurrentVersions(VersionRows rows, IJpaStorageResourceParser parser, FhirContext fhir) {
    this.rows = rows;
    this.parser = parser;
    this.fhir = fhir;
  }

  /** Empty if there is none; sees what the caller's transaction has written. */
  <T extends IBaseResource> Optional<T> find(Class<T> type, String id) {
    return rows.current(fhir.getResourceType(type), id)
        .map(row -> parser.toResource(new SystemRequestDetails(), type, row, null, false));
  }
}
