package se.vardformedling.carerelation;

import org.hl7.fhir.instance.model.api.IBaseResource;

/**
 * What is kept here and given to nobody any more. Whoever takes something back knows it; it is
 * asked of every version, so that an older one is not given either.
 */
public interface TakenBack {
  boolean holds(IBaseResource resource);
}
