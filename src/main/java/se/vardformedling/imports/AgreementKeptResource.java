package se.vardformedling.imports;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Contract;
import org.hl7.fhir.r4.model.Contract.ContractAssetComponent;
import org.hl7.fhir.r4.model.Contract.ContractPartyComponent;
import org.hl7.fhir.r4.model.Contract.TermComponent;
import org.hl7.fhir.r4.model.Contract.ValuedItemComponent;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.OrganizationAffiliation;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import se.vardformedling.fhir.Canonical;

/**
 * An agreement as a file says it, and of what the file has no column for, as it was: conditions,
 * special charges, shares, options that have been used, and whatever else somebody has written.
 */
final class AgreementKeptResource {
  private static final String OPTION = Canonical.profile("agreement-option");
  private static final String SCOPE = Canonical.profile("entitled-scope");
  private static final String CAP = Canonical.profile("volume-cap");

  /** The columns without which a file says nothing of the extension. */
  private static final Map<String, Set<String>> WHOLE =
      new TreeMap<>(
          Map.of(
              Canonical.profile("price-model"),
              Set.of("Ersättningsmodell"),
              Canonical.profile("price-subscription"),
              Set.of("Fast andel", "Abonnemangsbelopp"),
              Canonical.profile("price-outlier"),
              Set.of("Ytterfallsgräns"),
              Canonical.profile("price-index"),
              Set.of("Index", "Indexdag"),
              CAP,
              Set.of("Takvolym")));

  /** The column of a part of an extension; empty for one that no file has. */
  private static final Map<String, String> PARTS =
      new TreeMap<>(
          Map.of(
              "ceiling", "Ytterfallstak",
              "basis", "Ytterfall betalas efter",
              "onReached", "Vid tak",
              "unit", "",
              "share", "",
              "warnAt", ""));

  private AgreementKeptResource() {}

  static OrganizationAffiliation merged(OrganizationAffiliation old, OrganizationAffiliation now) {
    OrganizationAffiliation merged = old.copy();
    merged
        .setActive(now.getActive())
        .setOrganization(now.getOrganization())
        .setParticipatingOrganization(now.getParticipatingOrganization())
        .setHealthcareService(now.getHealthcareService());
    return merged.hasCode() ? merged : merged.setCode(now.getCode());
  }

  /**
   * The agreement as it will be.
   *
   * @param silent the columns that the file does not have
   */
  static Contract merged(Contract old, Contract now, Set<String> silent) {
    Contract merged = old.copy();
    now.getIdentifier().forEach(one -> identifier(merged.getIdentifier(), one));
    if (old.getSubType().stream().allMatch(old.getType()::equalsDeep)) {
      merged.setSubType(now.getSubType());
    }
    merged.setStatus(now.getStatus()).setType(now.getType());
    now.getSubject().stream()
        .filter(
            one ->
                old.getSubject().stream()
                    .noneMatch(other -> reference(one).equals(reference(other))))
        .forEach(merged::addSubject);
    merged.getApplies().setStartElement(now.getApplies().getStartElement());
    if (!silent.contains("Gäller till")) {
      merged.getApplies().setEndElement(now.getApplies().getEndElement());
    }
    options(merged, old, now, silent);
    merged.setTerm(new ArrayList<>());
    merged.addTerm(term(old.getTermFirstRep(), now.getTermFirstRep(), silent));
    return merged;
  }

  /** In the place of the one of its system. */
  private static void identifier(List<Identifier> all, Identifier one) {
    for (int i = 0; i < all.size(); i++) {
      if (one.getSystem().equals(all.get(i).getSystem())) {
        all.set(i, one);
        return;
      }
    }
    all.add(one);
  }

  /** An option for the same time is the same, and one that has been used has prolonged it. */
  private static void options(Contract merged, Contract old, Contract now, Set<String> silent) {
    if (!silent.contains("Option till")) {
      merged.getExtension().removeIf(one -> OPTION.equals(one.getUrl()));
      for (Extension option : now.getExtensionsByUrl(OPTION)) {
        old.getExtensionsByUrl(OPTION).stream()
            .filter(before -> period(before).equalsDeep(period(option)))
            .findFirst()
            .ifPresent(before -> keepUsed(before, option, silent));
        merged.addExtension(option);
      }
    }
    merged.getExtensionsByUrl(OPTION).stream()
        .filter(AgreementKeptResource::exercised)
        .map(AgreementKeptResource::period)
        .sorted(Comparator.comparing(period -> day(period.getStartElement().getValueAsString())))
        .filter(period -> follows(merged.getApplies(), period))
        .forEachOrdered(period -> merged.getApplies().setEndElement(period.getEndElement().copy()));
  }

  private static void keepUsed(Extension before, Extension option, Set<String> silent) {
    option.getExtensionByUrl("exercised").setValue(new BooleanType(exercised(before)));
    if (silent.contains("Option senast")) {
      copyParts(before, option, "decideBy");
    }
  }

  private static boolean exercised(Extension option) {
    return "true".equals(option.getExtensionByUrl("exercised").getValue().primitiveValue());
  }

  private static Period period(Extension option) {
    return (Period) option.getExtensionByUrl("period").getValue();
  }

  private static boolean follows(Period applies, Period option) {
    return applies.hasEnd()
        && day(option.getStartElement().getValueAsString())
            .equals(day(applies.getEndElement().getValueAsString()).plusDays(1));
  }

  private static LocalDate day(String dateTime) {
    return LocalDate.parse(dateTime.substring(0, 10));
  }

  private static TermComponent term(TermComponent old, TermComponent now, Set<String> silent) {
    TermComponent term = old.copy();
    if (!silent.contains("Avropsrätt")) {
      term.getOffer().getExtension().removeIf(one -> SCOPE.equals(one.getUrl()));
      term.getOffer().addExtension(now.getOffer().getExtensionByUrl(SCOPE));
    }
    Set<String> told =
        silent.contains("Avropande regioner")
            ? Set.of("commissioner", "provider")
            : Set.of("commissioner", "provider", "call-off-entitled");
    List<ContractPartyComponent> parties = new ArrayList<>(now.getOffer().getParty());
    old.getOffer().getParty().stream()
        .filter(party -> !told.contains(role(party)))
        .forEach(party -> parties.add(party.copy()));
    term.getOffer().setParty(parties);
    Map<String, ContractAssetComponent> before = new HashMap<>();
    old.getAsset().forEach(asset -> before.putIfAbsent(key(asset), asset));
    term.setAsset(new ArrayList<>());
    now.getAsset()
        .forEach(
            asset ->
                term.addAsset(
                    Optional.ofNullable(before.get(key(asset)))
                        .map(kept -> asset(kept, asset, silent))
                        .orElse(asset)));
    return term;
  }

  private static String role(ContractPartyComponent party) {
    return String.valueOf(party.getRole().getCodingFirstRep().getCode());
  }

  /** A service and one of its vårdtjänster. */
  private static String key(ContractAssetComponent asset) {
    return reference(asset.getTypeReferenceFirstRep())
        + "|"
        + asset.getValuedItemFirstRep().getEntityCodeableConcept().getCodingFirstRep().getCode();
  }

  private static String reference(Reference reference) {
    return String.valueOf(reference.getReferenceElement().getIdPart());
  }

  private static ContractAssetComponent asset(
      ContractAssetComponent old, ContractAssetComponent now, Set<String> silent) {
    ContractAssetComponent asset = old.copy();
    WHOLE.forEach(
        (url, columns) -> {
          if (columns.stream().noneMatch(silent::contains)) {
            replace(asset, old.getExtensionByUrl(url), now.getExtensionByUrl(url), silent);
          }
        });
    ValuedItemComponent item = asset.getValuedItemFirstRep();
    ValuedItemComponent said = now.getValuedItemFirstRep();
    if (!silent.contains("Pris")) {
      item.setUnitPrice(said.hasUnitPrice() ? said.getUnitPrice() : null);
    }
    if (!silent.contains("DRG-vikt")) {
      item.setPointsElement(said.hasPoints() ? said.getPointsElement() : null);
    }
    if (!silent.contains("Uppräkning")) {
      item.setFactorElement(said.hasFactor() ? said.getFactorElement() : null);
    }
    return asset;
  }

  /** The extension as the file has it, with those of its parts that the file does not speak of. */
  private static void replace(
      Element in, @Nullable Extension old, @Nullable Extension now, Set<String> silent) {
    if (old != null) {
      in.getExtension().removeIf(one -> old.getUrl().equals(one.getUrl()));
    }
    if (now == null) {
      return;
    }
    if (old != null) {
      PARTS.forEach(
          (part, column) -> {
            if ((column.isEmpty() || silent.contains(column)) && old.hasExtension(part)) {
              copyParts(old, now, part);
            }
          });
      if (CAP.equals(now.getUrl()) && !now.hasExtension("reason") && sameCap(old, now)) {
        copyParts(old, now, "reason");
      }
    }
    in.addExtension(now);
  }

  /** The reason is that of the number. */
  private static boolean sameCap(Extension old, Extension now) {
    return old.getExtensionByUrl("cap")
        .getValue()
        .equalsDeep(now.getExtensionByUrl("cap").getValue());
  }

  private static void copyParts(Extension from, Extension to, String part) {
    to.getExtension().removeIf(one -> part.equals(one.getUrl()));
    from.getExtensionsByUrl(part).forEach(one -> to.addExtension(one.copy()));
  }
}
