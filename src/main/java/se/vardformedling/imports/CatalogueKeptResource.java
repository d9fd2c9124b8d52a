package se.vardformedling.imports;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Organization;
import org.jspecify.annotations.Nullable;
import se.vardformedling.fhir.Canonical;

/**
 * A unit, its place and its services as a file says them, and of what the file has no column for,
 * as they were. A column that is there and empty says that there is nothing.
 */
final class CatalogueKeptResource {
  private static final String ACCEPTANCE = Canonical.profile("acceptance");
  private static final String MUNICIPALITY = Canonical.profile("municipality");

  /** The columns of a criterion. */
  private static final Map<String, Set<String>> CRITERIA =
      Map.of(
          "asa", Set.of("ASA till"),
          "bmi", Set.of("BMI från", "BMI till"),
          "age", Set.of("Ålder från", "Ålder till"),
          "anaesthesia", Set.of("Anestesi"),
          "language", Set.of("Språk"));

  private CatalogueKeptResource() {}

  /** It stands for the vårdtjänster that it stood for too, and is given where it was given. */
  static HealthcareService merged(
      HealthcareService old, HealthcareService now, Set<String> silent) {
    HealthcareService service = old.copy();
    service.setActive(now.getActive()).setProvidedBy(now.getProvidedBy());
    if (ofFile(old.getName(), now.getName())) {
      service.setName(now.getName());
    }
    if (!old.hasLocation()) {
      service.setLocation(now.getLocation());
    }
    now.getType().stream().filter(one -> !says(old, one)).forEach(service::addType);
    service
        .getExtension()
        .removeIf(one -> one.getUrl().equals(ACCEPTANCE) && speaksOf(criterion(one), silent));
    now.getExtension().forEach(service::addExtension);
    return service;
  }

  /** The care and the unit, as a file names a service; another name is somebody's own. */
  private static boolean ofFile(@Nullable String old, String now) {
    return old == null || old.startsWith(now.substring(0, now.indexOf(", ") + 2));
  }

  private static boolean says(HealthcareService service, CodeableConcept vardtjanst) {
    Coding wanted = vardtjanst.getCodingFirstRep();
    return service.getType().stream()
        .anyMatch(type -> type.hasCoding(wanted.getSystem(), wanted.getCode()));
  }

  private static String criterion(Extension acceptance) {
    return String.valueOf(acceptance.getExtensionByUrl("code").getValue().primitiveValue());
  }

  /** A criterion without a column of its own is none of the file's. */
  private static boolean speaksOf(String criterion, Set<String> silent) {
    return !silent.containsAll(CRITERIA.getOrDefault(criterion, Set.of()));
  }

  /** Who runs it stays where the file names no region: that may be no region. */
  static Organization merged(Organization old, Organization now, Set<String> silent) {
    Organization unit = old.copy();
    unit.setActive(true).setName(now.getName());
    if (!silent.contains("Organisationsnummer")) {
      unit.getIdentifier()
          .removeIf(
              one ->
                  CatalogueFileResource.ORGANISATION_NUMBER.equals(one.getSystem())
                      && of(now.getIdentifier(), one).isEmpty());
    }
    for (Identifier identifier : now.getIdentifier()) {
      Optional<Identifier> before = of(unit.getIdentifier(), identifier);
      if (before.isEmpty()) {
        unit.addIdentifier(identifier);
      } else if (!identifier.getValue().equalsIgnoreCase(before.get().getValue())) {
        before.get().setValue(identifier.getValue());
      }
    }
    if (now.hasPartOf()) {
      unit.setPartOf(now.getPartOf());
    }
    if (!silent.contains("Telefon")) {
      phone(unit, now.getTelecom());
    }
    return unit;
  }

  private static Optional<Identifier> of(List<Identifier> all, Identifier one) {
    return all.stream().filter(other -> one.getSystem().equals(other.getSystem())).findFirst();
  }

  /** The first of its numbers is the one that a file tells of; other ways to reach it stay. */
  private static void phone(Organization unit, List<ContactPoint> said) {
    if (said.isEmpty()) {
      unit.getTelecom().removeIf(one -> one.getSystem() == ContactPointSystem.PHONE);
      return;
    }
    String number = said.get(0).getValue();
    List<ContactPoint> phones =
        unit.getTelecom().stream()
            .filter(one -> one.getSystem() == ContactPointSystem.PHONE)
            .toList();
    if (phones.isEmpty()) {
      unit.addTelecom(said.get(0));
    } else if (phones.stream().noneMatch(one -> number.equals(one.getValue()))) {
      phones.get(0).setValue(number);
    }
  }

  /** A place that others manage is none of the file's. */
  static Location merged(Location old, Location now, Set<String> silent) {
    String manager = old.getManagingOrganization().getReferenceElement().getIdPart();
    boolean ofOthers =
        manager != null
            && !manager.equals(now.getManagingOrganization().getReferenceElement().getIdPart());
    return ofOthers ? old.copy() : own(old, now, silent);
  }

  private static Location own(Location old, Location now, Set<String> silent) {
    Location place = old.copy();
    if (old.getStatus() == Location.LocationStatus.INACTIVE) {
      place.setStatus(Location.LocationStatus.ACTIVE);
    }
    place.setName(now.getName()).setManagingOrganization(now.getManagingOrganization());
    if (!silent.contains("Ort") && (old.hasAddress() || now.hasAddress())) {
      place.getAddress().setCity(now.getAddress().getCity());
    }
    if (!silent.contains("Latitud") && !silent.contains("Longitud")) {
      place.setPosition(now.hasPosition() ? now.getPosition() : null);
    }
    if (!silent.contains("Kommunkod")) {
      place.getExtension().removeIf(one -> MUNICIPALITY.equals(one.getUrl()));
      now.getExtension().forEach(place::addExtension);
    }
    return place;
  }
}
