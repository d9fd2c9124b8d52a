package se.vardformedling.fhir;

import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;

/**
 * What a search can have found, without looking: HAPI loads all hits for a hook that looks at one.
 */
public final class Hits {
  private Hits() {}

  /** Whether nothing but the type that is searched: the search takes nothing along. */
  public static boolean areOfTypeSearched(RequestDetails request) {
    return request.getRestOperationType() == RestOperationTypeEnum.SEARCH_TYPE
        && request.getResourceName() != null
        && request.getParameters().keySet().stream()
            .noneMatch(name -> name.startsWith("_include") || name.startsWith("_revinclude"));
  }
}
