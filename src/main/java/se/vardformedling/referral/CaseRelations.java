package se.vardformedling.referral;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;
import se.vardformedling.catalogue.Catalogue;
import se.vardformedling.fhir.SearchLimits;
import se.vardformedling.referral.CaseTaskResource.Kind;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Relations;
import se.vardformedling.security.Role;

/**
 * Who has to do with a case: its home region, the unit that referred, and the unit that was asked.
 */
@Component
class CaseRelations implements Relations {
  private static final Set<Role> REFERRING = Set.of(Role.REMITTENT, Role.JOURNALSYSTEM);
  private static final Set<Role> SPEAKING =
      Set.of(Role.REMITTENT, Role.MOTTAGARE, Role.JOURNALSYSTEM);
  private static final Set<Role> RECEIVING = Set.of(Role.MOTTAGARE, Role.JOURNALSYSTEM);

  /** For whom there are announcements of capacity, which carry the same parties. */
  private static final Set<Role> ANNOUNCING = Set.of(Role.MOTTAGARE, Role.VARDFORMEDLARE);

  private final Catalogue catalogue;

  CaseRelations(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public Set<String> types() {
    return Set.of("Task", "ServiceRequest");
  }

  @Override
  public boolean maySee(Caller caller, IBaseResource resource) {
    if (caller.role() == Role.SYSTEM) {
      return true;
    }
    if (resource instanceof Task task
        && TaskIntake.ofCapacity(task)
        && !ANNOUNCING.contains(caller.role())) {
      return false;
    }
    Set<String> parties = CaseTaskResource.parties((DomainResource) resource);
    return caller.parties().anyMatch(parties::contains);
  }

  /** A need is registered by the referring unit itself or by the broker of its home region. */
  @Override
  public boolean mayWrite(Caller caller, IBaseResource resource) {
    if (resource instanceof ServiceRequest need) {
      return caller.role() == Role.VARDFORMEDLARE
          ? caller.region().equals(NeedResource.homeRegion(need))
          : catalogue
              .hsaIdOf(NeedResource.requester(need))
              .filter(caller.units()::contains)
              .isPresent();
    }
    return true;
  }

  @Override
  public SearchLimits.Limit limit(Caller caller) {
    return new SearchLimits.Limit("party", caller.parties().collect(Collectors.toSet()));
  }

  /**
   * A resource is found by the parties that are written in it, by which it is judged too; only what
   * one's own unit announces is counted besides, and not shown.
   */
  @Override
  public boolean limitIsExact() {
    return true;
  }

  /** What the caller is in the case, for the Task. */
  Set<Actor> actors(Caller caller, CaseFile file, Task task) {
    if (CaseTaskResource.kind(task).equals(Optional.of(Kind.INFORMATION))) {
      Set<Actor> actors = EnumSet.noneOf(Actor.class);
      if (speaksFor(caller, CaseTaskResource.owner(task))) {
        actors.add(Actor.ASKED);
      }
      if (speaksFor(caller, CaseTaskResource.requester(task))) {
        actors.add(Actor.ASKER);
      }
      return actors;
    }
    return actors(
        caller,
        file.region(),
        file.requesterUnit(),
        CaseTaskResource.owner(task).flatMap(catalogue::hsaIdOf));
  }

  /** A broker speaks for its region, everybody else for a unit. */
  private boolean speaksFor(Caller caller, Optional<String> organization) {
    if (caller.role() == Role.VARDFORMEDLARE) {
      Optional<String> region = caller.region().flatMap(catalogue::regionOrganization);
      return region.isPresent() && region.equals(organization);
    }
    Optional<String> unit = organization.flatMap(catalogue::hsaIdOf);
    return unit.isPresent()
        && caller.units().contains(unit.get())
        && SPEAKING.contains(caller.role());
  }

  /**
   * What the caller is: broker of the home region, the unit that refers, the unit that is asked.
   */
  Set<Actor> actors(Caller caller, String region, String requester, Optional<String> owner) {
    Set<Actor> actors = EnumSet.noneOf(Actor.class);
    if (caller.role() == Role.VARDFORMEDLARE && caller.region().equals(Optional.of(region))) {
      actors.add(Actor.BR);
    }
    if (REFERRING.contains(caller.role()) && caller.units().contains(requester)) {
      actors.add(Actor.RC);
    }
    if (RECEIVING.contains(caller.role())
        && owner.isPresent()
        && caller.units().contains(owner.get())) {
      actors.add(Actor.RP);
    }
    return actors;
  }
}
