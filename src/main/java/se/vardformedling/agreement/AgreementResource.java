package se.vardformedling.agreement;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Contract;
import org.hl7.fhir.r4.model.Contract.ContractAssetComponent;
import org.hl7.fhir.r4.model.Contract.TermComponent;
import org.hl7.fhir.r4.model.Contract.ValuedItemComponent;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Period;
import org.jspecify.annotations.Nullable;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.Moments;

/** Reads the terms out of a Contract. */
final class AgreementResource {
  private AgreementResource() {}

  /** One service under the agreement. */
  record Row(
      String serviceId,
      String vardtjanst,
      PriceTerms price,
      List<Criterion> criteria,
      Optional<Cap> cap) {}

  /**
   * Takvolym of one service, or of one of its vårdtjänster.
   *
   * @param alone whether it is of this vårdtjänst alone, though others of the service say the same
   * @param shares the most that single regions may take of it, by länskod
   */
  record Cap(
      int places,
      String unit,
      String onReached,
      List<Integer> warnAt,
      Map<String, Integer> shares,
      boolean alone,
      @Nullable String reason) {

    /** Whether as much of the same is agreed on, whatever else is. */
    boolean sameNumber(Cap other) {
      return places == other.places && unit.equals(other.unit) && onReached.equals(other.onReached);
    }
  }

  static List<String> parties(Contract contract, String role) {
    return contract.getTerm().stream()
        .flatMap(term -> term.getOffer().getParty().stream())
        .filter(party -> role.equals(party.getRole().getCodingFirstRep().getCode()))
        .flatMap(party -> party.getReference().stream())
        .map(reference -> id(reference.getReference()))
        .toList();
  }

  /** The Organization in the role; empty if there is none. */
  static String first(Contract contract, String role) {
    return parties(contract, role).stream().findFirst().orElse("");
  }

  /** Who may call off besides those that the scope names. */
  static String[] entitled(Contract contract) {
    return parties(contract, "call-off-entitled").toArray(String[]::new);
  }

  /** What the parties call it; its id if they do not. */
  static String number(Contract contract) {
    return Optional.ofNullable(contract.getIdentifierFirstRep().getValue())
        .orElse(contract.getIdElement().getIdPart());
  }

  static String type(Contract contract) {
    return Optional.ofNullable(contract.getType().getCodingFirstRep().getCode()).orElse("");
  }

  static String scope(Contract contract) {
    String scope = code(contract.getTermFirstRep().getOffer(), "entitled-scope");
    return scope == null ? "named" : scope;
  }

  static LocalDate validFrom(Contract contract) {
    return Moments.dayOfFirst(contract.getApplies().getStartElement()).orElseThrow();
  }

  static @Nullable LocalDate validTo(Contract contract) {
    return Moments.dayOfLast(contract.getApplies().getEndElement()).orElse(null);
  }

  static List<AgreementView.Option> options(Contract contract) {
    return contract.getExtensionsByUrl(Canonical.profile("agreement-option")).stream()
        .map(AgreementResource::option)
        .toList();
  }

  private static AgreementView.Option option(Extension option) {
    Period period = (Period) option.getExtensionByUrl("period").getValue();
    Extension decideBy = option.getExtensionByUrl("decideBy");
    return new AgreementView.Option(
        Moments.dayOfFirst(period.getStartElement()).orElseThrow(),
        Moments.dayOfLast(period.getEndElement()).orElseThrow(),
        "true".equals(part(option, "exercised")),
        Optional.ofNullable(decideBy).map(day -> LocalDate.parse(day.getValue().primitiveValue())));
  }

  static List<Row> rows(Contract contract) {
    return contract.getTerm().stream()
        .map(TermComponent::getAsset)
        .flatMap(List::stream)
        .map(AgreementResource::row)
        .toList();
  }

  private static Row row(ContractAssetComponent asset) {
    ValuedItemComponent item = asset.getValuedItemFirstRep();
    return new Row(
        id(asset.getTypeReferenceFirstRep().getReference()),
        item.getEntityCodeableConcept().getCodingFirstRep().getCode(),
        price(asset, item),
        asset.getExtensionsByUrl(Canonical.profile("acceptance")).stream()
            .map(AgreementResource::criterion)
            .toList(),
        Optional.ofNullable(asset.getExtensionByUrl(Canonical.profile("volume-cap")))
            .map(AgreementResource::cap));
  }

  private static PriceTerms price(ContractAssetComponent asset, ValuedItemComponent item) {
    Extension subscription = asset.getExtensionByUrl(Canonical.profile("price-subscription"));
    Extension outlier = asset.getExtensionByUrl(Canonical.profile("price-outlier"));
    Extension index = asset.getExtensionByUrl(Canonical.profile("price-index"));
    return new PriceTerms(
        code(asset, "price-model"),
        ore(item.getUnitPrice()),
        item.getPoints(),
        item.getFactor(),
        subscription == null ? null : decimal(subscription, "fixedShare"),
        subscription == null ? null : money(subscription, "amount"),
        outlier == null
            ? null
            : new PriceTerms.Outlier(
                Optional.ofNullable(money(outlier, "threshold")).orElse(0L),
                money(outlier, "ceiling"),
                String.valueOf(part(outlier, "basis"))),
        asset.getExtensionsByUrl(Canonical.profile("special-charge")).stream()
            .map(
                charge ->
                    new PriceTerms.SpecialCharge(
                        String.valueOf(part(charge, "code")),
                        String.valueOf(part(charge, "text")),
                        Optional.ofNullable(money(charge, "price")).orElse(0L)))
            .toList(),
        index == null
            ? null
            : new PriceTerms.Index(
                String.valueOf(part(index, "name")),
                LocalDate.parse(String.valueOf(part(index, "base")))));
  }

  private static Cap cap(Extension cap) {
    Map<String, Integer> shares = new TreeMap<>();
    for (Extension share : cap.getExtensionsByUrl("share")) {
      shares.put(String.valueOf(part(share, "region")), integer(share, "cap", 0));
    }
    List<Integer> warnAt =
        cap.getExtensionsByUrl("warnAt").stream()
            .map(one -> ((IntegerType) one.getValue()).getValue())
            .sorted()
            .toList();
    return new Cap(
        integer(cap, "cap", 0),
        Optional.ofNullable(part(cap, "unit")).orElse("procedures"),
        Optional.ofNullable(part(cap, "onReached")).orElse("stop"),
        warnAt.isEmpty() ? List.of(80, 90, 100) : warnAt,
        shares,
        "true".equals(part(cap, "alone")),
        part(cap, "reason"));
  }

  private static Criterion criterion(Extension acceptance) {
    return new Criterion(
        String.valueOf(part(acceptance, "code")),
        acceptance.hasExtension("low") ? Integer.valueOf(integer(acceptance, "low", 0)) : null,
        acceptance.hasExtension("high") ? Integer.valueOf(integer(acceptance, "high", 0)) : null,
        acceptance.getExtensionsByUrl("allowed").stream()
            .map(one -> one.getValue().primitiveValue())
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static @Nullable String code(Element element, String extension) {
    Extension found = element.getExtensionByUrl(Canonical.profile(extension));
    return found == null ? null : found.getValue().primitiveValue();
  }

  private static @Nullable String part(Extension extension, String part) {
    Extension found = extension.getExtensionByUrl(part);
    return found == null ? null : found.getValue().primitiveValue();
  }

  private static int integer(Extension extension, String part, int otherwise) {
    Extension found = extension.getExtensionByUrl(part);
    return found == null ? otherwise : ((IntegerType) found.getValue()).getValue();
  }

  private static @Nullable BigDecimal decimal(Extension extension, String part) {
    Extension found = extension.getExtensionByUrl(part);
    return found == null ? null : ((DecimalType) found.getValue()).getValue();
  }

  private static @Nullable Long money(Extension extension, String part) {
    Extension found = extension.getExtensionByUrl(part);
    return found == null ? null : ore((Money) found.getValue());
  }

  private static @Nullable Long ore(Money money) {
    return Optional.ofNullable(money.getValue())
        .map(kronor -> kronor.movePointRight(2).longValue())
        .orElse(null);
  }

  private static String id(@Nullable String reference) {
    return reference == null ? "" : reference.substring(reference.lastIndexOf('/') + 1);
  }
}
