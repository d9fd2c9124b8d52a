package se.vardformedling.hvo;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Contract;
import org.hl7.fhir.r4.model.Contract.ContractStatus;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.OrganizationAffiliation;
import org.hl7.fhir.r4.model.Reference;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.hvo.SourceLinks.Known;
import se.vardformedling.hvo.Sources.Row;

/**
 * A contract of the national catalogue as an agreement of ours: its parties and services stand on
 * its affiliations. Price and takvolym are not in the guide and are left open.
 */
final class AgreedResource {
  static final Set<ContractStatus> OVER =
      Set.of(
          ContractStatus.TERMINATED,
          ContractStatus.REVOKED,
          ContractStatus.CANCELLED,
          ContractStatus.REJECTED,
          ContractStatus.ENTEREDINERROR);

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
}
