package se.vardformedling.security;

import ca.uhn.fhir.rest.api.RestOperationTypeEnum;

/**
 * What is asked of one type, alone or as an entry of a bundle.
 *
 * @param id empty when no one resource is named
 * @param conditional whether a search decides which resource is changed
 * @param expected whether a version is named that the resource must have
 */
record Asked(
    RestOperationTypeEnum operation,
    String type,
    String id,
    boolean conditional,
    boolean expected) {

  Asked expecting(boolean version) {
    return new Asked(operation, type, id, conditional, version);
  }
}
