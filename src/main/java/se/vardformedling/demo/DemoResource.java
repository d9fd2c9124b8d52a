package se.vardformedling.demo;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.Contract;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.HealthcareService.HealthcareServiceAvailableTimeComponent;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.OrganizationAffiliation;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import se.vardformedling.demo.DemoPlaces.Place;
import se.vardformedling.demo.DemoPlaces.Region;
import se.vardformedling.fhir.Canonical;

/** Writes the demo's resources; every one says that it is test data. */
final class DemoResource {
  private static final Coding TEST_DATA =
      new Coding("http://terminology.hl7.org/CodeSystem/v3-ActReason", "HTEST", "test health data");

  private DemoResource() {}

  static Organization region(Region region) {
    Organization organization = new Organization();
    organization.setActive(true).setName(region.name());
    organization
        .addIdentifier()
        .setSystem("urn:oid:1.2.752.129.2.2.1.18")
        .setValue(region.county());
    if (!region.orgnr().isEmpty()) {
      organization.addIdentifier().setSystem("urn:oid:2.5.4.97").setValue(region.orgnr());
    }
    organization.addType().addCoding(code("organization-type", "region"));
    return marked(organization, "region-" + region.county());
  }

  static List<Resource> unit(Place place) {
    Organization unit = new Organization();
    unit.setActive(true).setName(place.name());
    unit.addIdentifier().setSystem("urn:oid:1.2.752.29.4.19").setValue(place.hsaId());
    unit.addType()
        .addCoding(code("organization-type", "unit"))
        .addCoding(new Coding("http://snomed.info/sct", "43741000", null));
    // Of the numbers that Post- och telestyrelsen keeps free for fiction.
    unit.addTelecom()
        .setSystem(ContactPoint.ContactPointSystem.PHONE)
        .setUse(ContactPoint.ContactPointUse.WORK)
        .setValue("08-465 004 %02d".formatted(place.number() % 100));
    unit.addTelecom()
        .setSystem(ContactPoint.ContactPointSystem.EMAIL)
        .setUse(ContactPoint.ContactPointUse.WORK)
        .setValue("vardformedling@" + place.slug() + ".example");
    if (place.regional()) {
      unit.setPartOf(new Reference("Organization/region-" + place.county()));
    }
    Location location = new Location();
    location
        .setName(place.name())
        .setManagingOrganization(new Reference("Organization/unit-" + place.slug()));
    location.getAddress().setCity(place.municipality()).setCountry("SE");
    location.getPosition().setLatitude(place.latitude()).setLongitude(place.longitude());
    location.addExtension(
        Canonical.profile("municipality"),
        new Coding("urn:oid:1.2.752.129.2.2.1.17", place.municipalityCode(), place.municipality()));
    return List.of(marked(unit, "unit-" + place.slug()), marked(location, "loc-" + place.slug()));
  }

  static HealthcareService service(Place place, String vardtjanst, String name, Random random) {
    HealthcareService service = new HealthcareService();
    service.setActive(true).setName(name + ", " + place.name());
    service.setProvidedBy(new Reference("Organization/unit-" + place.slug()));
    service.addLocation(new Reference("Location/loc-" + place.slug()));
    service.addType().addCoding(code("vardtjanst", vardtjanst).setDisplay(name));
    HealthcareServiceAvailableTimeComponent open = service.addAvailableTime();
    List.of("mon", "tue", "wed", "thu", "fri")
        .forEach(day -> open.addDaysOfWeek(HealthcareService.DaysOfWeek.fromCode(day)));
    open.setAvailableStartTime("08:00:00").setAvailableEndTime("16:30:00");
    service.addExtension(range("asa", 1, place.regional() ? 4 : 2 + random.nextInt(2)));
    service.addExtension(range("bmi", 15, 35 + random.nextInt(10)));
    service.addExtension(range("age", 18, 80 + random.nextInt(25)));
    String[] status = {"open", "open", "open", "announced", "closed", "unknown"};
    Extension capacity = new Extension(Canonical.profile("capacity-status"));
    // The cast's own units take patients, so that the tour works every day.
    capacity.addExtension(
        "code", new CodeType(place.number() <= 3 ? "open" : status[random.nextInt(status.length)]));
    service.addExtension(capacity);
    return marked(service, place.slug() + "-" + vardtjanst);
  }

  static OrganizationAffiliation affiliation(Place place, String county, List<String> services) {
    OrganizationAffiliation affiliation = new OrganizationAffiliation();
    affiliation.setActive(true);
    affiliation.setOrganization(new Reference("Organization/region-" + county));
    affiliation.setParticipatingOrganization(new Reference("Organization/unit-" + place.slug()));
    affiliation.addCode().addCoding(code("affiliation-role", "agreement"));
    services.forEach(
        id -> affiliation.addHealthcareService(new Reference("HealthcareService/" + id)));
    return marked(affiliation, "aff-" + county + "-" + place.slug());
  }

  static Contract agreement(DemoAgreement agreement) {
    Contract contract = new Contract();
    String name = agreement.county() + "-" + agreement.place().slug();
    contract
        .addIdentifier()
        .setSystem(Canonical.BASE + "/sid/demo-agreement")
        .setValue("DEMO-" + name);
    contract.setStatus(Contract.ContractStatus.EXECUTED);
    contract.addSubject(new Reference("OrganizationAffiliation/aff-" + name));
    contract.getApplies().setStartElement(day(agreement.from())).setEndElement(day(agreement.to()));
    contract.getType().addCoding(code("agreement-type", agreement.type()));
    Contract.TermComponent term = contract.addTerm();
    term.getOffer()
        .addExtension(Canonical.profile("entitled-scope"), new CodeType(agreement.scope()));
    party(term, "commissioner", "Organization/region-" + agreement.county());
    party(term, "provider", "Organization/unit-" + agreement.place().slug());
    for (DemoAgreement.Line line : agreement.lines()) {
      asset(term, agreement, line);
    }
    return marked(contract, "avtal-" + name);
  }

  private static void asset(
      Contract.TermComponent term, DemoAgreement agreement, DemoAgreement.Line line) {
    Contract.ContractAssetComponent asset = term.addAsset();
    asset.addTypeReference(
        new Reference("HealthcareService/" + agreement.place().slug() + "-" + line.vardtjanst()));
    asset.addExtension(Canonical.profile("price-model"), new CodeType("fixed-price"));
    Extension cap = new Extension(Canonical.profile("volume-cap"));
    cap.addExtension("cap", new IntegerType(line.cap()));
    cap.addExtension("unit", new CodeType("procedures"));
    asset.addExtension(cap);
    Contract.ValuedItemComponent item = asset.addValuedItem();
    item.getEntityCodeableConcept().addCoding(code("vardtjanst", line.vardtjanst()));
    item.getUnitPrice().setValue(BigDecimal.valueOf(line.kronor())).setCurrency("SEK");
  }

  private static void party(Contract.TermComponent term, String role, String organization) {
    term.getOffer()
        .addParty()
        .addReference(new Reference(organization))
        .getRole()
        .addCoding(code("agreement-party", role));
  }

  private static Extension range(String criterion, int low, int high) {
    Extension acceptance = new Extension(Canonical.profile("acceptance"));
    acceptance.addExtension("code", new CodeType(criterion));
    acceptance.addExtension("low", new IntegerType(low));
    acceptance.addExtension("high", new IntegerType(high));
    return acceptance;
  }

  private static Coding code(String system, String code) {
    return new Coding(Canonical.codeSystem(system), code, null);
  }

  private static DateTimeType day(LocalDate date) {
    return new DateTimeType(date.toString());
  }

  private static <T extends Resource> T marked(T resource, String id) {
    resource.setId(resource.fhirType() + "/" + id);
    resource.getMeta().addSecurity(TEST_DATA.copy());
    return resource;
  }
}
