package se.vardformedling.hvo;

import java.util.List;
import org.hl7.fhir.convertors.factory.VersionConvertorFactory_40_50;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.MarkdownType;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r5.model.Availability;
import org.hl7.fhir.r5.model.ExtendedContactDetail;
import org.jspecify.annotations.Nullable;
import se.vardformedling.fhir.Canonical;

/**
 * What HAPI's converter loses on the way from R5 to R4: availability, contacts, qualification,
 * description, offeredIn. Never to be converted back.
 */
final class LostResource {
  /** The guide's own extension for R5 contacts in R4. */
  static final String CONTACT =
      "http://electronichealth.se/fhir/hvo/StructureDefinition/HVOContactExtension";

  /** HL7's own urls for R5 elements are refused by the validator of R4 as of another version. */
  static final String FROM_R5 = Canonical.profile("r5-");

  private static final String CLOSED = "Stängt";

  private LostResource() {}

  static void keep(org.hl7.fhir.r5.model.Resource r5, Resource r4) {
    if (r5 instanceof org.hl7.fhir.r5.model.Organization from
        && r4 instanceof Organization organization) {
      organization(from, organization);
    } else if (r5 instanceof org.hl7.fhir.r5.model.HealthcareService from
        && r4 instanceof HealthcareService service) {
      contacts(from.getContact(), service);
      from.getAvailability().forEach(hours -> hours(hours, service));
      from.getOfferedIn()
          .forEach(
              other ->
                  service.addExtension(
                      FROM_R5 + "healthcare-service-offered-in",
                      VersionConvertorFactory_40_50.convertType(other)));
    } else if (r5 instanceof org.hl7.fhir.r5.model.Location from && r4 instanceof Location place) {
      contacts(from.getContact(), place);
      from.getHoursOfOperation().forEach(hours -> hours(hours, place));
    } else if (r5 instanceof org.hl7.fhir.r5.model.OrganizationAffiliation from
        && r4 instanceof DomainResource affiliation) {
      contacts(from.getContact(), affiliation);
    }
  }

  /** The converter copies every contact's telecom and address, and mixes up the names. */
  private static void organization(
      org.hl7.fhir.r5.model.Organization from, Organization organization) {
    organization.getContact().clear();
    organization.getTelecom().clear();
    organization.getAddress().clear();
    for (ExtendedContactDetail detail : from.getContact()) {
      Organization.OrganizationContactComponent contact = organization.addContact();
      contact.setPurpose((CodeableConcept) r4(detail.hasPurpose() ? detail.getPurpose() : null));
      contact.setName((HumanName) r4(detail.hasName() ? detail.getNameFirstRep() : null));
      detail.getTelecom().forEach(one -> contact.addTelecom((ContactPoint) r4(one)));
      if (detail.hasAddress()) {
        contact.setAddress((org.hl7.fhir.r4.model.Address) r4(detail.getAddress()));
      }
    }
    contacts(from.getContact(), organization);
    for (org.hl7.fhir.r5.model.Organization.OrganizationQualificationComponent one :
        from.getQualification()) {
      Extension qualification = new Extension(FROM_R5 + "organization-qualification");
      one.getIdentifier().forEach(value -> part(qualification, "identifier", value));
      part(qualification, "code", one.hasCode() ? one.getCode() : null);
      part(qualification, "period", one.hasPeriod() ? one.getPeriod() : null);
      part(qualification, "issuer", one.hasIssuer() ? one.getIssuer() : null);
      organization.addExtension(qualification);
    }
    if (from.hasDescription()) {
      organization.addExtension(
          FROM_R5 + "organization-description", new MarkdownType(from.getDescription()));
    }
  }

  private static void contacts(List<ExtendedContactDetail> contacts, DomainResource resource) {
    contacts.forEach(contact -> resource.addExtension(contact(contact)));
  }

  static Extension contact(ExtendedContactDetail contact) {
    Extension extension = new Extension(CONTACT);
    part(extension, "purpose", contact.hasPurpose() ? contact.getPurpose() : null);
    contact.getName().forEach(name -> part(extension, "name", name));
    contact.getTelecom().forEach(telecom -> part(extension, "telecom", telecom));
    part(extension, "address", contact.hasAddress() ? contact.getAddress() : null);
    part(extension, "organization", contact.hasOrganization() ? contact.getOrganization() : null);
    part(extension, "period", contact.hasPeriod() ? contact.getPeriod() : null);
    return extension;
  }

  private static void part(
      Extension extension, String name, org.hl7.fhir.r5.model.@Nullable DataType value) {
    if (value != null) {
      extension.addExtension(name, r4(value));
    }
  }

  private static org.hl7.fhir.r4.model.@Nullable Type r4(
      org.hl7.fhir.r5.model.@Nullable DataType value) {
    return value == null ? null : VersionConvertorFactory_40_50.convertType(value);
  }

  private static void hours(Availability hours, HealthcareService service) {
    for (Availability.AvailabilityAvailableTimeComponent open : hours.getAvailableTime()) {
      HealthcareService.HealthcareServiceAvailableTimeComponent time = service.addAvailableTime();
      open.getDaysOfWeek()
          .forEach(day -> time.addDaysOfWeek(HealthcareService.DaysOfWeek.fromCode(day.getCode())));
      if (open.hasAllDay()) {
        time.setAllDay(open.getAllDay());
      }
      time.setAvailableStartTime(open.getAvailableStartTime());
      time.setAvailableEndTime(open.getAvailableEndTime());
    }
    for (Availability.AvailabilityNotAvailableTimeComponent shut : hours.getNotAvailableTime()) {
      service
          .addNotAvailable()
          .setDescription(shut.hasDescription() ? shut.getDescription() : CLOSED)
          .setDuring((Period) r4(shut.hasDuring() ? shut.getDuring() : null));
    }
  }

  private static void hours(Availability hours, Location place) {
    for (Availability.AvailabilityAvailableTimeComponent open : hours.getAvailableTime()) {
      Location.LocationHoursOfOperationComponent time = place.addHoursOfOperation();
      open.getDaysOfWeek()
          .forEach(day -> time.addDaysOfWeek(Location.DaysOfWeek.fromCode(day.getCode())));
      if (open.hasAllDay()) {
        time.setAllDay(open.getAllDay());
      }
      time.setOpeningTime(open.getAvailableStartTime());
      time.setClosingTime(open.getAvailableEndTime());
    }
  }
}
