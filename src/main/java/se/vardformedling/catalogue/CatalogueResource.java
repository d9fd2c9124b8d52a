package se.vardformedling.catalogue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Location.LocationPositionComponent;
import org.hl7.fhir.r4.model.Organization;
import org.jspecify.annotations.Nullable;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.identifier.HsaId;
import se.vardformedling.identifier.OrganisationNumber;

/** Reads what the catalogue needs out of its FHIR resources. */
final class CatalogueResource {
  private static final String COUNTY = "urn:oid:1.2.752.129.2.2.1.18";
  private static final String HSA_ID = "urn:oid:1.2.752.29.4.19";
  private static final String ORGANISATION = "urn:oid:2.5.4.97";

  private CatalogueResource() {}

  static @Nullable String county(Organization organization) {
    return identifier(organization, COUNTY);
  }

  static @Nullable String hsaId(Organization organization) {
    return identifier(organization, HSA_ID);
  }

  /**
   * The HSA-ids that are the resource's own while it is in force, in capitals; none of one that has
   * ended. An identifier that is said to be old is not its own any more.
   */
  static Set<String> hsaIds(IBaseResource resource) {
    return inForce(resource) ? hsaIds(identifiers(resource)) : Set.of();
  }

  private static boolean inForce(IBaseResource resource) {
    if (resource instanceof Organization organization) {
      return active(organization);
    }
    if (resource instanceof Location location) {
      return !ended(location);
    }
    return resource instanceof HealthcareService service
        && !Boolean.FALSE.equals(service.getActiveElement().getValue());
  }

  /** What is wrong with the numbers that a resource of the catalogue is known by. */
  static List<Refusal.Issue> wrongNumbers(IBaseResource resource) {
    List<Identifier> identifiers = identifiers(resource);
    return IntStream.range(0, identifiers.size())
        .filter(i -> !number(identifiers.get(i)))
        .mapToObj(
            i ->
                new Refusal.Issue(
                    Problem.VALUE_INVALID,
                    resource.fhirType() + ".identifier[" + i + "].value",
                    "no such number of its system"))
        .toList();
  }

  /** A name that is said to be unknown is none to list it by. */
  static boolean nameless(IBaseResource resource) {
    return (resource instanceof Organization one && one.hasName() && one.getName() == null)
        || (resource instanceof Location place && place.hasName() && place.getName() == null)
        || (resource instanceof HealthcareService service
            && service.hasName()
            && service.getName() == null);
  }

  private static List<Identifier> identifiers(IBaseResource resource) {
    if (resource instanceof Organization organization) {
      return organization.getIdentifier();
    }
    if (resource instanceof Location location) {
      return location.getIdentifier();
    }
    return resource instanceof HealthcareService service ? service.getIdentifier() : List.of();
  }

  /** What has no value, or is of a system without a form of its own, is not looked at. */
  private static boolean number(Identifier identifier) {
    if (identifier.getValue() == null || identifier.getSystem() == null) {
      return true;
    }
    try {
      switch (identifier.getSystem()) {
        case HSA_ID -> new HsaId(identifier.getValue());
        case ORGANISATION -> OrganisationNumber.parse(identifier.getValue());
        default -> {}
      }
      return true;
    } catch (IllegalArgumentException notOne) {
      return false;
    }
  }

  private static Set<String> hsaIds(List<Identifier> identifiers) {
    return identifiers.stream()
        .filter(one -> HSA_ID.equals(one.getSystem()) && one.getValue() != null)
        .filter(one -> one.getUse() != Identifier.IdentifierUse.OLD)
        .map(one -> one.getValue().strip().toUpperCase(Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** One that is closed for a while is still the place it was. */
  private static boolean ended(Location location) {
    return location.getStatus() == Location.LocationStatus.INACTIVE;
  }

  /** What does not say so has not closed. */
  static boolean active(Organization organization) {
    return !Boolean.FALSE.equals(organization.getActiveElement().getValue());
  }

  /** A place that is closed for a while offers nothing meanwhile. */
  static boolean active(Location location) {
    return !location.hasStatus() || location.getStatus() == Location.LocationStatus.ACTIVE;
  }

  static @Nullable String partOf(Organization organization) {
    return organization.getPartOf().hasReference()
        ? reference(organization.getPartOf().getReference())
        : null;
  }

  static Optional<Position> position(Location location) {
    return location.getPosition().getLatitude() != null
            && location.getPosition().getLongitude() != null
        ? Optional.of(degrees(location.getPosition()))
        : Optional.empty();
  }

  private static Position degrees(LocationPositionComponent position) {
    try {
      return new Position(
          position.getLatitude().doubleValue(), position.getLongitude().doubleValue());
    } catch (IllegalArgumentException nowhere) {
      throw Problem.VALUE_INVALID.at("Location.position", "degrees, WGS 84");
    }
  }

  static @Nullable String municipality(Location location) {
    Extension municipality = location.getExtensionByUrl(Canonical.profile("municipality"));
    return municipality == null ? null : ((Coding) municipality.getValue()).getCode();
  }

  static Set<String> vardtjanster(HealthcareService service) {
    return service.getType().stream()
        .flatMap(type -> type.getCoding().stream())
        .filter(coding -> Canonical.codeSystem("vardtjanst").equals(coding.getSystem()))
        .map(Coding::getCode)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static String reference(String reference) {
    return reference == null ? "" : reference.substring(reference.lastIndexOf('/') + 1);
  }

  static List<Acceptance> acceptance(HealthcareService service) {
    List<Acceptance> accepted = new ArrayList<>();
    for (Extension extension : service.getExtensionsByUrl(Canonical.profile("acceptance"))) {
      Set<String> allowed =
          extension.getExtensionsByUrl("allowed").stream()
              .map(one -> one.getValue().primitiveValue())
              .collect(Collectors.toCollection(TreeSet::new));
      accepted.add(
          new Acceptance(
              extension.getExtensionByUrl("code").getValue().primitiveValue(),
              number(extension, "low"),
              number(extension, "high"),
              allowed));
    }
    return accepted;
  }

  static String capacity(HealthcareService service) {
    Extension status = service.getExtensionByUrl(Canonical.profile("capacity-status"));
    return status == null
        ? "unknown"
        : status.getExtensionByUrl("code").getValue().primitiveValue();
  }

  static @Nullable LocalDate capacityUntil(HealthcareService service) {
    Extension status = service.getExtensionByUrl(Canonical.profile("capacity-status"));
    Extension until = status == null ? null : status.getExtensionByUrl("until");
    return until == null ? null : LocalDate.parse(until.getValue().primitiveValue());
  }

  private static @Nullable Integer number(Extension extension, String part) {
    Extension number = extension.getExtensionByUrl(part);
    return number == null ? null : ((IntegerType) number.getValue()).getValue();
  }

  private static @Nullable String identifier(Organization organization, String system) {
    return organization.getIdentifier().stream()
        .filter(identifier -> system.equals(identifier.getSystem()))
        .map(Identifier::getValue)
        .findFirst()
        .orElse(null);
  }
}
