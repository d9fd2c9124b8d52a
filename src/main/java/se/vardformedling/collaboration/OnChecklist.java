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
import se.vardformedling.fhir.Definitions;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.StorageInterceptor;

/** What is stored answers our questions, each in its kind, and all that must be when it is done. */
@Component
@Interceptor
class OnChecklist implements StorageInterceptor {
  private static final String ITEM = "QuestionnaireResponse.item";
  private final Checklist checklist;

  OnChecklist(Definitions definitions) {
    this.checklist = ChecklistResource.ours(definitions);
  }

  // After access (-200): who may not write it is not told what is wrong with it.
  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED, order = -100)
  public void created(IBaseResource resource) {
    check(resource);
  }

  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED, order = -100)
  public void updated(IBaseResource before, IBaseResource after) {
    if (before instanceof QuestionnaireResponse was
        && after instanceof QuestionnaireResponse now
        && !ChecklistResource.samePair(was, now)) {
      throw Problem.VALUE_INVALID.at("QuestionnaireResponse.author", "as it was begun");
    }
    check(after);
  }

  private void check(IBaseResource resource) {
    if (resource instanceof QuestionnaireResponse response) {
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
      if (ChecklistResource.completed(response) && !missing.isEmpty()) {
        throw Problem.INPUT_MISSING.at(ITEM, missing.get(0).id());
      }
    }
  }
}
