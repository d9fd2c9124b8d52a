package se.vardformedling.security;

import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Whose units' people work here: on a regional node its own organisation's, whoever else the issuer
 * lets in; on the national node everybody's.
 */
@Component
class OwnUnits {
  private final boolean everybody;
  private final Set<String> units;

  /**
   * Those of one node.
   *
   * @param units HSA-ids that the node acts for; none: it is not said
   */
  OwnUnits(
      @Value("${vf.node.role:national}") String role,
      @Value("${vf.national.units:}") Set<String> units) {
    this.everybody = !role.equals("regional") || units.isEmpty();
    this.units = Set.copyOf(units);
  }

  boolean has(String unit) {
    return everybody || units.contains(unit);
  }
}
