package se.vardformedling.imports;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Contract;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.OrganizationAffiliation;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.imports.AgreementFileResource.Agreement;
import se.vardformedling.imports.AgreementFileResource.Line;

/** What somebody has written in an agreement that a file speaks of again. */
class AgreementKeptResourceTest {
  private static final LocalDate END = LocalDate.of(2027, 12, 31);
  private static final LocalDate LATER = LocalDate.of(2028, 12, 31);
  private static final Set<String> FULL = Set.of();

  private final ImportResource resources = new ImportResource(FhirContext.forR4Cached());

  @Test
  void the_same_file_once_more_changes_nothing_of_what_has_been_added() {
    Contract old = worked(file(END, LATER, 92_000, 100));

    Contract again = AgreementKeptResource.merged(old, file(END, LATER, 92_000, 100), FULL);

    assertThat(ImportResource.differences(resources.text(old), resources.text(again))).isEmpty();
  }

  @Test
  void another_price_and_cap_are_the_files_and_the_rest_stays() {
    Contract old = worked(file(END, LATER, 92_000, 100));

    Contract now = AgreementKeptResource.merged(old, file(END, LATER, 95_000, 120), FULL);

    assertThat(differences(old, now))
        .containsExactlyInAnyOrder(
            "term[0].asset[0].valuedItem[0].unitPrice.value 92000 95000",
            "term[0].asset[0].extension[volume-cap].extension[cap].valueInteger 100 120",
            "term[0].asset[0].extension[volume-cap].extension[reason].url reason ",
            "term[0].asset[0].extension[volume-cap].extension[reason].valueString Två operatörer har slutat ");
  }

  @Test
  void an_option_that_has_been_used_stays_used_and_its_time_with_it() {
    Contract old = worked(file(END, LATER, 92_000, 100));

    Contract same = AgreementKeptResource.merged(old, file(END, LATER, 92_000, 100), FULL);
    Contract other =
        AgreementKeptResource.merged(old, file(END, LATER.plusYears(1), 92_000, 100), FULL);

    assertThat(same.getApplies().getEndElement().getValueAsString()).isEqualTo("2028-12-31");
    assertThat(other.getApplies().getEndElement().getValueAsString())
        .as("another option has not been used")
        .isEqualTo("2027-12-31");
    assertThat(other.getExtensionsByUrl(Canonical.profile("agreement-option"))).hasSize(1);
  }

  @Test
  void a_file_without_a_column_says_nothing_of_it() {
    Contract old = worked(file(END, LATER, 92_000, 100));
    Contract bare = file(null, null, null, null);

    Contract kept =
        AgreementKeptResource.merged(
            old,
            bare,
            Set.of(
                "Gäller till",
                "Option till",
                "Option senast",
                "Pris",
                "DRG-vikt",
                "Uppräkning",
                "Takvolym",
                "Vid tak",
                "Skäl",
                "Avropsrätt",
                "Avropande regioner"));

    assertThat(differences(old, kept)).isEmpty();
    assertThat(differences(old, AgreementKeptResource.merged(old, bare, FULL)))
        .as("with the columns, and nothing in them, there is nothing any more")
        .contains(
            "term[0].asset[0].valuedItem[0].unitPrice.value 92000 ", "applies.end 2028-12-31 ");
  }

  @Test
  void a_service_that_the_file_has_left_out_is_left_out_and_a_new_one_is_there() {
    Contract old = worked(file(END, LATER, 92_000, 100));
    Contract now = file(END, LATER, 92_000, 100);
    now.getTermFirstRep()
        .getAssetFirstRep()
        .getTypeReferenceFirstRep()
        .setReference("HealthcareService/other");

    Contract merged = AgreementKeptResource.merged(old, now, FULL);

    assertThat(merged.getTermFirstRep().getAsset())
        .extracting(asset -> asset.getTypeReferenceFirstRep().getReference())
        .containsExactly("HealthcareService/other");
    assertThat(
            merged
                .getTermFirstRep()
                .getAssetFirstRep()
                .getExtensionsByUrl(Canonical.profile("acceptance")))
        .isEmpty();
  }

  @Test
  void an_affiliation_keeps_its_time_and_takes_the_files_services() {
    OrganizationAffiliation now =
        (OrganizationAffiliation)
            AgreementFileResource.resources(agreement(END, LATER), List.of(line(1, 1)), List.of())
                .get(0);
    OrganizationAffiliation old = now.copy();
    old.getPeriod().setStartElement(new DateTimeType("2026-01-01"));
    old.setHealthcareService(List.of(new Reference("HealthcareService/gone")));

    OrganizationAffiliation merged = AgreementKeptResource.merged(old, now);

    assertThat(merged.getPeriod().getStartElement().getValueAsString()).isEqualTo("2026-01-01");
    assertThat(merged.getHealthcareService())
        .extracting(Reference::getReference)
        .containsExactly("HealthcareService/knee");
  }

  @Test
  void an_agreement_that_is_there_under_another_id_is_that_one_and_keeps_its_parties() {
    Agreement agreement = agreement(END, LATER);

    List<Resource> other =
        AgreementFileResource.resources(agreement, List.of(line(1, 1)), List.of("ks-4711"));

    assertThat(other)
        .extracting(one -> one.getIdElement().getValue())
        .containsExactly("Contract/ks-4711");
    Contract old = file(END, LATER, 1, 1);
    assertThat(AgreementKeptResource.merged(old, (Contract) other.get(0), FULL).getSubject())
        .hasSize(1);
    assertThat(
            AgreementFileResource.resources(
                agreement, List.of(line(1, 1)), List.of("andra", "avtal-20-A-1")))
        .hasSize(2);
    assertThat(AgreementFileResource.key("20", "a-1")).isEqualTo(agreement.key());
  }

  /** With all that a region writes by hand, and an option that it has used. */
  private static Contract worked(Contract contract) {
    contract.addIdentifier().setSystem("https://example.org/diarium").setValue("RD 26/1");
    contract.setTitle("Höger och vänster knä");
    contract.addExtension(Canonical.profile("payment-commitment-required"), new BooleanType(true));
    contract.setSubType(List.of(new CodeableConcept().setText("Ortopedi")));
    contract
        .getExtensionByUrl(Canonical.profile("agreement-option"))
        .getExtensionByUrl("exercised")
        .setValue(new BooleanType(true));
    contract.getApplies().setEndElement(new DateTimeType(LATER.toString()));
    contract
        .getTermFirstRep()
        .getOffer()
        .addParty()
        .addReference(new Reference("Organization/region-21"))
        .getRole()
        .addCoding(CatalogueFileResource.code("agreement-party", "observer"));
    Contract.ContractAssetComponent asset = contract.getTermFirstRep().getAssetFirstRep();
    Extension acceptance = asset.addExtension();
    acceptance.setUrl(Canonical.profile("acceptance"));
    acceptance.addExtension("code", new CodeType("asa"));
    acceptance.addExtension("high", new IntegerType(2));
    Extension charge = asset.addExtension();
    charge.setUrl(Canonical.profile("special-charge"));
    charge.addExtension("code", new CodeType("implantat"));
    charge.addExtension("text", new StringType("Implantat"));
    charge.addExtension("price", new Money().setValue(12_000).setCurrency("SEK"));
    Extension cap = asset.getExtensionByUrl(Canonical.profile("volume-cap"));
    cap.getExtensionByUrl("unit").setValue(new CodeType("patients"));
    cap.addExtension("warnAt", new IntegerType(50));
    Extension share = cap.addExtension();
    share.setUrl("share");
    share.addExtension("region", new CodeType("21"));
    share.addExtension("cap", new IntegerType(30));
    cap.addExtension("reason", new StringType("Två operatörer har slutat"));
    return contract;
  }

  private List<String> differences(Contract old, Contract now) {
    return ImportResource.differences(resources.text(old), resources.text(now)).stream()
        .map(one -> one.place() + " " + one.before() + " " + one.after())
        .toList();
  }

  private static Contract file(
      @Nullable LocalDate end,
      @Nullable LocalDate optionTo,
      @Nullable Integer price,
      @Nullable Integer cap) {
    return (Contract)
        AgreementFileResource.resources(
                agreement(end, optionTo), List.of(line(price, cap)), List.of())
            .get(1);
  }

  private static Agreement agreement(@Nullable LocalDate end, @Nullable LocalDate optionTo) {
    return new Agreement(
        2,
        "A-1",
        "contracted",
        "20",
        "region-20",
        "unit-mora",
        LocalDate.of(2026, 1, 1),
        end,
        "named",
        List.of(),
        optionTo,
        Optional.ofNullable(optionTo).map(day -> LocalDate.of(2027, 9, 30)).orElse(null));
  }

  private static Line line(@Nullable Integer price, @Nullable Integer cap) {
    return new Line(
        "knaprotes",
        "knee",
        "fixed-price",
        price == null ? null : BigDecimal.valueOf(price),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        "actual-cost",
        cap,
        "stop",
        null);
  }
}
