package se.vardformedling.collaboration;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.springframework.stereotype.Component;
import se.vardformedling.catalogue.Catalogue;
import se.vardformedling.fhir.SearchLimits;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Relations;
import se.vardformedling.security.Role;

/**
 * Whose a checklist is: the region that wants to send patients, and the unit that would give care.
 */
@Component
class CollaborationRelations implements Relations {
  private final CollaborationRows rows;
  private final Catalogue catalogue;
  private final Clock clock;

  CollaborationRelations(CollaborationRows rows, Catalogue catalogue, Clock clock) {
    this.rows = rows;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  @Override
  public Set<String> types() {
    return Set.of("QuestionnaireResponse");
  }

  @Override
  public boolean maySee(Caller caller, IBaseResource resource) {
    QuestionnaireResponse response = (QuestionnaireResponse) resource;
    return switch (caller.role()) {
      case SYSTEM -> true;
      case VARDFORMEDLARE, AVTALSCONTROLLER ->
          caller.region().isPresent()
              && caller.region().equals(catalogue.countyOf(ChecklistResource.author(response)));
      case MOTTAGARE -> unit(response).filter(caller.units()::contains).isPresent();
      default -> false;
    };
  }

  @Override
  public boolean mayWrite(Caller caller, IBaseResource resource) {
    return maySee(caller, resource);
  }

  @Override
  public SearchLimits.Limit limit(Caller caller) {
    return new SearchLimits.Limit(
        "_id",
        rows.list(caller, LocalDate.now(clock)).stream()
            .map(Collaboration::id)
            .collect(Collectors.toSet()));
  }

  /** HSA-id of the unit that gives the service. */
  private Optional<String> unit(QuestionnaireResponse response) {
    return catalogue.ownerOf(ChecklistResource.service(response)).flatMap(catalogue::hsaIdOf);
  }

  /** The organisation that a region's people speak for. */
  Optional<String> region(Caller caller) {
    return caller.role() == Role.VARDFORMEDLARE || caller.role() == Role.AVTALSCONTROLLER
        ? caller.region().flatMap(catalogue::regionOrganization)
        : Optional.empty();
  }

  /** What a caller signs with; empty for who is no party of any checklist. */
  Optional<Signature> signature(Caller caller) {
    return Optional.of(party(caller))
        .filter(party -> !party.isEmpty())
        .map(party -> new Signature(party, caller.subject(), caller.commission(), now()));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /** Which of the two a caller speaks for; empty for neither. */
  static String party(Caller caller) {
    return switch (caller.role()) {
      case VARDFORMEDLARE, AVTALSCONTROLLER -> Signature.SENDER;
      case MOTTAGARE -> Signature.RECEIVER;
      default -> "";
    };
  }

  boolean exists(String service) {
    return catalogue.unitOf(service).isPresent();
  }
}
