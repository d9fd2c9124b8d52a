package se.vardformedling.hvo;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.hl7.fhir.r4.model.Contract;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.OrganizationAffiliation;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** Whether a resource holds, where its type says so, and from when to when. */
final class InForceResource {
  private InForceResource() {}

  static Optional<Period> period(Resource resource) {
    if (resource instanceof OrganizationAffiliation affiliation && affiliation.hasPeriod()) {
      return Optional.of(affiliation.getPeriod());
    }
    return ((DomainResource) resource)
        .getExtension().stream()
            .filter(one -> one.getValue() instanceof Period)
            .filter(
                one ->
                    String.valueOf(one.getUrl())
                        .toLowerCase(Locale.ROOT)
                        .matches("(?s).*period(extension)?"))
            .map(one -> (Period) one.getValue())
            .findFirst();
  }

  static @Nullable LocalDate day(org.hl7.fhir.r4.model.DateTimeType moment) {
    String text = moment.getValueAsString();
    if (text == null || text.length() < 4) {
      return null;
    }
    String month = text.length() < 7 ? text + "-01" : text;
    return LocalDate.parse((month.length() < 10 ? month + "-01" : month).substring(0, 10));
  }

  static boolean is(Resource resource) {
    if (resource instanceof Organization organization) {
      return registered(organization) && (!organization.hasActive() || organization.getActive());
    }
    if (resource instanceof HealthcareService service) {
      return !service.hasActive() || service.getActive();
    }
    if (resource instanceof OrganizationAffiliation affiliation) {
      return !affiliation.hasActive() || affiliation.getActive();
    }
    if (resource instanceof Contract contract) {
      return !AgreedResource.OVER.contains(contract.getStatus());
    }
    return !(resource instanceof Location place)
        || place.getStatus() != Location.LocationStatus.INACTIVE;
  }

  private static boolean registered(Organization organization) {
    return organization.getExtension().stream()
        .filter(
            one -> String.valueOf(one.getUrl()).endsWith("HVOOrganizationActiveStatusExtension"))
        .noneMatch(one -> one.hasValue() && "false".equals(one.getValue().primitiveValue()));
  }

  static void set(Resource resource, boolean active) {
    if (resource instanceof Organization organization) {
      organization.setActive(active);
    } else if (resource instanceof HealthcareService service) {
      service.setActive(active);
    } else if (resource instanceof OrganizationAffiliation affiliation) {
      affiliation.setActive(active);
    } else if (resource instanceof Contract contract) {
      contract.setStatus(
          active ? Contract.ContractStatus.EXECUTED : Contract.ContractStatus.TERMINATED);
    } else if (resource instanceof Location place) {
      place.setStatus(active ? Location.LocationStatus.ACTIVE : Location.LocationStatus.INACTIVE);
    }
  }
}
