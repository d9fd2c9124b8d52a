package se.vardformedling.brokering;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import se.vardformedling.carerelation.CareUnits;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.Problem;
import se.vardformedling.security.Caller;
import se.vardformedling.timer.Timers;

/**
 * What the national node has refused or has not heard, for those whose units have to do with it.
 */
@Component
public class UntoldReports {
  /** An answer that has not come by then is worth telling of. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private final NationalMessages messages;
  private final FhirStore store;
  private final Timers timers;
  private final Clock clock;

  UntoldReports(NationalMessages messages, FhirStore store, Timers timers, Clock clock) {
    this.messages = messages;
    this.store = store;
    this.timers = timers;
    this.clock = clock;
  }

  /** The oldest first. */
  public List<Untold> of(Caller caller) {
    return messages.untold(clock.instant().minus(PATIENCE)).stream()
        .filter(one -> concerns(caller, one))
        .toList();
  }

  /** Tells a refused report once more, as a request of its own. */
  @Transactional
  public void again(Caller caller, UUID id) {
    NationalMessages.Row row = refused(caller, id);
    if (!row.kind().equals("report")) {
      // A need is made anew from the remiss as it is now: that is to register it again.
      throw Problem.ILLEGAL_TRANSITION.at("message", row.kind());
    }
    UUID anew = messages.add(row.report());
    timers.now(TellNational.NAME, TellNational.timer(anew, 0));
  }

  /** Notes that somebody has looked at it and nothing is left to do. */
  @Transactional
  public void settle(Caller caller, UUID id) {
    refused(caller, id);
  }

  /** Only one of two who answer it at once does. */
  private NationalMessages.Row refused(Caller caller, UUID id) {
    Untold one =
        of(caller).stream()
            .filter(found -> found.id().equals(id) && found.refused())
            .findFirst()
            .orElseThrow(() -> Problem.NOT_FOUND.at("message", ""));
    if (!messages.settle(one.id(), caller.subject())) {
      throw Problem.ILLEGAL_TRANSITION.at("message", "");
    }
    return messages.find(id).orElseThrow();
  }

  private boolean concerns(Caller caller, Untold one) {
    Class<? extends Resource> type = one.kind().equals("need") ? ServiceRequest.class : Task.class;
    Optional<? extends Resource> about = store.find(type, one.subject());
    return about.filter(found -> CareUnits.concern(caller, found)).isPresent();
  }
}
