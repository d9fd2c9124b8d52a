package se.vardformedling.security;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.NodeRole;
import se.vardformedling.fhir.WriteRights;

/** Reads it off the policy. */
@Component
class PolicyRights implements WriteRights {
  private static final Set<Action> WRITING = Set.of(Action.CREATE, Action.UPDATE);
  private final Policy policy;
  private final List<Relations> relations;

  PolicyRights(NodeRole node, @Lazy List<Relations> relations) {
    this.policy = Policy.of(node);
    this.relations = relations;
  }

  @Override
  public boolean anybodyWrites(String type) {
    return Stream.of(Role.values())
        .filter(role -> role != Role.SYSTEM)
        .anyMatch(role -> WRITING.stream().anyMatch(action -> policy.allows(role, action, type)));
  }

  @Override
  public boolean related(String type) {
    return relations.stream().anyMatch(relation -> relation.types().contains(type));
  }
}
