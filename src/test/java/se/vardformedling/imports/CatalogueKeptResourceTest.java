package se.vardformedling.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;
import se.vardformedling.imports.CatalogueFileResource.Offered;
import se.vardformedling.imports.CatalogueFileResource.Unit;

/** What a file of the catalogue leaves as it was, and what it clears. */
class CatalogueKeptResourceTest {
  private static final String HSA = "TSTNMT2321000156-VF1";

  @Test
  void a_service_keeps_what_else_it_stands_for_where_it_is_and_a_name_of_its_own() {
    HealthcareService old = service("koloskopi", "Koloskopi");
    old.addType().addCoding(CatalogueFileResource.code("vardtjanst", "gastroskopi"));
    old.addType().addCoding(new Coding("http://snomed.info/sct", "73761001", null));
    old.setLocation(List.of(new Reference("Location/annan"))).setName("Skopimottagningen");

    HealthcareService merged =
        CatalogueKeptResource.merged(old, service("koloskopi", "Koloskopi"), Set.of());

    assertThat(merged.equalsDeep(old)).isTrue();
  }

  @Test
  void a_service_that_a_file_has_named_is_named_after_its_unit_and_of_all_its_rows() {
    HealthcareService old = service("koloskopi", "Koloskopi");
    old.setName("Koloskopi, Gamla kliniken");
    HealthcareService now =
        CatalogueFileResource.service(
            unit("Falun", "023-1"),
            List.of(offered("koloskopi", "Koloskopi"), offered("gastroskopi", "Gastroskopi")),
            "t");

    HealthcareService merged = CatalogueKeptResource.merged(old, now, Set.of());

    assertThat(merged.getName()).isEqualTo("Koloskopi, Kliniken");
    assertThat(merged.getType())
        .extracting(type -> type.getCodingFirstRep().getCode())
        .containsExactly("koloskopi", "gastroskopi");
  }

  @Test
  void a_unit_keeps_other_ways_to_reach_it_and_other_identifiers() {
    Organization old = organization(unit("Falun", "023-1"));
    old.getTelecom().add(0, contact(ContactPointSystem.EMAIL, "kliniken@example.org"));
    old.addTelecom(contact(ContactPointSystem.PHONE, "023-2"));
    old.addIdentifier().setSystem("urn:x").setValue("7");
    old.getIdentifierFirstRep().setValue(HSA.replace("VF1", "vf1"));

    Organization merged =
        CatalogueKeptResource.merged(old, organization(unit("Falun", "023-3")), Set.of());

    assertThat(merged.getTelecom())
        .extracting(ContactPoint::getValue)
        .containsExactly("kliniken@example.org", "023-3", "023-2");
    merged.getTelecom().get(1).setValue("023-1");
    assertThat(merged.equalsDeep(old)).isTrue();
  }

  @Test
  void an_empty_column_clears_and_one_that_is_not_there_does_not() {
    Organization unit = organization(unit("Falun", "023-1"));
    unit.addTelecom(contact(ContactPointSystem.EMAIL, "kliniken@example.org"));
    Location place = place(unit("Falun", "023-1"));
    Unit said = new Unit(2, "e", "p", true, HSA, "Kliniken", "", "", "", "", null, null, "");
    Set<String> silent =
        Set.of("Telefon", "Organisationsnummer", "Ort", "Latitud", "Longitud", "Kommunkod");

    assertThat(CatalogueKeptResource.merged(unit, organization(said), silent).equalsDeep(unit))
        .isTrue();
    assertThat(CatalogueKeptResource.merged(place, place(said), silent).equalsDeep(place)).isTrue();
    Organization cleared = CatalogueKeptResource.merged(unit, organization(said), Set.of());
    assertThat(cleared.getTelecom())
        .extracting(ContactPoint::getValue)
        .hasSize(1)
        .contains("kliniken@example.org");
    assertThat(cleared.getIdentifier()).hasSize(1);
    assertThat(cleared.hasPartOf()).as("who runs it").isTrue();
    Location nowhere = CatalogueKeptResource.merged(place, place(said), Set.of());
    assertThat(nowhere.getAddress().hasCity()).isFalse();
    assertThat(nowhere.hasPosition()).isFalse();
    assertThat(nowhere.hasExtension()).isFalse();
  }

  @Test
  void a_place_keeps_what_others_say_of_it_and_one_that_others_manage_is_left_alone() {
    Location old = place(unit("Falun", "023-1"));
    old.addExtension("urn:annat", new StringType("x"));
    Location moved = CatalogueKeptResource.merged(old, place(unit("Mora", "")), Set.of());
    assertThat(moved.getAddress().getCity()).isEqualTo("Mora");
    assertThat(moved.getExtension()).hasSize(2);

    old.setManagingOrganization(new Reference("Organization/sjukhuset"));
    assertThat(CatalogueKeptResource.merged(old, place(unit("Mora", "")), Set.of()).equalsDeep(old))
        .isTrue();
  }

  private static ContactPoint contact(ContactPointSystem system, String value) {
    return new ContactPoint().setSystem(system).setValue(value);
  }

  private static Unit unit(String city, String phone) {
    return new Unit(
        2,
        "e",
        "p",
        true,
        HSA,
        "Kliniken",
        "232100-0180",
        "dalarna",
        city,
        "2080",
        BigDecimal.valueOf(60),
        BigDecimal.valueOf(15),
        phone);
  }

  private static Offered offered(String vardtjanst, String name) {
    return new Offered(vardtjanst, name, true, List.of());
  }

  private static HealthcareService service(String vardtjanst, String name) {
    return CatalogueFileResource.service(
        unit("Falun", ""), List.of(offered(vardtjanst, name)), "t");
  }

  private static Organization organization(Unit unit) {
    return (Organization) CatalogueFileResource.unit(unit).get(0);
  }

  private static Location place(Unit unit) {
    return (Location) CatalogueFileResource.unit(unit).get(1);
  }
}
