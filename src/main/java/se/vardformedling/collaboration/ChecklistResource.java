package se.vardformedling.collaboration;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemAnswerOptionComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import se.vardformedling.collaboration.Checklist.Group;
import se.vardformedling.collaboration.Checklist.Option;
import se.vardformedling.collaboration.Checklist.Question;
import se.vardformedling.collaboration.Checklist.Text;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.Definitions;

/** The getters and setters of the questionnaire and of its answers. */
final class ChecklistResource {
  static final String QUESTIONNAIRE = Canonical.BASE + "/Questionnaire/new-collaboration";
  private static final String TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation";

  private ChecklistResource() {}

  /** The questionnaire that ships. */
  static Checklist ours(Definitions definitions) {
    return definitions.of(Questionnaire.class).stream()
        .filter(questionnaire -> QUESTIONNAIRE.equals(questionnaire.getUrl()))
        .map(ChecklistResource::read)
        .findFirst()
        .orElseThrow();
  }

  private static Checklist read(Questionnaire questionnaire) {
    return new Checklist(
        questionnaire.getItem().stream()
            .map(
                group ->
                    new Group(
                        group.getLinkId(),
                        text(group.getTextElement()),
                        group.getItem().stream().map(ChecklistResource::question).toList()))
            .toList());
  }

  private static Question question(QuestionnaireItemComponent item) {
    return new Question(
        item.getLinkId(),
        item.getType().toCode(),
        item.getRequired(),
        text(item.getTextElement()),
        item.getAnswerOption().stream().map(ChecklistResource::option).toList());
  }

  private static Option option(QuestionnaireItemAnswerOptionComponent option) {
    Coding coding = option.getValueCoding();
    return new Option(coding.getSystem(), coding.getCode(), text(coding.getDisplayElement()));
  }

  private static Text text(StringType text) {
    return new Text(text.getValue(), english(text).orElse(text.getValue()));
  }

  private static Optional<String> english(Element text) {
    return text.getExtension().stream()
        .filter(extension -> TRANSLATION.equals(extension.getUrl()))
        .map(extension -> extension.getExtensionByUrl("content"))
        .map(Extension::getValue)
        .map(Type::primitiveValue)
        .findFirst();
  }

  /** A new one, without answers. */
  static QuestionnaireResponse begin(String region, String service, Instant now) {
    QuestionnaireResponse response = new QuestionnaireResponse();
    response.setQuestionnaire(QUESTIONNAIRE);
    response.setStatus(QuestionnaireResponseStatus.INPROGRESS);
    response.setSubject(new Reference("HealthcareService/" + service));
    response.setAuthor(new Reference("Organization/" + region));
    response.setAuthored(Date.from(now));
    return response;
  }

  /** By question; what is not answered is not there. */
  static Map<String, String> answers(QuestionnaireResponse response) {
    Map<String, String> answers = new LinkedHashMap<>();
    response.getItem().stream()
        .flatMap(group -> group.getItem().stream())
        .filter(item -> item.hasAnswer() && item.getAnswerFirstRep().hasValue())
        .forEach(item -> answers.put(item.getLinkId(), said(item.getAnswerFirstRep().getValue())));
    return answers;
  }

  /** The first item that is no group or question of ours, or is answered in another kind. */
  static Optional<String> stranger(QuestionnaireResponse response, Checklist checklist) {
    for (QuestionnaireResponseItemComponent group : response.getItem()) {
      Optional<Group> known = checklist.group(String.valueOf(group.getLinkId()));
      if (known.isEmpty() || group.hasAnswer()) {
        return Optional.of(String.valueOf(group.getLinkId()));
      }
      for (QuestionnaireResponseItemComponent item : group.getItem()) {
        boolean answered =
            known.get().questions().stream()
                .filter(question -> question.id().equals(item.getLinkId()))
                .anyMatch(question -> isAnswer(question, item));
        if (!answered) {
          return Optional.of(String.valueOf(item.getLinkId()));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isAnswer(Question question, QuestionnaireResponseItemComponent item) {
    String kind =
        switch (question.kind()) {
          case "date", "boolean" -> question.kind();
          case "choice" -> "Coding";
          default -> "string";
        };
    return !item.hasItem()
        && item.getAnswer().size() <= 1
        && item.getAnswer().stream()
            .allMatch(
                answer ->
                    answer.hasValue()
                        && !answer.hasItem()
                        && kind.equals(answer.getValue().fhirType()));
  }

  /** Whether both are between the same region and the same service. */
  static boolean samePair(QuestionnaireResponse one, QuestionnaireResponse other) {
    return author(one).equals(author(other)) && service(one).equals(service(other));
  }

  private static String said(Type value) {
    return value instanceof Coding coding
        ? String.valueOf(coding.getCode())
        : String.valueOf(value.primitiveValue());
  }

  /** Puts the answers in the place of those there are: a draft again, which nobody has signed. */
  static void answer(
      QuestionnaireResponse response,
      Checklist checklist,
      Map<String, String> answers,
      Instant now) {
    response.setItem(
        checklist.groups().stream()
            .map(group -> group(group, answers))
            .filter(QuestionnaireResponseItemComponent::hasItem)
            .toList());
    response.setStatus(QuestionnaireResponseStatus.INPROGRESS);
    response.setAuthored(Date.from(now));
    SignatureResource.put(response, List.of());
  }

  private static QuestionnaireResponseItemComponent group(
      Group group, Map<String, String> answers) {
    QuestionnaireResponseItemComponent item = new QuestionnaireResponseItemComponent();
    item.setLinkId(group.id()).setText(group.text().swedish());
    for (Question question : group.questions()) {
      String answer = answers.getOrDefault(question.id(), "");
      if (!answer.isEmpty()) {
        item.addItem()
            .setLinkId(question.id())
            .setText(question.text().swedish())
            .addAnswer()
            .setValue(value(question, answer));
      }
    }
    return item;
  }

  private static Type value(Question question, String answer) {
    return switch (question.kind()) {
      case "date" -> new DateType(answer);
      case "boolean" -> new BooleanType(answer);
      case "choice" ->
          question.options().stream()
              .filter(option -> option.code().equals(answer))
              .map(option -> new Coding(option.system(), answer, option.text().swedish()))
              .findFirst()
              .orElseThrow();
      default -> new StringType(answer);
    };
  }

  /** The two agree to the answers as they are. */
  static void complete(QuestionnaireResponse response) {
    response.setStatus(QuestionnaireResponseStatus.COMPLETED);
  }

  /** The answers of an earlier version, as a draft that nobody has signed. */
  static void restore(QuestionnaireResponse response, QuestionnaireResponse before) {
    response.setItem(before.copy().getItem());
    response.setStatus(QuestionnaireResponseStatus.INPROGRESS);
    response.setAuthored(before.getAuthored());
    SignatureResource.put(response, List.of());
  }

  static ChecklistRules.Signed signed(QuestionnaireResponse response) {
    return new ChecklistRules.Signed(SignatureResource.of(response), completed(response));
  }

  static boolean completed(QuestionnaireResponse response) {
    return response.getStatus() == QuestionnaireResponseStatus.COMPLETED
        || response.getStatus() == QuestionnaireResponseStatus.AMENDED;
  }

  /** The region's organisation. */
  static String author(QuestionnaireResponse response) {
    return id(response.getAuthor());
  }

  static String service(QuestionnaireResponse response) {
    return id(response.getSubject());
  }

  static String id(QuestionnaireResponse response) {
    return response.getIdElement().getIdPart();
  }

  static long version(QuestionnaireResponse response) {
    return response.getIdElement().getVersionIdPartAsLong();
  }

  /** In whole seconds, as the resource is kept. */
  static Instant authored(QuestionnaireResponse response) {
    return response.getAuthored() == null
        ? Instant.EPOCH
        : response.getAuthored().toInstant().truncatedTo(ChronoUnit.SECONDS);
  }

  static Optional<LocalDate> revised(QuestionnaireResponse response) {
    return ChecklistRules.revised(answers(response));
  }

  private static String id(Reference reference) {
    String id = reference.getReferenceElement().getIdPart();
    return id == null ? "" : id;
  }
}
