package se.vardformedling.imports;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import se.vardformedling.fhir.Canonical;

/** Writes the catalogue's resources. */
final class CatalogueFileResource {
  static final String ORGANISATION_NUMBER = "urn:oid:2.5.4.97";

  private CatalogueFileResource() {}

  record Unit(
      int line,
      String id,
      String placeId,
      boolean ownPlace,
      String hsaId,
      String name,
      String organisationNumber,
      String owner,
      String city,
      String municipality,
      @Nullable BigDecimal latitude,
      @Nullable BigDecimal longitude,
      String phone) {

    boolean sameAs(Unit other) {
      return withLine(0).equals(other.withLine(0));
    }

    private Unit withLine(int other) {
      return new Unit(
          other,
          id,
          placeId,
          ownPlace,
          hsaId,
          name,
          organisationNumber,
          owner,
          city,
          municipality,
          latitude,
          longitude,
          phone);
    }
  }

  record Offered(String vardtjanst, String name, boolean active, List<Limit> limits) {
    /** Two rows of one service differ in nothing else than the vårdtjänst. */
    boolean disagrees(Offered other) {
      return active != other.active() || !limits.equals(other.limits());
    }

    record Limit(
        String code, @Nullable Integer low, @Nullable Integer high, List<String> allowed) {}
  }

  /** The organisation, and its place if a file about the unit may change that. */
  static List<Resource> unit(Unit unit) {
    Organization organization = new Organization();
    organization.setActive(true).setName(unit.name());
    organization.addIdentifier().setSystem("urn:oid:1.2.752.29.4.19").setValue(unit.hsaId());
    if (!unit.organisationNumber().isEmpty()) {
      organization
          .addIdentifier()
          .setSystem(ORGANISATION_NUMBER)
          .setValue(unit.organisationNumber().replace("-", ""));
    }
    organization
        .addType()
        .addCoding(code("organization-type", "unit"))
        .addCoding(new Coding("http://snomed.info/sct", "43741000", null));
    if (!unit.owner().isEmpty()) {
      organization.setPartOf(new Reference("Organization/" + unit.owner()));
    }
    if (!unit.phone().isEmpty()) {
      organization
          .addTelecom()
          .setSystem(ContactPoint.ContactPointSystem.PHONE)
          .setValue(unit.phone());
    }
    organization.setId("Organization/" + unit.id());
    return unit.ownPlace() ? List.of(organization, place(unit)) : List.of(organization);
  }

  private static Location place(Unit unit) {
    Location location = new Location();
    location
        .setName(unit.name())
        .setManagingOrganization(new Reference("Organization/" + unit.id()));
    if (!unit.city().isEmpty()) {
      location.getAddress().setCity(unit.city()).setCountry("SE");
    }
    if (unit.latitude() != null && unit.longitude() != null) {
      location.getPosition().setLatitude(unit.latitude()).setLongitude(unit.longitude());
    }
    if (!unit.municipality().isEmpty()) {
      location.addExtension(
          Canonical.profile("municipality"),
          new Coding("urn:oid:1.2.752.129.2.2.1.17", unit.municipality(), null));
    }
    location.setId("Location/" + unit.placeId());
    return location;
  }

  /**
   * One service.
   *
   * @param all its rows: one for each of its vårdtjänster
   */
  static HealthcareService service(Unit unit, List<Offered> all, String id) {
    Offered offered = all.get(0);
    HealthcareService service = new HealthcareService();
    service.setActive(offered.active()).setName(offered.name() + ", " + unit.name());
    service.setProvidedBy(new Reference("Organization/" + unit.id()));
    service.addLocation(new Reference("Location/" + unit.placeId()));
    all.forEach(one -> service.addType().addCoding(code("vardtjanst", one.vardtjanst())));
    offered.limits().forEach(limit -> service.addExtension(acceptance(limit)));
    service.setId("HealthcareService/" + id);
    return service;
  }

  /** What a new service is called. */
  static String serviceId(Unit unit, String vardtjanst) {
    return "tjanst-" + slug(unit.hsaId() + "-" + vardtjanst);
  }

  static Extension acceptance(Offered.Limit limit) {
    Extension acceptance = new Extension(Canonical.profile("acceptance"));
    acceptance.addExtension("code", new CodeType(limit.code()));
    if (limit.low() != null) {
      acceptance.addExtension("low", new IntegerType(limit.low()));
    }
    if (limit.high() != null) {
      acceptance.addExtension("high", new IntegerType(limit.high()));
    }
    limit.allowed().forEach(one -> acceptance.addExtension("allowed", new CodeType(one)));
    return acceptance;
  }

  static Coding code(String system, String code) {
    return new Coding(Canonical.codeSystem(system), code, null);
  }

  /** At most 48 characters that an id may have; a sum is added where something was lost. */
  static String slug(String text) {
    String plain =
        Normalizer.normalize(text.strip(), Normalizer.Form.NFD)
            .replaceAll("\\p{M}", "")
            .replaceAll("[^A-Za-z0-9.-]", "-");
    if (plain.equals(text) && plain.length() <= 48) {
      return plain;
    }
    CRC32 sum = new CRC32();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    String start = plain.substring(0, Math.min(38, plain.length()));
    return start + "-" + String.format(Locale.ROOT, "%08x", sum.getValue());
  }
}
