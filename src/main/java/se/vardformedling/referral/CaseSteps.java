package se.vardformedling.referral;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.fhir.Transitions;
import se.vardformedling.security.Caller;

/** Steps with a case for callers that speak Java: the same checks and effects as by FHIR. */
@Component
public class CaseSteps {
  private final FhirStore store;
  private final Referrals referrals;
  private final NewTasks newTasks;
  private final CaseHandlers handlers;

  CaseSteps(@Lazy FhirStore store, Referrals referrals, NewTasks newTasks, CaseHandlers handlers) {
    this.handlers = handlers;
    this.store = store;
    this.referrals = referrals;
    this.newTasks = newTasks;
  }

  /**
   * What is said with a step.
   *
   * @param reason a code of the step's reasons
   * @param inputs by type: text for codes and ids, {@link LocalDate}, {@link Integer}, {@link
   *     Boolean} or {@link java.math.BigDecimal} (kronor)
   */
  public record Words(
      Optional<String> reason, Optional<String> comment, Map<String, Object> inputs) {
    public static final Words NONE = new Words(Optional.empty(), Optional.empty(), Map.of());
  }

  /**
   * In what form something is said: date, past, coming, id, kva, amount, days, told, region, token
   * or code; empty for what is no input.
   */
  public static String form(String input) {
    return InputRules.forms().getOrDefault(input, "").split(" ", -1)[0];
  }

  /**
   * Takes one step with a Task. Refused as by {@code Task/$transition}. Who claims a need has the
   * case.
   *
   * @param version the one that the caller has seen
   * @return the Task's new version
   */
  @Transactional
  public String take(Caller caller, String taskId, String version, String transition, Words words) {
    Task task = store.read(Task.class, taskId);
    Transitions.Step step =
        new Transitions.Step(
            transition,
            words.reason().map(code -> new Coding().setCode(code)),
            words.comment().filter(text -> !text.isBlank()),
            words.inputs().entrySet().stream()
                .map(
                    entry ->
                        new Transitions.Input(
                            entry.getKey(), SaidResource.value(entry.getKey(), entry.getValue())))
                .toList());
    Task taken = referrals.take(caller, task, version, step);
    if (transition.equals("claim")) {
      handlers.claimed(caller, CaseTaskResource.caseId(taken));
    }
    return CaseTaskResource.version(taken);
  }

  /**
   * Asks a provider whether it can take the patient.
   *
   * @param caseTaskId the case's Task
   * @param serviceId the offered service
   * @return the id of the inquiry
   */
  @Transactional
  public String ask(Caller caller, String caseTaskId, String serviceId) {
    return add(caller, CaseTaskResource.inquiry(caseTaskId, serviceId));
  }

  /** Asks several, all or none; of those that cannot be asked, says which they are. */
  @Transactional
  public void ask(Caller caller, String caseTaskId, Collection<String> serviceIds) {
    List<Refusal.Issue> unasked = new ArrayList<>();
    for (String service : new LinkedHashSet<>(serviceIds)) {
      try {
        ask(caller, caseTaskId, service);
      } catch (Refusal refusal) {
        Refusal.Issue why = refusal.issues().get(0);
        if (!why.expression().equals("Task.focus")) {
          throw refusal;
        }
        unasked.add(
            new Refusal.Issue(why.problem(), why.expression(), "HealthcareService/" + service));
      }
    }
    if (!unasked.isEmpty()) {
      throw new Refusal(unasked);
    }
  }

  /**
   * Offers the patient what providers have said yes to. Until all is said that the patient must be
   * told, it is a draft, and its step {@code send} asks for the rest.
   *
   * @param inquiryIds accepted inquiries of the case
   * @param information what the patient has been told, as the inputs of {@code
   *     CodeSystem/task-output}
   * @return the id of the offer
   */
  @Transactional
  public String offer(
      Caller caller, String caseTaskId, List<String> inquiryIds, Map<String, Object> information) {
    boolean told = information.keySet().containsAll(Machines.OFFER.row("P02").inputs());
    return add(caller, CaseTaskResource.offer(caseTaskId, inquiryIds, information, !told));
  }

  private String add(Caller caller, Task task) {
    newTasks.prepare(caller, task);
    Task stored = store.create(task);
    newTasks.follow(caller, stored);
    return stored.getIdElement().getIdPart();
  }
}
