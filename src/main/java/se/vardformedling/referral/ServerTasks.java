package se.vardformedling.referral;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import se.vardformedling.agreement.Volumes;
import se.vardformedling.catalogue.Catalogue;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Transitions.Step;
import se.vardformedling.referral.CaseTaskResource.Kind;

/** The Tasks that nobody sends in: orders, questions, and wishes to take an order back. */
@Component
class ServerTasks {
  private final CaseTasks tasks;
  private final CaseFiles files;
  private final Catalogue catalogue;
  private final Selection selection;
  private final Volumes volumes;
  private final GuaranteeClocks clocks;
  private final NeedFollows needs;
  private final FhirStore store;

  ServerTasks(
      CaseTasks tasks,
      CaseFiles files,
      Catalogue catalogue,
      Selection selection,
      Volumes volumes,
      GuaranteeClocks clocks,
      NeedFollows needs,
      @Lazy FhirStore store) {
    this.tasks = tasks;
    this.files = files;
    this.catalogue = catalogue;
    this.selection = selection;
    this.volumes = volumes;
    this.clocks = clocks;
    this.needs = needs;
    this.store = store;
  }

  /**
   * C16: the order goes to the provider that the patient chose, and takes one place under the
   * agreement.
   *
   * @return the inquiry it comes from
   */
  Task order(CaseFile file, Task caseTask, Step said) {
    Task inquiry = selection.chosen(file, said);
    Task order = make(Kind.ORDER, file, "order-sent");
    order
        .addBasedOn(new Reference("ServiceRequest/" + file.needId()))
        .addBasedOn(reference(inquiry))
        .setFocus(new Reference("ServiceRequest/" + file.needId()))
        .setOwner(inquiry.getOwner().copy())
        .setRequester(caseTask.getOwner().copy());
    said.inputs().stream()
        .filter(input -> input.type().startsWith("payment-"))
        .forEach(input -> SaidResource.input(order, input.type(), input.value()));
    // The unit that refers sends its documents on it.
    CaseTaskResource.parties(
        order,
        Stream.concat(
                CaseTaskResource.parties(inquiry).stream(),
                Stream.of("unit:" + file.requesterUnit()))
            .distinct()
            .sorted()
            .toList());
    Task stored = tasks.create(order, Kind.ORDER, "O01", By.SERVER);
    String contract =
        volumes.reserve(
            file.caseId(),
            stored.getIdElement().getIdPart(),
            Selection.service(inquiry),
            selection.callOff(file, inquiry));
    // The agreement that was judged may have been filled a moment ago; the next may ask for more.
    if (selection.wantsPayment(contract)) {
      Selection.PAYMENT.stream()
          .filter(input -> said.input(input).isEmpty())
          .findFirst()
          .ifPresent(
              input -> {
                throw Problem.INPUT_MISSING.at("input", input);
              });
    }
    return inquiry;
  }

  /** C05 asks the clinic, I06 the broker; the answer is awaited by what the question is about. */
  Task question(CaseFile file, Task about, Step said) {
    Task question = make(Kind.INFORMATION, file, "requested");
    question.addBasedOn(new Reference("ServiceRequest/" + file.needId()));
    question.setFocus(reference(about)).setRequester(about.getOwner().copy());
    boolean ofCase = about.getIdElement().getIdPart().equals(file.taskId());
    question.setOwner(ofCase ? about.getRequester().copy() : regionOf(file));
    said.inputs().forEach(input -> SaidResource.input(question, input.type(), input.value()));
    List<String> parties =
        ofCase
            ? List.of("region:" + file.region(), "unit:" + file.requesterUnit())
            : CaseTaskResource.parties(about).stream().sorted().toList();
    CaseTaskResource.parties(question, parties);
    return question;
  }

  /** C29: the provider that has begun is asked to let go. */
  Task abort(CaseFile file, Task order, Task caseTask) {
    Task abort = make(Kind.ABORT, file, "requested");
    abort.addBasedOn(reference(order)).setFocus(reference(order));
    abort.setOwner(order.getOwner().copy()).setRequester(order.getRequester().copy());
    CaseTaskResource.reasonCoding(caseTask)
        .ifPresent(reason -> CaseTaskResource.reason(abort, reason));
    CaseTaskResource.parties(abort, CaseTaskResource.parties(order).stream().sorted().toList());
    return abort;
  }

  /** C36: a Task that has ended stays so; the case goes on in a new one. */
  void reopen(CaseFile file, Task ended) {
    Task again = make(Kind.CASE, file, "need-registered");
    again.setPartOf(List.of(reference(ended)));
    again
        .setBasedOn(ended.getBasedOn())
        .setFocus(ended.getFocus().copy())
        .setRequester(ended.getRequester().copy())
        .setOwner(ended.getOwner().copy());
    CaseTaskResource.parties(again, CaseTaskResource.parties(ended).stream().sorted().toList());
    clocks.reopened(file.caseId()).ifPresent(clock -> GuaranteeResource.show(again, clock));
    Task stored = tasks.create(again, Kind.CASE, "C01", By.SERVER);
    files.goesOnIn(file.caseId(), stored.getIdElement().getIdPart());
    clocks.goesOnIn(file.caseId(), stored.getIdElement().getIdPart());
  }

  /** I02: the provider comes to know of the inquiry and of the need. */
  void show(CaseFile file, Task inquiry) {
    CaseTaskResource.owner(inquiry)
        .flatMap(catalogue::hsaIdOf)
        .ifPresent(hsaId -> CaseTaskResource.addParty(inquiry, "unit:" + hsaId));
    needs.show(file, store.update(inquiry));
  }

  private static Task make(Kind kind, CaseFile file, String state) {
    Task task = CaseTaskResource.make(kind, file.caseId(), state);
    return task.addPartOf(new Reference("Task/" + file.taskId()));
  }

  private Reference regionOf(CaseFile file) {
    Optional<String> region = catalogue.regionOrganization(file.region());
    return region.map(id -> new Reference("Organization/" + id)).orElse(new Reference());
  }

  private static Reference reference(Task task) {
    return new Reference("Task/" + task.getIdElement().getIdPart());
  }
}
