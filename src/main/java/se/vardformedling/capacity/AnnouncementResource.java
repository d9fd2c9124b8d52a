package se.vardformedling.capacity;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.PositiveIntType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.hl7.fhir.r4.model.Type;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.Moments;
import se.vardformedling.fhir.Problem;

/** The getters and setters of announcements and of the responses to them. */
final class AnnouncementResource {
  static final Set<String> KINDS = Set.of("offer-capacity", "request-capacity");
  static final String RESPONSE = "capacity-response";
  private static final String PARTY = Canonical.profile("party");
  private static final String REMAINING = Canonical.profile("remaining-places");
  private static final String TEST_DATA = "HTEST";

  private AnnouncementResource() {}

  static String kind(Task task) {
    return String.valueOf(task.getCode().getCodingFirstRep().getCode());
  }

  static boolean announces(Task task) {
    return KINDS.contains(kind(task));
  }

  static boolean answers(Task task) {
    return RESPONSE.equals(kind(task));
  }

  static Task make(Announcement.Draft draft) {
    Task task = new Task();
    task.setStatus(TaskStatus.REQUESTED).setIntent(TaskIntent.PROPOSAL);
    task.setCode(new CodeableConcept(coding("task-kind", draft.kind())));
    if (!draft.requesterId().isEmpty()) {
      task.setRequester(new Reference("Organization/" + draft.requesterId()));
    }
    draft.serviceId().ifPresent(id -> task.setFocus(new Reference("HealthcareService/" + id)));
    task.getRestriction()
        .setRepetitions(draft.quantity())
        .setPeriod(new Period().setStart(Date.from(draft.from())).setEnd(Date.from(draft.to())));
    draft.text().ifPresent(task::setDescription);
    input(task, "vardtjanst", new CodeableConcept(coding("vardtjanst", draft.vardtjanst())));
    draft
        .priceOre()
        .ifPresent(
            ore ->
                input(
                    task,
                    "price",
                    new Money().setValue(BigDecimal.valueOf(ore, 2)).setCurrency("SEK")));
    return task;
  }

  static Task response(String announcementId, int places, String requesterId, String text) {
    Task task = new Task();
    task.setStatus(TaskStatus.REQUESTED).setIntent(TaskIntent.PROPOSAL);
    task.setCode(new CodeableConcept(coding("task-kind", RESPONSE)));
    task.addPartOf(new Reference("Task/" + announcementId));
    task.getRestriction().setRepetitions(places);
    if (!requesterId.isEmpty()) {
      task.setRequester(new Reference("Organization/" + requesterId));
    }
    if (!text.isBlank()) {
      task.setDescription(text);
    }
    return task;
  }

  static void audience(Task task, List<String> organizations) {
    organizations.forEach(
        id -> task.getRestriction().addRecipient(new Reference("Organization/" + id)));
  }

  static String state(Task task) {
    return String.valueOf(task.getBusinessStatus().getCodingFirstRep().getCode());
  }

  static void state(Task task, Machines machine, String state) {
    task.setStatus(TaskStatus.fromCode(machine.status(state)));
    task.setBusinessStatus(new CodeableConcept(coding(machine.system(), state)));
  }

  static Date written(Task task) {
    return task.getMeta().getLastUpdated();
  }

  static boolean draft(Task task) {
    return task.getStatus() == TaskStatus.DRAFT;
  }

  static Optional<String> requester(Task task) {
    return id(task.getRequester());
  }

  static void requester(Task task, String organization) {
    task.setRequester(new Reference("Organization/" + organization));
  }

  static void proposal(Task task) {
    task.setIntent(TaskIntent.PROPOSAL);
  }

  static Optional<String> service(Task task) {
    return id(task.getFocus());
  }

  static Optional<String> parent(Task task) {
    return id(task.getPartOfFirstRep());
  }

  static List<String> recipients(Task task) {
    return task.getRestriction().getRecipient().stream()
        .flatMap(reference -> id(reference).stream())
        .toList();
  }

  static Optional<String> text(Task task) {
    return Optional.ofNullable(task.getDescription());
  }

  static int places(Task task) {
    return task.getRestriction().getRepetitions();
  }

  static void places(Task task, int places) {
    task.getRestriction().setRepetitionsElement(new PositiveIntType(places));
  }

  static Optional<Instant> from(Task task) {
    return Moments.first(task.getRestriction().getPeriod().getStartElement());
  }

  static void from(Task task, Instant from) {
    task.getRestriction().getPeriod().setStart(Date.from(from));
  }

  static Optional<Instant> to(Task task) {
    return Moments.last(task.getRestriction().getPeriod().getEndElement());
  }

  static void to(Task task, Instant to) {
    task.getRestriction().getPeriod().setEnd(Date.from(to));
  }

  static Optional<String> vardtjanst(Task task) {
    return inputs(task, "vardtjanst")
        .filter(CodeableConcept.class::isInstance)
        .map(value -> ((CodeableConcept) value).getCodingFirstRep().getCode());
  }

  static Optional<Long> priceOre(Task task) {
    return inputs(task, "price")
        .filter(Money.class::isInstance)
        .map(value -> ((Money) value).getValue())
        .map(kronor -> kronor.movePointRight(2).longValue());
  }

  static int remaining(Task task) {
    return task.getExtensionByUrl(REMAINING) == null
        ? places(task)
        : ((IntegerType) task.getExtensionByUrl(REMAINING).getValue()).getValue();
  }

  static void remaining(Task task, int remaining) {
    task.getExtension().removeIf(extension -> REMAINING.equals(extension.getUrl()));
    task.addExtension(REMAINING, new IntegerType(remaining));
  }

  static Set<String> parties(Task task) {
    return task.getExtensionsByUrl(PARTY).stream()
        .map(extension -> extension.getValue().primitiveValue())
        .collect(java.util.stream.Collectors.toSet());
  }

  static void parties(Task task, List<String> parties) {
    task.getExtension().removeIf(extension -> PARTY.equals(extension.getUrl()));
    parties.forEach(party -> task.addExtension(PARTY, new StringType(party)));
  }

  /** What is said of test data is test data. */
  static void mark(Task task, DomainResource of) {
    of.getMeta().getSecurity().stream()
        .filter(label -> TEST_DATA.equals(label.getCode()))
        .findFirst()
        .filter(label -> !task.getMeta().getSecurity().contains(label))
        .ifPresent(label -> task.getMeta().addSecurity(label.copy()));
  }

  /** A whole number of places that was said with a step. */
  static Optional<Integer> number(Optional<Type> said, String place) {
    return said.map(
        value -> {
          String text = String.valueOf(value.primitiveValue());
          if (!text.matches("\\d{1,4}")) {
            throw Problem.VALUE_INVALID.at(place, "a whole number");
          }
          return Integer.valueOf(text);
        });
  }

  static Optional<Instant> moment(Optional<Type> said, String place) {
    return said.map(
        value -> {
          if (value instanceof DateTimeType moment && moment.hasTime()) {
            return moment.getValue().toInstant();
          }
          throw Problem.VALUE_INVALID.at(place, "a dateTime with its time zone");
        });
  }

  static Announcement read(Task task, List<String> audience) {
    return new Announcement(
        task.getIdElement().getIdPart(),
        kind(task),
        state(task),
        announcer(task),
        requester(task).orElse(""),
        service(task),
        vardtjanst(task).orElse(""),
        places(task),
        remaining(task),
        from(task).orElseThrow(),
        to(task).orElseThrow(),
        audience,
        priceOre(task),
        text(task));
  }

  /** The party that is no audience. */
  static String announcer(Task task) {
    return parties(task).stream()
        .filter(party -> !party.startsWith("audience:"))
        .sorted()
        .findFirst()
        .orElse("");
  }

  static List<String> audience(Task task) {
    return parties(task).stream()
        .filter(party -> party.startsWith("audience:") && !party.equals("audience:all"))
        .map(party -> party.substring("audience:".length()))
        .sorted()
        .toList();
  }

  private static void input(Task task, String type, Type value) {
    task.addInput().setValue(value).getType().addCoding(coding("announcement-input", type));
  }

  private static Optional<Type> inputs(Task task, String type) {
    return task.getInput().stream()
        .filter(input -> type.equals(input.getType().getCodingFirstRep().getCode()))
        .map(Task.ParameterComponent::getValue)
        .findFirst();
  }

  private static Coding coding(String system, String code) {
    return new Coding(Canonical.codeSystem(system), code, null);
  }

  private static Optional<String> id(Reference reference) {
    return Optional.ofNullable(reference.getReference())
        .map(text -> text.substring(text.lastIndexOf('/') + 1))
        .filter(id -> !id.isBlank());
  }
}
