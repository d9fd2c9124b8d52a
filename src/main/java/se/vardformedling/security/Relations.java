package se.vardformedling.security;

import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import se.vardformedling.fhir.SearchLimits;

/**
 * Which of the resources of its types a caller has to do with. Every module that stores such a type
 * implements it.
 */
public interface Relations {

  /** The types it answers for. */
  Set<String> types();

  /** Whether the caller may know that the resource exists. */
  boolean maySee(Caller caller, IBaseResource resource);

  /** Whether the caller may store the resource as it now is. */
  boolean mayWrite(Caller caller, IBaseResource resource);

  /** What a search must add to find those that the caller may see. */
  SearchLimits.Limit limit(Caller caller);

  /** Whether it finds no other: not of one that is only an outline of {@link #maySee}. */
  default boolean limitIsExact() {
    return false;
  }
}
