package se.vardformedling.referral;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import se.vardformedling.fhir.Canonical;

/** The getters and setters of a need. */
final class NeedResource {
  private static final String CLOCK = Canonical.profile("guarantee-clock");

  private NeedResource() {}

  static Optional<String> homeRegion(ServiceRequest need) {
    return characteristic(need, "home-region").map(Coding::getCode);
  }

  static String requester(ServiceRequest need) {
    return CaseTaskResource.id(need.getRequester());
  }

  static Stream<Coding> codings(ServiceRequest need) {
    return need.getCode().getCoding().stream().filter(c -> c.hasSystem() && c.hasCode());
  }

  static Optional<String> vardtjanst(ServiceRequest need) {
    return codings(need)
        .filter(c -> c.getSystem().equals(Canonical.codeSystem("vardtjanst")))
        .map(Coding::getCode)
        .findFirst();
  }

  /** What the sender wrote stays, marked as the sender's own words. */
  static void addVardtjanst(ServiceRequest need, String code) {
    codings(need).forEach(coding -> coding.setUserSelected(true));
    need.getCode().addCoding(new Coding(Canonical.codeSystem("vardtjanst"), code, null));
  }

  static Optional<LocalDate> clockStart(ServiceRequest need) {
    return clockPart(need, "start").map(LocalDate::parse);
  }

  static Optional<LocalDate> due(ServiceRequest need) {
    return clockPart(need, "due").map(LocalDate::parse);
  }

  static Optional<String> clockKind(ServiceRequest need) {
    return clockPart(need, "kind");
  }

  private static Optional<String> clockPart(ServiceRequest need, String part) {
    return Optional.ofNullable(need.getExtensionByUrl(CLOCK))
        .map(clock -> clock.getExtensionByUrl(part))
        .map(Extension::getValue)
        .map(value -> value.primitiveValue());
  }

  static Optional<String> priority(ServiceRequest need) {
    return Optional.ofNullable(need.getPriority()).map(priority -> priority.toCode());
  }

  static String status(ServiceRequest need) {
    return need.getStatus().toCode();
  }

  /** What is said of the one who needs care, and by which characteristic. */
  static Stream<Coding> characteristics(ServiceRequest need) {
    return groups(need)
        .flatMap(
            c ->
                Stream.concat(
                    c.getCode().getCoding().stream(),
                    c.getValue() instanceof CodeableConcept value
                        ? value.getCoding().stream()
                        : Stream.of()));
  }

  private static Stream<Group.GroupCharacteristicComponent> groups(ServiceRequest need) {
    return need.getContained().stream()
        .filter(Group.class::isInstance)
        .flatMap(group -> ((Group) group).getCharacteristic().stream());
  }

  /** A characteristic of the one who needs care, such as age-band. */
  static Optional<Coding> characteristic(ServiceRequest need, String code) {
    return groups(need)
        .filter(c -> code.equals(c.getCode().getCodingFirstRep().getCode()))
        .filter(c -> c.getValue() instanceof CodeableConcept)
        .map(c -> ((CodeableConcept) c.getValue()).getCodingFirstRep())
        .findFirst();
  }

  static List<Coding> reasons(ServiceRequest need) {
    return need.getReasonCode().stream().flatMap(reason -> reason.getCoding().stream()).toList();
  }

  /** What the provider must accept, as criterion and value. */
  static List<SaidResource.Said> criteria(ServiceRequest need) {
    return need.getExtensionsByUrl(Canonical.profile("need-criteria")).stream()
        .map(criterion -> new SaidResource.Said(part(criterion, "code"), part(criterion, "value")))
        .toList();
  }

  private static String part(Extension whole, String name) {
    return Optional.ofNullable(whole.getExtensionByUrl(name))
        .map(Extension::getValue)
        .map(value -> value.primitiveValue())
        .orElse("");
  }

  static void requisition(ServiceRequest need, String caseId) {
    need.setRequisition(new Identifier().setSystem(Canonical.CASE_ID).setValue(caseId));
  }

  static String caseId(ServiceRequest need) {
    return need.getRequisition().getValue();
  }

  static Reference reference(ServiceRequest need) {
    return new Reference("ServiceRequest/" + need.getIdElement().getIdPart());
  }

  /** What the need's own status is when the case has come to a state; empty when it stays. */
  static Optional<ServiceRequestStatus> statusFor(String caseState) {
    return switch (caseState) {
      case "need-registered" -> Optional.of(ServiceRequestStatus.ACTIVE);
      case "need-declined", "closed-withdrawn" -> Optional.of(ServiceRequestStatus.REVOKED);
      case "settled", "closed-home-unit" -> Optional.of(ServiceRequestStatus.COMPLETED);
      case "entered-in-error" -> Optional.of(ServiceRequestStatus.ENTEREDINERROR);
      default -> Optional.empty();
    };
  }

  static boolean isActive(ServiceRequest need) {
    return need.getStatus() == ServiceRequestStatus.ACTIVE;
  }

  /** What only the server changes. */
  static List<String> governed(ServiceRequest need) {
    return List.of(
        String.valueOf(caseId(need)),
        CaseTaskResource.parties(need).stream().sorted().toList().toString(),
        String.valueOf(need.getRequester().getReference()),
        String.valueOf(homeRegion(need)));
  }

  /** What is settled once the need has left the draft. */
  static List<String> settled(ServiceRequest need) {
    return List.of(
        String.valueOf(vardtjanst(need)),
        String.valueOf(clockStart(need)),
        String.valueOf(clockKind(need)));
  }

  /**
   * Whether two versions say the same.
   *
   * @param whole also in what may change while the case is worked with
   */
  static boolean alike(ServiceRequest one, ServiceRequest other, boolean whole) {
    return bare(one, whole).equalsDeep(bare(other, whole));
  }

  private static ServiceRequest bare(ServiceRequest need, boolean whole) {
    ServiceRequest bare = need.copy();
    bare.setId((String) null);
    bare.setMeta(null);
    // What it shows of the clock is the server's, and of the day it was read.
    bare.getExtension().removeIf(extension -> CLOCK.equals(extension.getUrl()));
    if (!whole) {
      bare.setPriority(null).setOccurrence(null).setSupportingInfo(null).setIdentifier(null);
    }
    return bare;
  }
}
