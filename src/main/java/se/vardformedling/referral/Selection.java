package se.vardformedling.referral;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Contract;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import se.vardformedling.agreement.Agreements;
import se.vardformedling.agreement.CallOff;
import se.vardformedling.agreement.Term;
import se.vardformedling.catalogue.Catalogue;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.fhir.Transitions.Step;
import se.vardformedling.referral.CaseTaskResource.Kind;

/** Which provider the patient has chosen, and on what terms it may be given the order. */
@Component
class Selection {
  /** Betalningsförbindelse: what the home region promises to pay, said with the order. */
  static final List<String> PAYMENT =
      List.of(
          "payment-number",
          "payment-region",
          "payment-valid-to",
          "payment-care",
          "payment-approver");

  /** Said once of a service that has left the catalogue since it was asked. */
  static final String DESPITE = "despite-ended";

  private final CaseTasks tasks;
  private final Agreements agreements;
  private final Catalogue catalogue;
  private final FhirStore store;
  private final Clock clock;

  Selection(
      CaseTasks tasks,
      Agreements agreements,
      Catalogue catalogue,
      @Lazy FhirStore store,
      Clock clock) {
    this.tasks = tasks;
    this.agreements = agreements;
    this.catalogue = catalogue;
    this.store = store;
    this.clock = clock;
  }

  /** A yes that has not been taken back and whose time is not out. */
  boolean stands(Task inquiry) {
    return CaseTaskResource.state(inquiry).equals("offer-made")
        && !CaseTaskResource.ended(inquiry, clock.instant());
  }

  /** The inquiries of an offer that the providers still stand by. */
  List<Task> standing(Task offer) {
    return CaseTaskResource.offered(offer).stream()
        .flatMap(id -> tasks.find(id).stream())
        .filter(this::stands)
        .toList();
  }

  /** The one that is named, or that the patient has chosen, or the only one there is. */
  Task chosen(CaseFile file, Step said) {
    return find(file, said)
        .orElseThrow(
            () ->
                Problem.INPUT_MISSING.at(
                    "input",
                    "inquiry: the one that the patient has chosen and the provider stands by"));
  }

  Optional<Task> find(CaseFile file, Step said) {
    Optional<Task> offer = accepted(file);
    List<Task> standing = offer.map(this::standing).orElse(List.of());
    Optional<String> wanted = said.input("inquiry").map(SaidResource::text);
    Optional<String> answered = offer.flatMap(one -> SaidResource.output(one, "inquiry"));
    if (wanted.isPresent() && answered.isPresent() && !wanted.equals(answered)) {
      // The patient has chosen, and nobody chooses again.
      return Optional.empty();
    }
    Optional<String> named = answered.or(() -> wanted);
    return standing.stream()
        .filter(
            task -> named.map(task.getIdElement().getIdPart()::equals).orElse(standing.size() == 1))
        .findFirst();
  }

  /** The offer that the patient has said yes to. */
  private Optional<Task> accepted(CaseFile file) {
    return tasks.children(file.caseId(), Kind.OFFER).stream()
        .filter(one -> CaseTaskResource.state(one).equals("accepted"))
        .reduce((first, last) -> last);
  }

  /** Whether the catalogue no longer offers what a provider has said yes with. */
  boolean ended(Task inquiry) {
    return catalogue.unitOf(service(inquiry)).isEmpty();
  }

  /** Whether it was said already when the patient's yes was noted. */
  boolean despite(CaseFile file) {
    return accepted(file).flatMap(offer -> SaidResource.output(offer, DESPITE)).isPresent();
  }

  /** When the provider can take the patient at the earliest, but not before today. */
  LocalDate expected(Task inquiry) {
    LocalDate today = LocalDate.now(clock);
    return SaidResource.output(inquiry, "earliest-date")
        .map(LocalDate::parse)
        .filter(date -> date.isAfter(today))
        .orElse(today);
  }

  /** The agreement that the order would be made under; empty if there is none with volume left. */
  Optional<Term> terms(CaseFile file, Task inquiry) {
    return agreements.applicable(service(inquiry), callOff(file, inquiry));
  }

  /** Why there is none, as the ledger would say. */
  Refusal refusal(CaseFile file, Task inquiry) {
    return agreements.refusal(service(inquiry), callOff(file, inquiry));
  }

  static String service(Task inquiry) {
    return CaseTaskResource.id(inquiry.getFocus());
  }

  /**
   * What the order takes of an agreement. Of a service that does not stand for what the need says,
   * and was asked all the same, any agreement will do.
   */
  CallOff callOff(CaseFile file, Task inquiry) {
    Optional<ServiceRequest> need = store.find(ServiceRequest.class, file.needId());
    String vardtjanst =
        need.flatMap(NeedResource::vardtjanst)
            .filter(code -> catalogue.standsFor(service(inquiry), code))
            .orElse("");
    return new CallOff(
        file.region(),
        vardtjanst,
        expected(inquiry),
        1,
        need.map(Selection::conditions).orElse(List.of()));
  }

  private static List<CallOff.Condition> conditions(ServiceRequest need) {
    return Stream.concat(
            NeedResource.criteria(need).stream()
                .map(one -> new CallOff.Condition(one.type(), one.value())),
            NeedResource.characteristic(need, "age-band").stream()
                .map(band -> new CallOff.Condition("age", band.getCode())))
        .toList();
  }

  /** Whether the agreement wants a betalningsförbindelse with each order. */
  boolean wantsPayment(String contractId) {
    return store
        .find(Contract.class, contractId)
        .map(
            contract ->
                contract.getExtensionByUrl(Canonical.profile("payment-commitment-required")))
        .map(extension -> Boolean.parseBoolean(extension.getValue().primitiveValue()))
        .orElse(false);
  }
}
