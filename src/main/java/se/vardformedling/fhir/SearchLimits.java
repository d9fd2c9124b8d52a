package se.vardformedling.fhir;

import java.util.Optional;
import java.util.Set;

/** What the caller of this request may find, asked at every search that comes from outside. */
public interface SearchLimits {

  /**
   * One more condition of the search, which the caller never sees.
   *
   * @param parameter {@code _id} or a text parameter, compared exactly
   * @param values of which one must match; empty: nothing is found
   */
  record Limit(String parameter, Set<String> values) {}

  /** Empty if the caller may find everything of the type. */
  Optional<Limit> limit(String type);

  /** Whether another type may be searched by what this one says (chains, {@code _has}). */
  boolean passable(String type);
}
