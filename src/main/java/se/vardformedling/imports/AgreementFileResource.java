package se.vardformedling.imports;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Contract;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.OrganizationAffiliation;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;
import se.vardformedling.fhir.Canonical;

/** Writes an agreement and the affiliation of its parties. */
final class AgreementFileResource {
  private AgreementFileResource() {}

  record Agreement(
      int line,
      String number,
      String type,
      String county,
      String commissioner,
      String provider,
      LocalDate from,
      @Nullable LocalDate to,
      String scope,
      List<String> entitled,
      @Nullable LocalDate optionTo,
      @Nullable LocalDate optionDecideBy) {

    String key() {
      return AgreementFileResource.key(county, number);
    }

    Agreement withLine(int other) {
      return new Agreement(
          other,
          number,
          type,
          county,
          commissioner,
          provider,
          from,
          to,
          scope,
          entitled,
          optionTo,
          optionDecideBy);
    }

    String slug() {
      return county + "-" + CatalogueFileResource.slug(number);
    }
  }

  record Line(
      String vardtjanst,
      String serviceId,
      @Nullable String model,
      @Nullable BigDecimal price,
      @Nullable BigDecimal points,
      @Nullable BigDecimal factor,
      @Nullable String index,
      @Nullable LocalDate indexDay,
      @Nullable BigDecimal fixedShare,
      @Nullable BigDecimal subscription,
      @Nullable BigDecimal outlierFrom,
      @Nullable BigDecimal outlierCeiling,
      String outlierBasis,
      @Nullable Integer cap,
      String onReached,
      @Nullable String reason) {

    /** One service has one cap, also when it stands for several vårdtjänster. */
    boolean otherCapThan(Line other) {
      return !serviceId.isEmpty()
          && serviceId.equals(other.serviceId)
          && !(Objects.equals(cap, other.cap)
              && onReached.equals(other.onReached)
              && Objects.equals(reason, other.reason));
    }
  }

  /** A number is a region's own, in capitals or not. */
  static String key(String county, String number) {
    return county + "|" + number.toUpperCase(Locale.ROOT);
  }

  /**
   * The agreement and its parties; of one that somebody has registered under an id of its own the
   * agreement alone, as its parties are there.
   *
   * @param holding the Contracts with its number that hold
   */
  static List<Resource> resources(Agreement agreement, List<Line> lines, List<String> holding) {
    Contract contract = contract(agreement, lines);
    if (holding.isEmpty() || holding.contains(contract.getIdElement().getIdPart())) {
      return List.of(affiliation(agreement, lines), contract);
    }
    contract.setSubject(null).setId("Contract/" + holding.get(0));
    return List.of(contract);
  }

  private static OrganizationAffiliation affiliation(Agreement agreement, List<Line> lines) {
    OrganizationAffiliation affiliation = new OrganizationAffiliation();
    affiliation.setActive(true);
    affiliation.setOrganization(new Reference("Organization/" + agreement.commissioner()));
    affiliation.setParticipatingOrganization(new Reference("Organization/" + agreement.provider()));
    affiliation.addCode().addCoding(CatalogueFileResource.code("affiliation-role", "agreement"));
    lines.forEach(
        line ->
            affiliation.addHealthcareService(
                new Reference("HealthcareService/" + line.serviceId())));
    affiliation.setId("OrganizationAffiliation/parter-" + agreement.slug());
    return affiliation;
  }

  private static Contract contract(Agreement agreement, List<Line> lines) {
    Contract contract = new Contract();
    contract
        .addIdentifier()
        .setSystem(Canonical.BASE + "/sid/agreement-number/" + agreement.county())
        .setValue(agreement.number());
    contract.setStatus(Contract.ContractStatus.EXECUTED);
    contract.addSubject(new Reference("OrganizationAffiliation/parter-" + agreement.slug()));
    contract.setApplies(period(agreement.from(), agreement.to()));
    contract.getType().addCoding(CatalogueFileResource.code("agreement-type", agreement.type()));
    contract.addSubType(contract.getType().copy());
    if (agreement.to() != null && agreement.optionTo() != null) {
      contract.addExtension(option(agreement, agreement.to(), agreement.optionTo()));
    }
    Contract.TermComponent term = contract.addTerm();
    term.getOffer()
        .addExtension(Canonical.profile("entitled-scope"), new CodeType(agreement.scope()));
    party(term, "commissioner", agreement.commissioner());
    party(term, "provider", agreement.provider());
    agreement.entitled().forEach(region -> party(term, "call-off-entitled", region));
    lines.forEach(line -> asset(term.addAsset(), line));
    contract.setId("Contract/avtal-" + agreement.slug());
    return contract;
  }

  private static Extension option(Agreement agreement, LocalDate end, LocalDate optionTo) {
    Extension option = new Extension(Canonical.profile("agreement-option"));
    option.addExtension("period", period(end.plusDays(1), optionTo));
    option.addExtension("exercised", new BooleanType(false));
    if (agreement.optionDecideBy() != null) {
      option.addExtension("decideBy", new DateType(agreement.optionDecideBy().toString()));
    }
    return option;
  }

  private static void asset(Contract.ContractAssetComponent asset, Line line) {
    asset.addTypeReference(new Reference("HealthcareService/" + line.serviceId()));
    if (line.model() != null) {
      asset.addExtension(Canonical.profile("price-model"), new CodeType(line.model()));
    }
    if (line.cap() != null) {
      Extension cap = new Extension(Canonical.profile("volume-cap"));
      cap.addExtension("cap", new IntegerType(line.cap()));
      cap.addExtension("unit", new CodeType("procedures"));
      cap.addExtension("onReached", new CodeType(line.onReached()));
      if (line.reason() != null) {
        cap.addExtension("reason", new StringType(line.reason()));
      }
      asset.addExtension(cap);
    }
    price(asset, line);
    Contract.ValuedItemComponent item = asset.addValuedItem();
    item.getEntityCodeableConcept()
        .addCoding(CatalogueFileResource.code("vardtjanst", line.vardtjanst()));
    if (line.price() != null) {
      item.setUnitPrice(kronor(line.price()));
    }
    if (line.points() != null) {
      item.setPoints(line.points());
    }
    if (line.factor() != null) {
      item.setFactor(line.factor());
    }
  }

  private static void price(Contract.ContractAssetComponent asset, Line line) {
    if (line.fixedShare() != null && line.subscription() != null) {
      Extension subscription = new Extension(Canonical.profile("price-subscription"));
      subscription.addExtension("fixedShare", new DecimalType(line.fixedShare()));
      subscription.addExtension("amount", kronor(line.subscription()));
      asset.addExtension(subscription);
    }
    if (line.outlierFrom() != null) {
      Extension outlier = new Extension(Canonical.profile("price-outlier"));
      outlier.addExtension("threshold", kronor(line.outlierFrom()));
      if (line.outlierCeiling() != null) {
        outlier.addExtension("ceiling", kronor(line.outlierCeiling()));
      }
      outlier.addExtension("basis", new CodeType(line.outlierBasis()));
      asset.addExtension(outlier);
    }
    if (line.index() != null && line.indexDay() != null) {
      Extension index = new Extension(Canonical.profile("price-index"));
      index.addExtension("name", new StringType(line.index()));
      index.addExtension("base", new DateType(line.indexDay().toString()));
      asset.addExtension(index);
    }
  }

  private static void party(Contract.TermComponent term, String role, String organization) {
    term.getOffer()
        .addParty()
        .addReference(new Reference("Organization/" + organization))
        .getRole()
        .addCoding(CatalogueFileResource.code("agreement-party", role));
  }

  private static Money kronor(BigDecimal amount) {
    return new Money().setValue(amount).setCurrency("SEK");
  }

  private static Period period(LocalDate from, @Nullable LocalDate to) {
    Period period = new Period().setStartElement(new DateTimeType(from.toString()));
    return to == null ? period : period.setEndElement(new DateTimeType(to.toString()));
  }
}
