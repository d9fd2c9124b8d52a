package se.vardformedling.brokering;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import se.vardformedling.carerelation.CareUnitResource;
import se.vardformedling.carerelation.CareUnits;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.Problem;
import se.vardformedling.security.Caller;
import se.vardformedling.terminology.Terms;
import se.vardformedling.timer.Timers;

/** Makes a remiss into a need at the national node. */
@Component
public class Registration {
  private final FhirStore store;
  private final NationalMessages messages;
  private final NationalRows rows;
  private final Timers timers;
  private final Terms terms;
  private final Clock clock;

  Registration(@Lazy FhirStore store, NationalParts parts, Timers timers, Terms terms) {
    this.store = store;
    this.messages = parts.messages();
    this.rows = parts.rows();
    this.clock = parts.clock();
    this.timers = timers;
    this.terms = terms;
  }

  /**
   * How far it has come.
   *
   * @param state {@code queued}, {@code done} or {@code refused}
   * @param answer the case ID, or why it is refused
   */
  public record Status(String state, String answer) {}

  /**
   * Registers it, unless that is done or under way already. A need that was refused is told anew
   * when the remiss says something else now, or somebody has looked at the refusal.
   */
  @Transactional
  public Status register(Caller caller, String id) {
    ServiceRequest remiss = store.read(ServiceRequest.class, id);
    if (!CareUnits.concern(caller, remiss)) {
      throw Problem.NOT_FOUND.because("");
    }
    Optional<Status> known = status(id).filter(status -> !status.state().equals("refused"));
    if (known.isPresent()) {
      return known.get();
    }
    if (!NationalNeedResource.isActive(remiss)) {
      throw Problem.VALUE_INVALID.at("ServiceRequest.status", "active");
    }
    Patient patient =
        CareUnitResource.patient(remiss)
            .flatMap(subject -> store.find(Patient.class, subject))
            .orElseThrow(() -> Problem.REQUIRED_ELEMENT.at("ServiceRequest.subject", "Patient"));
    NationalNeed need =
        NationalNeedResource.read(remiss, patient, LocalDate.now(clock), terms::isCode);
    Optional<NationalMessages.Row> refused = messages.refused(id);
    if (refused.filter(row -> row.need().equals(need)).isPresent()) {
      return new Status("refused", refused.get().answer());
    }
    messages.settleAll(id, caller.subject());
    UUID message = messages.add(need, id);
    timers.now(TellNational.NAME, TellNational.timer(message, 0));
    return new Status("queued", "");
  }

  /** How far it has come; empty when nobody has asked for it, or it is not the caller's to see. */
  @Transactional(readOnly = true)
  public Optional<Status> status(Caller caller, String id) {
    return store
        .find(ServiceRequest.class, id)
        .filter(remiss -> CareUnits.concern(caller, remiss))
        .flatMap(remiss -> status(id));
  }

  private Optional<Status> status(String id) {
    return rows.caseOf(id)
        .map(caseId -> new Status("done", caseId.value()))
        .or(() -> messages.latest(id).map(row -> new Status(row.state(), row.answer())));
  }
}
