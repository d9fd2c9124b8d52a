package se.vardformedling.fhir;

import java.util.Collection;
import java.util.Set;

/**
 * A search parameter that no element holds: a module computes which resources it means. Only in a
 * search of its own, not inside a bundle.
 */
public interface ComputedSearch {

  /** The resource type that it is a parameter of. */
  String type();

  String parameter();

  /** For the capability statement. */
  String documentation();

  /**
   * Ids of those that have one of the values and that the caller of this request may see; {@link
   * Problem#BAD_PARAMETER} for a value that is none.
   */
  Collection<String> ids(Set<String> values);
}
