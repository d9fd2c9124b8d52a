package se.vardformedling.notification;

import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.SearchLimits;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Relations;
import se.vardformedling.security.Role;

/** A Subscription is its owner's alone: the same role for the same region and unit. */
@Component
class SubscriptionRelations implements Relations {
  private final Outbox outbox;

  SubscriptionRelations(Outbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public Set<String> types() {
    return Set.of("Subscription");
  }

  @Override
  public boolean maySee(Caller caller, IBaseResource resource) {
    return caller.role() == Role.SYSTEM
        || outbox.of(caller).contains(String.valueOf(resource.getIdElement().getIdPart()));
  }

  @Override
  public boolean mayWrite(Caller caller, IBaseResource resource) {
    String id = String.valueOf(resource.getIdElement().getIdPart());
    return outbox.find(id).isEmpty() || outbox.of(caller).contains(id);
  }

  @Override
  public SearchLimits.Limit limit(Caller caller) {
    return new SearchLimits.Limit("_id", Set.copyOf(outbox.of(caller)));
  }
}
