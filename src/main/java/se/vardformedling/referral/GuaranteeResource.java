package se.vardformedling.referral;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.Problem;
import se.vardformedling.referral.GuaranteeClock.Pause;
import se.vardformedling.referral.GuaranteeEvent.Evidence;

/** The getters and setters of the clock: on the need, on the case and in answers. */
final class GuaranteeResource {
  private static final String CLOCK = Canonical.profile("guarantee-clock");
  private static final Set<String> EVIDENCE =
      Set.of(
          "offered-date",
          "informed-date",
          "refused-date",
          "assessed-date",
          "paused-from",
          "resumed-on");

  private GuaranteeResource() {}

  static Optional<String> kind(ServiceRequest need) {
    return Optional.ofNullable(need.getExtensionByUrl(CLOCK))
        .map(clock -> clock.getExtensionByUrl("kind"))
        .map(Extension::getValue)
        .map(Type::primitiveValue);
  }

  /**
   * Writes the whole clock on the need; what a sender wrote there beyond kind and start is gone.
   */
  static void show(ServiceRequest need, GuaranteeClock clock) {
    Extension shown = replace(need, clock);
    shown.addExtension("law", new CodeType(clock.law()));
    shown.addExtension("limit", new IntegerType(clock.limitDays()));
    shown.addExtension("counted", new IntegerType(clock.countedDays()));
    shown.addExtension("calendar", new IntegerType(clock.calendarDays()));
    clock.reasons().forEach(reason -> shown.addExtension("reason", new CodeType(reason)));
    for (Pause pause : clock.pauses()) {
      Extension part = new Extension("pause");
      part.addExtension("type", new CodeType(pause.type()));
      part.addExtension("from", date(pause.from()));
      pause.to().ifPresent(to -> part.addExtension("to", date(to)));
      shown.addExtension(part);
    }
    shown.addExtension("reckoned", date(clock.reckonedOn()));
  }

  /** The case carries what lists are searched and sorted by. */
  static void show(Task task, GuaranteeClock clock) {
    replace(task, clock);
  }

  private static Extension replace(DomainResource resource, GuaranteeClock clock) {
    resource.getExtension().removeIf(extension -> CLOCK.equals(extension.getUrl()));
    Extension shown = resource.addExtension().setUrl(CLOCK);
    shown.addExtension("kind", new CodeType(clock.kind()));
    shown.addExtension("start", date(clock.start()));
    shown.addExtension("due", date(clock.due()));
    shown.addExtension("state", new CodeType(clock.state().code()));
    return shown;
  }

  /** Whether the case shows the clock's state and limit as they are. */
  static boolean shows(Task task, GuaranteeClock clock) {
    return shows(task, clock, part -> true);
  }

  /** The same after a day has passed: while nothing is counted the last day moves with it. */
  static boolean showsStill(Task task, GuaranteeClock clock) {
    return shows(task, clock, part -> !clock.waits() || !part.getUrl().equals("due"));
  }

  private static boolean shows(Task task, GuaranteeClock clock, Predicate<Extension> which) {
    Extension shown = task.getExtensionByUrl(CLOCK);
    return shown != null
        && replace(new Task(), clock).getExtension().stream()
            .filter(which)
            .allMatch(part -> part.equalsDeep(shown.getExtensionByUrl(part.getUrl())));
  }

  /** Whether the need shows the same state and limit as the case. */
  static boolean agree(Task task, ServiceRequest need) {
    Extension one = task.getExtensionByUrl(CLOCK);
    Extension other = need.getExtensionByUrl(CLOCK);
    return one == null
        || (other != null
            && one.getExtension().stream()
                .allMatch(
                    part -> other.getExtension().stream().anyMatch(that -> that.equalsDeep(part))));
  }

  /** What was said as evidence with a step. */
  static Evidence evidence(Task task) {
    return new Evidence(
        said(task, "offered-date").orElse(null),
        said(task, "informed-date").orElse(null),
        said(task, "refused-date").orElse(null),
        said(task, "assessed-date").orElse(null));
  }

  static Optional<LocalDate> said(Task task, String output) {
    return task.getOutput().stream()
        .filter(one -> output.equals(one.getType().getCodingFirstRep().getCode()))
        .map(Task.TaskOutputComponent::getValue)
        .findFirst()
        .map(value -> day(output, value));
  }

  /** The evidence is kept with the event; the next pause brings its own. */
  static void forgetEvidence(Task task) {
    task.getOutput()
        .removeIf(one -> EVIDENCE.contains(one.getType().getCodingFirstRep().getCode()));
  }

  static LocalDate day(String place, Type value) {
    try {
      return LocalDate.parse(String.valueOf(value.primitiveValue()));
    } catch (DateTimeParseException e) {
      throw Problem.VALUE_INVALID.at(place, "a date");
    }
  }

  static Parameters answer(GuaranteeClock clock, List<GuaranteeEvent> events) {
    Parameters answer = new Parameters();
    answer.addParameter("kind", new CodeType(clock.kind()));
    answer.addParameter("state", new CodeType(clock.state().code()));
    clock.reasons().forEach(reason -> answer.addParameter("reason", new CodeType(reason)));
    answer.addParameter("start", date(clock.start()));
    answer.addParameter("due", date(clock.due()));
    answer.addParameter("law", new CodeType(clock.law()));
    answer.addParameter("limitDays", new IntegerType(clock.limitDays()));
    answer.addParameter("countedDays", new IntegerType(clock.countedDays()));
    answer.addParameter("calendarDays", new IntegerType(clock.calendarDays()));
    answer.addParameter("daysLeft", new IntegerType(clock.daysLeft()));
    answer.addParameter("ended", new BooleanType(clock.ended()));
    clock.booked().ifPresent(day -> answer.addParameter("booked", date(day)));
    answer.addParameter("reckoned", date(clock.reckonedOn()));
    for (Pause pause : clock.pauses()) {
      ParametersParameterComponent part = answer.addParameter().setName("pause");
      part.addPart().setName("type").setValue(new CodeType(pause.type()));
      part.addPart().setName("from").setValue(date(pause.from()));
      pause.to().ifPresent(to -> part.addPart().setName("to").setValue(date(to)));
    }
    events.forEach(event -> event(answer.addParameter().setName("event"), event));
    return answer;
  }

  private static void event(ParametersParameterComponent part, GuaranteeEvent event) {
    part.addPart().setName("kind").setValue(new CodeType(event.kind().code()));
    day(part, "day", event.day());
    event.law().ifPresent(law -> part.addPart().setName("law").setValue(new CodeType(law)));
    event
        .limitDays()
        .ifPresent(days -> part.addPart().setName("limitDays").setValue(new IntegerType(days)));
    day(part, "care", event.evidence().care());
    day(part, "informed", event.evidence().informed());
    day(part, "refused", event.evidence().refused());
    day(part, "assessed", event.evidence().assessed());
  }

  static Parameters limits(List<GuaranteeLimits.Limit> limits) {
    Parameters answer = new Parameters();
    for (GuaranteeLimits.Limit limit : limits) {
      ParametersParameterComponent part = answer.addParameter().setName("limit");
      part.addPart().setName("vardtjanst").setValue(new CodeType(limit.vardtjanst()));
      part.addPart().setName("kind").setValue(new CodeType(limit.kind()));
      day(part, "validFrom", limit.validFrom());
      part.addPart().setName("days").setValue(new IntegerType(limit.days()));
    }
    return answer;
  }

  private static void day(ParametersParameterComponent part, String name, @Nullable LocalDate day) {
    if (day != null) {
      part.addPart().setName(name).setValue(date(day));
    }
  }

  private static DateType date(LocalDate day) {
    return new DateType(day.toString());
  }
}
