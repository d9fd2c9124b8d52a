package se.vardformedling.security;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.NodeRole;
import se.vardformedling.fhir.SearchLimits;

/** The policy for searches: only what the caller has to do with is found. */
@Component
class CallerLimits implements SearchLimits {
  private final Policy policy;
  private final List<Relations> relations;

  CallerLimits(NodeRole node, List<Relations> relations) {
    this.policy = Policy.of(node);
    this.relations = relations;
  }

  @Override
  public Optional<Limit> limit(String type) {
    Caller caller = Caller.current();
    if (!policy.allows(caller, Action.READ, type)) {
      return Optional.of(new Limit("_id", Set.of()));
    }
    return relations.stream()
        .filter(relation -> relation.types().contains(type))
        .findFirst()
        .map(relation -> relation.limit(caller));
  }

  /** Types of which everybody sees all; those nobody is served lead nowhere and tell nothing. */
  @Override
  public boolean passable(String type) {
    return relations.stream().noneMatch(relation -> relation.types().contains(type))
        && (!policy.knows(type) || policy.allows(Caller.current(), Action.READ, type));
  }
}
