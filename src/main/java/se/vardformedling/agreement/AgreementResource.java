package se.vardformedling.agreement;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Contract;
import org.hl7.fhir.r4.model.Contract.ContractAssetComponent;
import org.hl7.fhir.r4.model.Contract.TermComponent;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IntegerType;
import org.jspecify.annotations.Nullable;
import se.vardformedling.fhir.Canonical;

/** Reads the terms out of a Contract. */
final class AgreementResource {
  private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

  private AgreementResource() {}

  /** One row of the read model. */
  record Row(
      String serviceId,
      String vardtjanst,
      @Nullable String priceModel,
      @Nullable Long priceOre,
      @Nullable Integer cap) {}

  static List<String> parties(Contract contract, String role) {
    return contract.getTerm().stream()
        .flatMap(term -> term.getOffer().getParty().stream())
        .filter(party -> role.equals(party.getRole().getCodingFirstRep().getCode()))
        .flatMap(party -> party.getReference().stream())
        .map(reference -> id(reference.getReference()))
        .toList();
  }

  static String scope(Contract contract) {
    Extension scope =
        contract
            .getTermFirstRep()
            .getOffer()
            .getExtensionByUrl(Canonical.profile("entitled-scope"));
    return scope == null ? "named" : scope.getValue().primitiveValue();
  }

  static LocalDate validFrom(Contract contract) {
    return date(contract.getApplies().getStart());
  }

  static @Nullable LocalDate validTo(Contract contract) {
    Date end = contract.getApplies().getEnd();
    return end == null ? null : date(end);
  }

  static List<Row> rows(Contract contract) {
    return contract.getTerm().stream()
        .map(TermComponent::getAsset)
        .flatMap(List::stream)
        .map(AgreementResource::row)
        .toList();
  }

  private static Row row(ContractAssetComponent asset) {
    var item = asset.getValuedItemFirstRep();
    Extension model = asset.getExtensionByUrl(Canonical.profile("price-model"));
    Extension cap = asset.getExtensionByUrl(Canonical.profile("volume-cap"));
    return new Row(
        id(asset.getTypeReferenceFirstRep().getReference()),
        item.getEntityCodeableConcept().getCodingFirstRep().getCode(),
        model == null ? null : model.getValue().primitiveValue(),
        Optional.ofNullable(item.getUnitPrice().getValue())
            .map(kronor -> kronor.movePointRight(2).longValue())
            .orElse(null),
        cap == null ? null : ((IntegerType) cap.getExtensionByUrl("cap").getValue()).getValue());
  }

  private static String id(@Nullable String reference) {
    return reference == null ? "" : reference.substring(reference.lastIndexOf('/') + 1);
  }

  private static LocalDate date(Date date) {
    return date.toInstant().atZone(SWEDEN).toLocalDate();
  }
}
