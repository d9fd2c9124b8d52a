package se.vardformedling.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import ca.uhn.fhir.validation.ValidationOptions;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Nothing is stored that does not follow R4 and our profile for its kind, by whatever way it comes.
 */
@Component
@Interceptor
@Order(100)
class ProfileValidation implements StorageInterceptor {
  /** Ours, checked when the program is built. */
  private static final Set<String> DEFINITIONS =
      Set.of(
          "StructureDefinition",
          "SearchParameter",
          "OperationDefinition",
          "CodeSystem",
          "ValueSet",
          "ConceptMap");

  private final FhirValidator validator;

  ProfileValidation(FhirValidator profileValidator) {
    this.validator = profileValidator;
  }

  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED, order = 100)
  public void created(IBaseResource resource) {
    validate(resource);
  }

  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED, order = 100)
  public void updated(IBaseResource before, IBaseResource after) {
    validate(after);
  }

  private void validate(IBaseResource resource) {
    List<Refusal.Issue> issues = issues(resource);
    if (!issues.isEmpty()) {
      throw new Refusal(issues);
    }
  }

  /** What is wrong with the resource; nothing is stored. */
  List<Refusal.Issue> issues(IBaseResource resource) {
    if (DEFINITIONS.contains(resource.fhirType())) {
      return List.of();
    }
    ValidationOptions options = new ValidationOptions();
    Profiles.of(resource).ifPresent(options::addProfile);
    return validator
        .validateWithResult(withoutVersion((Resource) resource), options)
        .getMessages()
        .stream()
        .filter(message -> message.getSeverity().ordinal() >= ResultSeverityEnum.ERROR.ordinal())
        .map(ProfileValidation::issue)
        .distinct()
        .toList();
  }

  /**
   * HAPI empties the version of what it is about to store, and an empty meta is a fault to the
   * validator.
   */
  private static Resource withoutVersion(Resource resource) {
    Resource copy = resource.copy();
    copy.getMeta().setVersionIdElement(null).setLastUpdatedElement(null);
    if (copy.getMeta().isEmpty()) {
      copy.setMeta(null);
    }
    return copy;
  }

  private static Refusal.Issue issue(SingleValidationMessage message) {
    return new Refusal.Issue(
        problem(message.getMessageId()), message.getLocationString(), message.getMessage());
  }

  /** The validator's own message ids tell the kinds apart; they are stable across languages. */
  private static Problem problem(String messageId) {
    if (messageId == null) {
      return Problem.PROFILE_VIOLATED;
    }
    if (messageId.contains("Profile_Minimum")) {
      return Problem.REQUIRED_ELEMENT;
    }
    if (messageId.startsWith("Terminology_")) {
      return Problem.CODE_INVALID;
    }
    return messageId.startsWith("Type_Specific") ? Problem.VALUE_INVALID : Problem.PROFILE_VIOLATED;
  }
}
