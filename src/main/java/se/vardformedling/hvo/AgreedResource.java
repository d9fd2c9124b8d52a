package se.vardformedling.hvo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Contract;
import org.hl7.fhir.r4.model.Contract.ContractStatus;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.OrganizationAffiliation;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Reference;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.hvo.SourceLinks.Known;
import se.vardformedling.hvo.Sources.Row;

/**
 * A contract of the national catalogue as an agreement of ours: its parties and services stand on
 * its affiliations. Price and takvolym are not in the guide and are left open.
 */
final class AgreedResource {
  /** Between the last moment of one period and the first of the next, whatever the time zone. */
  private static final Duration GAP = Duration.ofDays(2);

  static final Set<ContractStatus> OVER =
      Set.of(
          ContractStatus.TERMINATED,
          ContractStatus.REVOKED,
          ContractStatus.CANCELLED,
          ContractStatus.REJECTED,
          ContractStatus.ENTEREDINERROR);

  /** What the catalogue says itself, or what is seen to elsewhere; of all else, ours stands. */
  private static final Set<String> THEIRS =
      Set.of(
          "id",
          "meta",
          "implicitRules",
          "language",
          "text",
          "contained",
          "extension",
          "modifierExtension",
          "identifier",
          "status",
          "applies",
          "subject",
          "type",
          "subType",
          "term");

  /** Of whom the catalogue speaks; others, such as regions that may call off, are ours. */
  private static final Set<String> THEIR_PARTIES = Set.of("commissioner", "provider");

  private AgreedResource() {}

  static void complete(Contract contract, Known known, ServiceResource read) {
    CodeableConcept kind = new CodeableConcept(LocalResource.ours("agreement-type", "contracted"));
    // The guide's type is the area that the agreement is about; ours is what kind it is.
    contract.setSubType(List.of(contract.hasType() ? contract.getType() : kind));
    contract.setType(kind);
    Contract.TermComponent term = contract.getTermFirstRep();
    term.getOffer().addExtension(Canonical.profile("entitled-scope"), new CodeType("named"));
    Set<String> services = new LinkedHashSet<>();
    Set<String> commissioners = new LinkedHashSet<>();
    Set<String> providers = new LinkedHashSet<>();
    for (Reference subject : contract.getSubject()) {
      Row row = known.rows().get(String.valueOf(subject.getReference()));
      if (row != null && row.source().body() instanceof OrganizationAffiliation affiliation) {
        add(commissioners, affiliation.getOrganization());
        add(providers, affiliation.getParticipatingOrganization());
        affiliation.getHealthcareService().forEach(service -> add(services, service));
      }
    }
    commissioners.forEach(one -> party(term, "commissioner", one));
    providers.forEach(one -> party(term, "provider", one));
    services.forEach(one -> asset(term, one, known, read));
  }

  private static void add(Set<String> all, Reference reference) {
    if (reference.hasReference()) {
      all.add(reference.getReference());
    }
  }

  private static void party(Contract.TermComponent term, String role, String reference) {
    Contract.ContractPartyComponent party = term.getOffer().addParty();
    party.addReference(new Reference(reference));
    party.getRole().addCoding(LocalResource.ours("agreement-party", role));
  }

  /** One for each vårdtjänst that the service stands for. */
  private static void asset(
      Contract.TermComponent term, String service, Known known, ServiceResource read) {
    Row row = known.rows().get(service);
    if (row == null || !(row.source().body() instanceof HealthcareService body)) {
      return;
    }
    for (String vardtjanst : read.vardtjanster(body)) {
      Contract.ContractAssetComponent asset = term.addAsset();
      asset.addTypeReference(new Reference(service));
      asset
          .addValuedItem()
          .setEntity(new CodeableConcept(LocalResource.ours("vardtjanst", vardtjanst)));
    }
  }

  /** The ids here of the services under an agreement. */
  static List<String> services(Contract contract) {
    return contract.getTerm().stream()
        .flatMap(term -> term.getAsset().stream())
        .map(AgreedResource::service)
        .toList();
  }

  /**
   * Puts back what a region has added to an agreement of the catalogue: price, takvolym, criteria,
   * who may call off, options that have been used, services of its own, and whatever else the
   * catalogue is silent about. The catalogue's are state, time, parties, area and which of its
   * services.
   *
   * @param catalogues those of the services here that are the catalogue's
   */
  static void keepOurs(Contract old, Contract now, Set<String> catalogues) {
    if (old.getType().getCodingFirstRep().hasCode()) {
      now.setType(old.getType().copy());
    }
    for (Property property : old.children()) {
      String name = property.getName();
      if (property.hasValues()
          && !THEIRS.contains(name)
          && !now.getNamedProperty(name).hasValues()) {
        property.getValues().forEach(value -> now.setProperty(name, value.copy()));
      }
    }
    old.getIdentifier().stream()
        .filter(
            one ->
                now.getIdentifier().stream()
                    .noneMatch(
                        other ->
                            String.valueOf(one.getSystem())
                                .equals(String.valueOf(other.getSystem()))))
        .forEach(one -> now.addIdentifier(one.copy()));
    prolong(now);
    if (old.hasTerm()) {
      keepOurs(old.getTermFirstRep(), now.getTermFirstRep(), catalogues);
    }
  }

  /**
   * A region that has used its option has prolonged the agreement, from where it ends: one that the
   * catalogue has cut short stays so.
   */
  private static void prolong(Contract now) {
    now.getExtensionsByUrl(Canonical.profile("agreement-option")).stream()
        .filter(option -> "true".equals(primitive(option, "exercised")))
        .map(option -> (Period) option.getExtensionByUrl("period").getValue())
        .sorted(Comparator.comparing(Period::getStart))
        .filter(option -> follows(now.getApplies(), option))
        .forEachOrdered(option -> now.getApplies().setEndElement(option.getEndElement().copy()));
  }

  private static boolean follows(Period applies, Period option) {
    return applies.hasEnd()
        && option.getEnd().after(applies.getEnd())
        && !option.getStart().toInstant().isAfter(applies.getEnd().toInstant().plus(GAP));
  }

  private static void keepOurs(
      Contract.TermComponent old, Contract.TermComponent now, Set<String> catalogues) {
    Extension scope = old.getOffer().getExtensionByUrl(Canonical.profile("entitled-scope"));
    if (scope != null) {
      now.getOffer().getExtension().removeIf(one -> scope.getUrl().equals(one.getUrl()));
      now.getOffer().addExtension(scope.copy());
    }
    old.getOffer().getParty().stream()
        .filter(party -> !THEIR_PARTIES.contains(party.getRole().getCodingFirstRep().getCode()))
        .forEach(party -> now.getOffer().addParty(party.copy()));
    Map<String, Contract.ContractAssetComponent> ours = new LinkedHashMap<>();
    old.getAsset().forEach(asset -> ours.put(key(asset), asset));
    now.setAsset(
        new ArrayList<>(
            now.getAsset().stream()
                .map(
                    asset -> {
                      Contract.ContractAssetComponent kept = ours.remove(key(asset));
                      return kept == null
                          ? asset
                          : kept.copy().setTypeReference(asset.getTypeReference());
                    })
                .toList()));
    ours.values().stream()
        .filter(asset -> !catalogues.contains(service(asset)))
        .forEach(asset -> now.addAsset(asset.copy()));
  }

  private static String key(Contract.ContractAssetComponent asset) {
    return service(asset)
        + "|"
        + asset.getValuedItemFirstRep().getEntityCodeableConcept().getCodingFirstRep().getCode();
  }

  /** Its id, also while it points to nothing. */
  private static String service(Contract.ContractAssetComponent asset) {
    Reference reference = asset.getTypeReferenceFirstRep();
    String id = reference.getReferenceElement().getIdPart();
    return id == null ? String.valueOf(reference.getIdentifier().getValue()) : id;
  }

  private static String primitive(Extension whole, String url) {
    Extension part = whole.getExtensionByUrl(url);
    return part == null ? "" : String.valueOf(part.getValue().primitiveValue());
  }
}
