package se.vardformedling.collaboration;

import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import se.vardformedling.collaboration.Checklist.Question;
import se.vardformedling.fhir.Definitions;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.Problem;
import se.vardformedling.security.Caller;

/** The checklists of a caller's region or unit: begun, answered, done, undone. */
@Component
public class Collaborations {
  private final FhirStore store;
  private final CollaborationRows rows;
  private final CollaborationRelations relations;
  private final Checklist checklist;
  private final Clock clock;

  Collaborations(
      @Lazy FhirStore store,
      CollaborationRows rows,
      CollaborationRelations relations,
      Definitions definitions,
      Clock clock) {
    this.store = store;
    this.rows = rows;
    this.relations = relations;
    this.checklist = ChecklistResource.ours(definitions);
    this.clock = clock;
  }

  /** What is asked. */
  public Checklist checklist() {
    return checklist;
  }

  /** Those that the caller's region or unit has to do with, by unit. */
  @Transactional(readOnly = true)
  public List<Collaboration> list(Caller caller) {
    return rows.list(caller, LocalDate.now(clock));
  }

  /** One of them; {@link Problem#NOT_FOUND} for any other. */
  @Transactional(readOnly = true)
  public Collaboration.Full view(Caller caller, String id) {
    Collaboration head =
        rows.find(caller, id, LocalDate.now(clock))
            .orElseThrow(() -> Problem.NOT_FOUND.because(""));
    Map<String, String> answers =
        ChecklistResource.answers(store.read(QuestionnaireResponse.class, id));
    return new Collaboration.Full(head, answers, ChecklistRules.missing(checklist, answers));
  }

  /**
   * Begins the region's checklist with a service, or goes on with the one there is.
   *
   * @return its id
   */
  @Transactional
  public String begin(Caller caller, String serviceId) {
    String region =
        relations
            .region(caller)
            .orElseThrow(() -> Problem.ACTOR_NOT_ALLOWED.because("QuestionnaireResponse"));
    if (!relations.exists(serviceId)) {
      throw Problem.NOT_FOUND.because("");
    }
    return rows.begun(region, serviceId)
        .orElseGet(
            () ->
                ChecklistResource.id(
                    store.create(ChecklistResource.begin(region, serviceId, clock.instant()))));
  }

  /**
   * Answers questions, and leaves the others as they are; what was done is a draft again.
   *
   * @param version the one that was shown
   * @param said by question; an empty text takes an answer away
   */
  @Transactional
  public void answer(Caller caller, String id, long version, Map<String, String> said) {
    QuestionnaireResponse response = change(caller, id, version);
    Map<String, String> answers = new LinkedHashMap<>(ChecklistResource.answers(response));
    said.forEach((question, value) -> answers.put(question, checked(question, value.strip())));
    ChecklistResource.answer(response, checklist, answers, clock.instant());
    store.update(response);
  }

  private String checked(String id, String value) {
    Question question =
        checklist.question(id).orElseThrow(() -> Problem.VALUE_INVALID.at(id, "no such question"));
    if (!ChecklistRules.answers(question, value)) {
      throw Problem.VALUE_INVALID.at(id, question.kind());
    }
    return value;
  }

  /** Says that all is agreed; {@link Problem#INPUT_MISSING} while something is not answered. */
  @Transactional
  public void complete(Caller caller, String id, long version) {
    QuestionnaireResponse response = change(caller, id, version);
    List<Question> missing = ChecklistRules.missing(checklist, ChecklistResource.answers(response));
    if (!missing.isEmpty()) {
      throw Problem.INPUT_MISSING.at(missing.get(0).id(), "");
    }
    ChecklistResource.complete(response, clock.instant());
    store.update(response);
  }

  /** Puts back what was before the last change; once more puts the change back. */
  @Transactional
  public void undo(Caller caller, String id, long version) {
    QuestionnaireResponse response = change(caller, id, version);
    if (version < 2) {
      throw Problem.ILLEGAL_TRANSITION.at("QuestionnaireResponse", "nothing was changed");
    }
    String before = "QuestionnaireResponse/" + id + "/_history/" + (version - 1);
    ChecklistResource.restore(response, (QuestionnaireResponse) store.version(before));
    store.update(response);
  }

  private QuestionnaireResponse change(Caller caller, String id, long version) {
    QuestionnaireResponse response =
        store
            .find(QuestionnaireResponse.class, id)
            .filter(found -> relations.maySee(caller, found))
            .orElseThrow(() -> Problem.NOT_FOUND.because(""));
    if (ChecklistResource.version(response) != version) {
      throw Problem.STALE_VERSION.at("QuestionnaireResponse", "");
    }
    return response;
  }
}
