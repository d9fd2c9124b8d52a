package se.vardformedling.agreement;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Set;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.ComputedSearch;
import se.vardformedling.fhir.Problem;
import se.vardformedling.security.Caller;

/**
 * {@code Contract?effective-state=}: what an agreement is today, by its status, dates and volumes.
 */
@Component
class EffectiveState implements ComputedSearch {
  private final AgreementRegister register;
  private final AgreementRelations relations;
  private final Clock clock;

  EffectiveState(AgreementRegister register, AgreementRelations relations, Clock clock) {
    this.register = register;
    this.relations = relations;
    this.clock = clock;
  }

  @Override
  public String type() {
    return "Contract";
  }

  @Override
  public String parameter() {
    return "effective-state";
  }

  @Override
  public String documentation() {
    return "What the agreement is today: upcoming, in-force, exhausted, expired, ended or draft.";
  }

  @Override
  public Collection<String> ids(Set<String> values) {
    if (!AgreementQuery.STATES.containsAll(values)) {
      throw Problem.BAD_PARAMETER.at(parameter(), documentation());
    }
    return register.inState(relations.visible(Caller.current()), values, LocalDate.now(clock));
  }
}
