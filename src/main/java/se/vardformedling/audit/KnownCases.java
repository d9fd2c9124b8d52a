package se.vardformedling.audit;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * Which case a resource belongs to, and whose a case is. The module that keeps cases implements it,
 * so that an access is found by its case also when the resource itself was not shown.
 */
public interface KnownCases {

  /**
   * The case ID of each of the resources that belongs to a case; the others are left out.
   *
   * @param resources as {@code Type/id}
   */
  Map<String, String> caseIds(Collection<String> resources);

  /**
   * Those of the cases whose home region it is.
   *
   * @param region länskod
   */
  Set<String> ofRegion(Collection<String> caseIds, String region);
}
