package se.vardformedling.security;

import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.NodeRole;

/** Whether somebody may read a resource, asked by the program on its own account. */
@Component
public class Sight {
  private final Policy policy;
  private final List<Relations> relations;
  private final SystemClients systems;

  Sight(NodeRole node, List<Relations> relations, SystemClients systems) {
    this.policy = Policy.of(node);
    this.relations = relations;
    this.systems = systems;
  }

  /**
   * Whether a caller of some time ago would be the same today: a system may have lost its
   * registration since. Of people nobody is told when they leave, so what they ask for has an end.
   */
  public boolean stands(Caller earlier) {
    return !earlier.isSystem()
        || systems
            .registered(earlier.subject())
            .filter(
                now ->
                    now.role() == earlier.role()
                        && now.region().equals(earlier.region().orElse(""))
                        && now.units().containsAll(earlier.units()))
            .isPresent();
  }

  /** By its role and scopes, and by what it has to do with the resource as it now is. */
  public boolean sees(Caller caller, IBaseResource resource) {
    return policy.allows(caller, Action.READ, resource.fhirType())
        && relations.stream()
            .filter(relation -> relation.types().contains(resource.fhirType()))
            .findFirst()
            .map(relation -> relation.maySee(caller, resource))
            .orElse(true);
  }
}
