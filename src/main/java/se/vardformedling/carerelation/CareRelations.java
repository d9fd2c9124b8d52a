package se.vardformedling.carerelation;

import java.util.List;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.SearchLimits;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Relations;

/**
 * Who has a care relation: the unit that a resource came from, and the one it was sent to. Nobody
 * else sees it, whatever its role, and nobody at all what has been taken back.
 */
@Component
class CareRelations implements Relations {
  static final Set<String> TYPES =
      Set.of("Patient", "ServiceRequest", "Task", "DocumentReference", "Binary", "Communication");

  private final List<TakenBack> takenBack;

  CareRelations(List<TakenBack> takenBack) {
    this.takenBack = List.copyOf(takenBack);
  }

  @Override
  public Set<String> types() {
    return TYPES;
  }

  @Override
  public boolean maySee(Caller caller, IBaseResource resource) {
    return CareUnits.concern(caller, resource)
        && takenBack.stream().noneMatch(one -> one.holds(resource));
  }

  @Override
  public boolean mayWrite(Caller caller, IBaseResource resource) {
    return maySee(caller, resource);
  }

  @Override
  public SearchLimits.Limit limit(Caller caller) {
    return new SearchLimits.Limit("care-unit", caller.units());
  }
}
