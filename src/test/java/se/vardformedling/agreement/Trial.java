package se.vardformedling.agreement;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Contract;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.OrganizationAffiliation;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.FhirStore;

/**
 * Agreements of Region Dalarna that Region Gävleborg may use too, each about a service of its own,
 * so that tests do not meet.
 */
@Component
public class Trial {
  private final FhirStore store;
  private final Clock clock;

  Trial(FhirStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  public record Made(String contractId, String serviceId) {}

  /** With a cap of so many places, from half a year ago for two years. */
  public Made agreement(int cap) {
    return agreement(cap, LocalDate.now(clock).plusDays(550));
  }

  public Made agreement(int cap, LocalDate lastDay) {
    return agreement(cap, lastDay, "20", "21");
  }

  /** Of one region, which lets another call off under it. */
  public Made agreement(int cap, LocalDate lastDay, String owner, String borrower) {
    HealthcareService service = new HealthcareService();
    service.setActive(true).setName("Koloskopi, prov");
    service.setProvidedBy(new Reference("Organization/unit-goteborg"));
    service.addLocation(new Reference("Location/loc-goteborg"));
    service.addType().addCoding(new Coding(Canonical.codeSystem("vardtjanst"), "koloskopi", null));
    String serviceId = store.create(service).getIdElement().getIdPart();
    OrganizationAffiliation parties = new OrganizationAffiliation();
    parties
        .setActive(true)
        .setOrganization(new Reference("Organization/region-" + owner))
        .setParticipatingOrganization(new Reference("Organization/unit-goteborg"))
        .addHealthcareService(new Reference("HealthcareService/" + serviceId));
    parties
        .addCode()
        .addCoding(new Coding(Canonical.codeSystem("affiliation-role"), "agreement", null));
    String affiliation = store.create(parties).getIdElement().getIdPart();
    Contract contract = contract(serviceId, affiliation, lastDay);
    party(contract.getTermFirstRep(), "commissioner", "Organization/region-" + owner);
    party(contract.getTermFirstRep(), "call-off-entitled", "Organization/region-" + borrower);
    contract.getTermFirstRep().getAssetFirstRep().addExtension(cap(cap, ""));
    return new Made(store.create(contract).getIdElement().getIdPart(), serviceId);
  }

  /** Another about the same service, that Region Gävleborg owns and Region Dalarna may use. */
  public Made another(Made made, int cap) {
    Contract contract = store.read(Contract.class, made.contractId()).copy();
    contract.setId((String) null);
    contract.setMeta(null);
    contract.getIdentifierFirstRep().setValue("PROV-" + UUID.randomUUID());
    contract.getTermFirstRep().getOffer().getParty().stream()
        .filter(party -> !"provider".equals(party.getRole().getCodingFirstRep().getCode()))
        .forEach(
            party -> {
              boolean owner = "commissioner".equals(party.getRole().getCodingFirstRep().getCode());
              party.getReferenceFirstRep().setReference("Organization/region-" + (owner ? 21 : 20));
            });
    contract.getTermFirstRep().getAssetFirstRep().setExtension(new ArrayList<>());
    contract.getTermFirstRep().getAssetFirstRep().addExtension(cap(cap, ""));
    return new Made(store.create(contract).getIdElement().getIdPart(), made.serviceId());
  }

  /** About two vårdtjänster of one service, koloskopi and framfall. */
  public Made two(int koloskopi, int framfall) {
    Made made = agreement(koloskopi);
    HealthcareService service = store.read(HealthcareService.class, made.serviceId());
    service.addType().addCoding(new Coding(Canonical.codeSystem("vardtjanst"), "framfall", null));
    store.update(service);
    Contract contract = store.read(Contract.class, made.contractId());
    Contract.ContractAssetComponent other = contract.getTermFirstRep().getAssetFirstRep().copy();
    other
        .getValuedItemFirstRep()
        .getEntityCodeableConcept()
        .getCodingFirstRep()
        .setCode("framfall");
    contract.getTermFirstRep().addAsset(other);
    caps(contract, List.of(cap(koloskopi, ""), cap(framfall, "")));
    store.update(contract);
    return made;
  }

  /** New caps of the two. */
  public void two(Made made, int koloskopi, int framfall, boolean alone) {
    Contract contract = store.read(Contract.class, made.contractId());
    List<Extension> caps = List.of(cap(koloskopi, ""), cap(framfall, ""));
    if (alone) {
      caps.forEach(cap -> cap.addExtension("alone", new BooleanType(true)));
    }
    caps(contract, caps);
    store.update(contract);
  }

  private static void caps(Contract contract, List<Extension> caps) {
    List<Contract.ContractAssetComponent> assets = contract.getTermFirstRep().getAsset();
    for (int i = 0; i < assets.size(); i++) {
      assets
          .get(i)
          .getExtension()
          .removeIf(e -> e.getUrl().equals(Canonical.profile("volume-cap")));
      assets.get(i).addExtension(caps.get(i));
    }
  }

  /** What more is said of the cap. */
  public void cap(Made made, int cap, String part, String code) {
    Contract contract = store.read(Contract.class, made.contractId());
    Extension extension = cap(cap, "");
    extension.addExtension(part, new CodeType(code));
    var asset = contract.getTermFirstRep().getAssetFirstRep();
    asset.getExtension().removeIf(e -> e.getUrl().equals(Canonical.profile("volume-cap")));
    asset.addExtension(extension);
    store.update(contract);
  }

  /** A new version of the agreement with another cap. */
  public void cap(Made made, int cap, String reason) {
    Contract contract = store.read(Contract.class, made.contractId());
    var asset = contract.getTermFirstRep().getAssetFirstRep();
    asset.getExtension().removeIf(e -> e.getUrl().equals(Canonical.profile("volume-cap")));
    asset.addExtension(cap(cap, reason));
    store.update(contract);
  }

  private Contract contract(String serviceId, String affiliation, LocalDate lastDay) {
    Contract contract = new Contract();
    contract
        .addIdentifier()
        .setSystem(Canonical.BASE + "/sid/demo-agreement")
        .setValue("PROV-" + UUID.randomUUID());
    contract.setStatus(Contract.ContractStatus.EXECUTED);
    contract.addSubject(new Reference("OrganizationAffiliation/" + affiliation));
    contract
        .getApplies()
        .setStartElement(new DateTimeType(LocalDate.now(clock).minusDays(180).toString()))
        .setEndElement(new DateTimeType(lastDay.toString()));
    contract
        .getType()
        .addCoding(new Coding(Canonical.codeSystem("agreement-type"), "contracted", null));
    Contract.TermComponent term = contract.addTerm();
    term.getOffer().addExtension(Canonical.profile("entitled-scope"), new CodeType("named"));
    party(term, "provider", "Organization/unit-goteborg");
    Contract.ContractAssetComponent asset = term.addAsset();
    asset.addTypeReference(new Reference("HealthcareService/" + serviceId));
    asset.addExtension(Canonical.profile("price-model"), new CodeType("fixed-price"));
    Contract.ValuedItemComponent item = asset.addValuedItem();
    item.getEntityCodeableConcept()
        .addCoding(new Coding(Canonical.codeSystem("vardtjanst"), "koloskopi", null));
    item.getUnitPrice().setValue(BigDecimal.valueOf(7_400)).setCurrency("SEK");
    return contract;
  }

  private static Extension cap(int cap, String reason) {
    Extension extension = new Extension(Canonical.profile("volume-cap"));
    extension.addExtension("cap", new IntegerType(cap));
    if (!reason.isEmpty()) {
      extension.addExtension("reason", new StringType(reason));
    }
    return extension;
  }

  private static void party(Contract.TermComponent term, String role, String organization) {
    term.getOffer()
        .addParty()
        .addReference(new Reference(organization))
        .getRole()
        .addCoding(new Coding(Canonical.codeSystem("agreement-party"), role, null));
  }
}
