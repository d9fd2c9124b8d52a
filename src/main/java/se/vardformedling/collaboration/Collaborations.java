package se.vardformedling.collaboration;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import se.vardformedling.collaboration.Checklist.Question;
import se.vardformedling.fhir.Definitions;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.Problem;
import se.vardformedling.security.Caller;

/** The checklists of a caller's region or unit: begun, answered, undone, signed. */
@Component
public class Collaborations {
  /** How many versions back a change is looked for. */
  private static final int FARTHEST = 50;

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
    QuestionnaireResponse response = store.read(QuestionnaireResponse.class, id);
    Map<String, String> answers = ChecklistResource.answers(response);
    return new Collaboration.Full(
        head,
        answers,
        ChecklistRules.missing(checklist, answers),
        SignatureResource.of(response),
        CollaborationRelations.party(caller));
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
   * Answers questions, and leaves the others as they are. A changed answer makes a draft of it
   * again, which nobody has signed.
   *
   * @param version the one that was shown
   * @param said by question; an empty text takes an answer away
   */
  @Transactional
  public void answer(Caller caller, String id, long version, Map<String, String> said) {
    QuestionnaireResponse response = change(caller, id, version);
    Map<String, String> before = ChecklistResource.answers(response);
    Map<String, String> answers = new LinkedHashMap<>(before);
    said.forEach((question, value) -> answers.put(question, checked(question, value.strip())));
    answers.values().removeIf(String::isEmpty);
    if (answers.equals(before)) {
      return;
    }
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

  /**
   * Signs for the caller's party; {@link Problem#INPUT_MISSING} while something is not answered.
   *
   * @return whether both have signed, so that it is done
   */
  @Transactional
  public boolean sign(Caller caller, String id, long version) {
    QuestionnaireResponse response = change(caller, id, version);
    List<Question> missing = ChecklistRules.missing(checklist, ChecklistResource.answers(response));
    if (!missing.isEmpty()) {
      throw Problem.INPUT_MISSING.at(missing.get(0).id(), "");
    }
    Signature mine =
        relations
            .signature(caller)
            .orElseThrow(() -> Problem.ACTOR_NOT_ALLOWED.because("QuestionnaireResponse"));
    ChecklistRules.Signed signed = ChecklistResource.signed(response);
    if (signed.done() || signed.has(mine.party())) {
      throw Problem.ILLEGAL_TRANSITION.at("QuestionnaireResponse", "signed already");
    }
    List<Signature> all = new ArrayList<>(signed.by());
    all.add(mine);
    SignatureResource.put(response, all);
    boolean both = ChecklistResource.signed(response).both();
    if (both) {
      ChecklistResource.complete(response);
    }
    store.update(response);
    return both;
  }

  /** Takes the signature of the caller's party back, before the other has signed. */
  @Transactional
  public void unsign(Caller caller, String id, long version) {
    QuestionnaireResponse response = change(caller, id, version);
    ChecklistRules.Signed signed = ChecklistResource.signed(response);
    String party = CollaborationRelations.party(caller);
    if (signed.done() || !signed.has(party)) {
      throw Problem.ILLEGAL_TRANSITION.at("QuestionnaireResponse", "nothing to take back");
    }
    SignatureResource.put(
        response, signed.by().stream().filter(one -> !one.party().equals(party)).toList());
    store.update(response);
  }

  /**
   * Puts back the answers there were before the last change of them; once more puts the change
   * back. What somebody has signed is not undone.
   */
  @Transactional
  public void undo(Caller caller, String id, long version) {
    QuestionnaireResponse response = change(caller, id, version);
    ChecklistRules.Signed signed = ChecklistResource.signed(response);
    if (signed.done() || !signed.by().isEmpty()) {
      throw Problem.ILLEGAL_TRANSITION.at("QuestionnaireResponse", "it is signed");
    }
    ChecklistResource.restore(response, before(response));
    store.update(response);
  }

  /** The newest version with other answers; versions between differ in who had signed. */
  private QuestionnaireResponse before(QuestionnaireResponse response) {
    Map<String, String> answers = ChecklistResource.answers(response);
    String history = "QuestionnaireResponse/" + ChecklistResource.id(response) + "/_history/";
    long version = ChecklistResource.version(response);
    for (long v = version - 1; v >= Math.max(1, version - FARTHEST); v--) {
      Optional<QuestionnaireResponse> found =
          Optional.of((QuestionnaireResponse) store.version(history + v))
              .filter(old -> !ChecklistResource.answers(old).equals(answers));
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw Problem.ILLEGAL_TRANSITION.at("QuestionnaireResponse", "nothing was changed");
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
