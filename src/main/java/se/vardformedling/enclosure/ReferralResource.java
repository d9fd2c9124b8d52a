package se.vardformedling.enclosure;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import se.vardformedling.fhir.Canonical;

/** The getters of a referral, its patient, its documents and its order. */
final class ReferralResource {
  private static final String LOINC = "http://loinc.org";
  private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");
  private static final Set<String> NUMBERS =
      Set.of(
          "http://electronichealth.se/identifier/personnummer",
          "http://electronichealth.se/identifier/samordningsnummer",
          "urn:oid:1.2.752.129.2.1.3.1",
          "urn:oid:1.2.752.129.2.1.3.3");

  private ReferralResource() {}

  static Set<String> marks(Resource resource) {
    return resource.getMeta().getSecurity().stream()
        .map(Coding::getCode)
        .filter(code -> code != null)
        .collect(Collectors.toSet());
  }

  static Optional<String> patient(ServiceRequest need) {
    return id(need.getSubject(), "Patient");
  }

  static Optional<String> patient(DocumentReference document) {
    return id(document.getSubject(), "Patient");
  }

  static Stream<Coding> codings(ServiceRequest need) {
    return need.getCode().getCoding().stream().filter(c -> c.hasSystem() && c.hasCode());
  }

  /** A code of CodeSystem document-kind. */
  static String kind(DocumentReference document) {
    for (Coding coding : document.getType().getCoding()) {
      if (Canonical.codeSystem("document-kind").equals(coding.getSystem())) {
        return coding.hasCode() ? coding.getCode() : EnclosureRules.OTHER;
      }
      if (LOINC.equals(coding.getSystem())) {
        return EnclosureRules.ofLoinc(coding.getCode());
      }
    }
    return EnclosureRules.OTHER;
  }

  static boolean current(DocumentReference document) {
    return document.getStatus() != null && "current".equals(document.getStatus().toCode());
  }

  /** The needs that it is for. */
  static Set<String> needs(DocumentReference document) {
    return related(document, "ServiceRequest");
  }

  /** The orders that it is for. */
  static Set<String> tasks(DocumentReference document) {
    return related(document, "Task");
  }

  private static Set<String> related(DocumentReference document, String type) {
    return document.getContext().getRelated().stream()
        .flatMap(reference -> id(reference, type).stream())
        .collect(Collectors.toSet());
  }

  /** The cases that it came in. */
  static Set<String> cases(DocumentReference document) {
    return document.getIdentifier().stream()
        .filter(identifier -> Canonical.CASE_ID.equals(identifier.getSystem()))
        .map(Identifier::getValue)
        .collect(Collectors.toSet());
  }

  static Attachment attachment(DocumentReference document) {
    return document.getContentFirstRep().getAttachment();
  }

  /** Bytes of its file, as far as its entry tells. */
  static long size(DocumentReference document) {
    Attachment attachment = attachment(document);
    return attachment.hasData() ? attachment.getData().length : attachment.getSize();
  }

  /** The Binary that an attachment is kept in. */
  static Optional<String> binary(Attachment attachment) {
    return Optional.ofNullable(attachment.getUrl())
        .filter(url -> url.startsWith("Binary/"))
        .map(url -> url.substring("Binary/".length()).replaceFirst("/.*$", ""));
  }

  /**
   * The referral on paper.
   *
   * @param hidden whether address and telephone are left out
   */
  static ReferralLetter letter(
      Paper paper, ServiceRequest need, Optional<Patient> patient, boolean hidden) {
    return new ReferralLetter(
        paper.caseId(),
        written(need, paper.today()),
        name(need.getRequester()).orElse(paper.from()),
        paper.to(),
        patient
            .map(found -> patient(found, hidden))
            .orElseGet(() -> patient(new Patient(), hidden)),
        paper.care(),
        priority(need),
        need.getReasonCode().stream().flatMap(ReferralResource::diagnoses).toList(),
        question(need),
        paper.enclosures());
  }

  /** What the paper says that the need does not. */
  record Paper(
      String caseId,
      LocalDate today,
      String from,
      String to,
      String care,
      List<String> enclosures) {}

  static ReferralLetter.Patient patient(Patient patient, boolean hidden) {
    return new ReferralLetter.Patient(
        patient.hasName() ? patient.getNameFirstRep().getNameAsSingleString() : "",
        patient.getIdentifier().stream()
            .filter(number -> NUMBERS.contains(number.getSystem()))
            .findFirst()
            .or(() -> patient.getIdentifier().stream().findFirst())
            .map(number -> number.getValue())
            .orElse(""),
        patient.hasBirthDate() ? patient.getBirthDateElement().getValueAsString() : "",
        hidden ? Optional.empty() : address(patient),
        hidden ? Optional.empty() : telephone(patient),
        hidden);
  }

  private static Optional<String> address(Patient patient) {
    return patient.getAddress().stream()
        .findFirst()
        .map(
            address ->
                address.hasText()
                    ? address.getText()
                    : Stream.concat(
                            address.getLine().stream().map(line -> line.getValue()),
                            Stream.of(
                                Stream.of(address.getPostalCode(), address.getCity())
                                    .filter(part -> part != null)
                                    .collect(Collectors.joining(" "))))
                        .filter(part -> !part.isBlank())
                        .collect(Collectors.joining(", ")));
  }

  private static Optional<String> telephone(Patient patient) {
    return patient.getTelecom().stream()
        .filter(point -> point.getSystem() == ContactPoint.ContactPointSystem.PHONE)
        .map(ContactPoint::getValue)
        .filter(value -> value != null)
        .findFirst();
  }

  private static LocalDate written(ServiceRequest need, LocalDate today) {
    return need.hasAuthoredOn()
        ? need.getAuthoredOn().toInstant().atZone(SWEDEN).toLocalDate()
        : today;
  }

  private static String priority(ServiceRequest need) {
    if (need.getPriority() == null) {
      return "Rutin";
    }
    return switch (need.getPriority()) {
      case URGENT -> "Skyndsamt";
      case ASAP -> "Så snart som möjligt";
      case STAT -> "Omedelbart";
      default -> "Rutin";
    };
  }

  private static Stream<String> diagnoses(CodeableConcept reason) {
    return reason.getCoding().stream()
        .filter(Coding::hasCode)
        .map(
            coding ->
                (coding.getCode() + " " + (coding.hasDisplay() ? coding.getDisplay() : ""))
                    .strip());
  }

  private static List<String> question(ServiceRequest need) {
    List<String> paragraphs = new ArrayList<>();
    need.getReasonCode().stream()
        .map(CodeableConcept::getText)
        .filter(text -> text != null)
        .forEach(paragraphs::add);
    need.getNote().stream()
        .map(note -> note.getText())
        .filter(text -> text != null)
        .flatMap(String::lines)
        .filter(line -> !line.isBlank())
        .forEach(paragraphs::add);
    return paragraphs;
  }

  private static Optional<String> name(Reference unit) {
    return Optional.ofNullable(unit.getDisplay());
  }

  private static Optional<String> id(Reference reference, String type) {
    return Optional.of(reference)
        .filter(one -> one.hasReference())
        .map(Reference::getReferenceElement)
        .filter(element -> type.equals(element.getResourceType()))
        .map(element -> element.getIdPart());
  }
}
