package se.vardformedling.outreach;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.Task;
import se.vardformedling.fhir.Canonical;

/** The getters of a referral that waits, of its patient and of the case it has become. */
final class WaitingResource {
  private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

  private WaitingResource() {}

  /** What starts the guarantee's clock: what the referrer says, or the referral itself. */
  record Clock(String kind, LocalDate start) {}

  static boolean isActive(ServiceRequest need) {
    return need.getStatus() == ServiceRequestStatus.ACTIVE;
  }

  static Optional<Clock> clock(ServiceRequest need) {
    Extension clock = need.getExtensionByUrl(Canonical.profile("guarantee-clock"));
    // No profile holds a referral here: what cannot be read is as if it were not said.
    Optional<Clock> said =
        Optional.ofNullable(clock)
            .flatMap(
                whole ->
                    part(whole, "kind")
                        .flatMap(
                            kind ->
                                part(whole, "start")
                                    .flatMap(WaitingResource::day)
                                    .map(day -> new Clock(kind, day))));
    if (said.isPresent()) {
      return said;
    }
    return Optional.ofNullable(need.getAuthoredOn())
        .map(at -> new Clock("first-visit", at.toInstant().atZone(SWEDEN).toLocalDate()));
  }

  private static Optional<LocalDate> day(String said) {
    try {
      return Optional.of(LocalDate.parse(said.substring(0, Math.min(10, said.length()))));
    } catch (DateTimeException noDay) {
      return Optional.empty();
    }
  }

  private static Optional<String> part(Extension whole, String name) {
    return Optional.ofNullable(whole.getExtensionByUrl(name))
        .map(Extension::getValue)
        .map(value -> value.primitiveValue());
  }

  /** What care, in the words of the referral. */
  static String care(ServiceRequest need) {
    if (need.getCode().hasText()) {
      return need.getCode().getText();
    }
    return need.getCode().getCoding().stream()
        .map(coding -> coding.hasDisplay() ? coding.getDisplay() : coding.getCode())
        .filter(name -> name != null)
        .findFirst()
        .orElse("–");
  }

  /** The code by which our own vårdtjänst is named; empty when the referral names none. */
  static Optional<String> vardtjanst(ServiceRequest need) {
    return need.getCode().getCoding().stream()
        .filter(coding -> Canonical.codeSystem("vardtjanst").equals(coding.getSystem()))
        .map(Coding::getCode)
        .filter(code -> code != null)
        .findFirst();
  }

  static List<Coding> codes(ServiceRequest need) {
    return need.getCode().getCoding().stream()
        .filter(coding -> coding.hasSystem() && coding.hasCode())
        .toList();
  }

  static Optional<String> caseId(ServiceRequest need) {
    return Canonical.CASE_ID.equals(need.getRequisition().getSystem())
        ? Optional.ofNullable(need.getRequisition().getValue())
        : Optional.empty();
  }

  static Optional<String> patient(ServiceRequest need) {
    return id(need.getSubject(), "Patient");
  }

  /** The referral that the copy of a national Task is about. */
  static Optional<String> need(Task task) {
    return task.getBasedOn().stream()
        .flatMap(reference -> id(reference, "ServiceRequest").stream())
        .findFirst();
  }

  static Optional<String> state(Task task) {
    return Optional.ofNullable(task.getBusinessStatus().getCodingFirstRep().getCode());
  }

  static Optional<String> status(Task task) {
    return Optional.ofNullable(task.getStatus()).map(status -> status.toCode());
  }

  static String id(Resource resource) {
    return resource.getIdElement().getIdPart();
  }

  static Set<String> marks(Resource resource) {
    return resource.getMeta().getSecurity().stream()
        .map(Coding::getCode)
        .filter(code -> code != null)
        .collect(Collectors.toSet());
  }

  static CallList.Person person(Patient patient, boolean hidden) {
    return new CallList.Person(
        patient.hasName() ? patient.getNameFirstRep().getNameAsSingleString() : "",
        patient.getIdentifier().stream().findFirst().map(number -> number.getValue()).orElse(""),
        hidden ? Optional.empty() : telephones(patient).findFirst(),
        hidden);
  }

  private static Stream<String> telephones(Patient patient) {
    return patient.getTelecom().stream()
        .filter(point -> point.getSystem() == ContactPoint.ContactPointSystem.PHONE)
        .map(ContactPoint::getValue)
        .filter(value -> value != null);
  }

  private static Optional<String> id(Reference reference, String type) {
    return Optional.of(reference.getReferenceElement())
        .filter(element -> type.equals(element.getResourceType()))
        .map(element -> element.getIdPart());
  }
}
