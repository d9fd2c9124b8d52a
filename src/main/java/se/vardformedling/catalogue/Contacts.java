package se.vardformedling.catalogue;

import java.util.List;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Organization;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import se.vardformedling.fhir.FhirStore;

/** How units are reached; read from the resources, because nothing is searched by it. */
@Component
public class Contacts {
  private final FhirStore store;

  Contacts(@Lazy FhirStore store) {
    this.store = store;
  }

  /** What the unit, its services and their places say of it; each thing once. */
  @Transactional(readOnly = true)
  public Contact of(Unit unit) {
    List<HealthcareService> services =
        store.readAll(
            HealthcareService.class,
            unit.services().stream().filter(Unit.Care::active).map(Unit.Care::serviceId).toList());
    List<Location> places = store.readAll(Location.class, ContactResource.places(services));
    return ContactResource.contact(
        store.find(Organization.class, unit.organizationId()), services, places);
  }
}
