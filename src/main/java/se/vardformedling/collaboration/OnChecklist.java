package se.vardformedling.collaboration;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.springframework.stereotype.Component;
import se.vardformedling.collaboration.Checklist.Question;
import se.vardformedling.collaboration.ChecklistRules.Signed;
import se.vardformedling.fhir.Definitions;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.StorageInterceptor;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;

/**
 * What is stored answers our questions, each in its kind; one for each region and service, done
 * when all that must be is answered and both have signed.
 */
@Component
@Interceptor
class OnChecklist implements StorageInterceptor {
  private static final String ITEM = "QuestionnaireResponse.item";
  private final Checklist checklist;
  private final CollaborationRows rows;
  private final CollaborationRelations relations;

  OnChecklist(Definitions definitions, CollaborationRows rows, CollaborationRelations relations) {
    this.checklist = ChecklistResource.ours(definitions);
    this.rows = rows;
    this.relations = relations;
  }

  // After access (-200): who may not write it is not told what is wrong with it.
  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED, order = -100)
  public void created(IBaseResource resource) {
    if (resource instanceof QuestionnaireResponse response) {
      check(response);
      signed(new Signed(List.of(), false), response, true);
      if (rows.begun(ChecklistResource.author(response), ChecklistResource.service(response))
          .isPresent()) {
        throw Problem.CHECKLIST_EXISTS.at("QuestionnaireResponse.subject", "");
      }
    }
  }

  /**
   * Two that come in one bundle are both looked at before either is there; each has a row by now,
   * or will have it when the next is looked at.
   */
  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
  public void alone(IBaseResource resource) {
    if (resource instanceof QuestionnaireResponse response
        && rows.another(
            ChecklistResource.id(response),
            ChecklistResource.author(response),
            ChecklistResource.service(response))) {
      throw Problem.CHECKLIST_EXISTS.at("QuestionnaireResponse.subject", "");
    }
  }

  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED, order = -100)
  public void updated(IBaseResource before, IBaseResource after) {
    if (before instanceof QuestionnaireResponse was && after instanceof QuestionnaireResponse now) {
      if (!ChecklistResource.samePair(was, now)) {
        throw Problem.VALUE_INVALID.at("QuestionnaireResponse.author", "as it was begun");
      }
      check(now);
      boolean same = ChecklistResource.answers(was).equals(ChecklistResource.answers(now));
      signed(ChecklistResource.signed(was), now, same);
    }
  }

  private void check(QuestionnaireResponse response) {
    ChecklistResource.stranger(response, checklist)
        .ifPresent(
            id -> {
              throw Problem.VALUE_INVALID.at(ITEM, id);
            });
    Map<String, String> answers = ChecklistResource.answers(response);
    for (Question question : checklist.questions()) {
      if (!ChecklistRules.answers(question, answers.getOrDefault(question.id(), ""))) {
        throw Problem.VALUE_INVALID.at(ITEM, question.id());
      }
    }
    List<Question> missing = ChecklistRules.missing(checklist, answers);
    Signed signed = ChecklistResource.signed(response);
    if ((signed.done() || !signed.by().isEmpty()) && !missing.isEmpty()) {
      throw Problem.INPUT_MISSING.at(ITEM, missing.get(0).id());
    }
  }

  private void signed(Signed was, QuestionnaireResponse now, boolean same) {
    Caller caller = Caller.current();
    if (caller.role() != Role.SYSTEM) {
      ChecklistRules.wrong(was, ChecklistResource.signed(now), same, relations.signature(caller))
          .ifPresent(
              why -> {
                throw Problem.ILLEGAL_TRANSITION.at("QuestionnaireResponse.extension", why);
              });
    }
  }
}
