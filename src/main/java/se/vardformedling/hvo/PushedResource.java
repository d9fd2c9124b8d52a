package se.vardformedling.hvo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hl7.fhir.r5.model.Availability;
import org.hl7.fhir.r5.model.Base;
import org.hl7.fhir.r5.model.Bundle;
import org.hl7.fhir.r5.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r5.model.Identifier;
import org.hl7.fhir.r5.model.OperationOutcome;
import org.hl7.fhir.r5.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r5.model.OperationOutcome.IssueType;
import org.hl7.fhir.r5.model.Organization;
import org.hl7.fhir.r5.model.Period;
import org.hl7.fhir.r5.model.Reference;
import org.hl7.fhir.r5.model.Resource;
import org.jspecify.annotations.Nullable;
import se.vardformedling.hvo.HvoFault.Found;
import se.vardformedling.hvo.HvoRules.Unit;
import se.vardformedling.identifier.OrganisationNumber;

/** A transaction of the guide's: what is in it, what is wrong with it, what is answered. */
final class PushedResource {
  private static final String CARE_PROVIDER = "143591000052106";
  private static final String CARE_UNIT = "43741000";
  private static final Set<String> HIERARCHY = Set.of("Organization", "Location");
  private static final Set<String> AGREEMENT =
      Set.of("Contract", "OrganizationAffiliation", "HealthcareService");

  private final Bundle bundle;
  private final List<List<Source>> converted = new ArrayList<>();
  private final List<Unit> units = new ArrayList<>();
  private final List<Found> faults = new ArrayList<>();

  PushedResource(Bundle bundle) {
    this.bundle = bundle;
    if (judgeForm()) {
      name();
      for (int i = 0; i < bundle.getEntry().size(); i++) {
        judge(i, bundle.getEntry().get(i).getResource());
      }
      faults.addAll(HvoRules.hierarchy(units));
    }
  }

  List<Found> faults() {
    return faults;
  }

  private boolean judgeForm() {
    List<String> types =
        bundle.getEntry().stream()
            .map(entry -> entry.getResource() == null ? "" : entry.getResource().fhirType())
            .toList();
    boolean agreement = types.contains("Contract");
    boolean fits =
        bundle.getType() == Bundle.BundleType.TRANSACTION
            && !types.isEmpty()
            && (agreement ? AGREEMENT : HIERARCHY).containsAll(types)
            && (!agreement
                || (types.stream().filter("Contract"::equals).count() == 1
                    && types.contains("OrganizationAffiliation")));
    if (!fits) {
      faults.add(HvoFault.BUNDLE.at(-1));
    }
    return fits;
  }

  /** A new one gets the id that the sender has made for it; who points to it, points there. */
  private void name() {
    Map<String, String> names = new HashMap<>();
    for (BundleEntryComponent entry : bundle.getEntry()) {
      Resource resource = entry.getResource();
      String full = String.valueOf(entry.getFullUrl());
      boolean temporary = full.matches("urn:uuid:[0-9a-fA-F-]{36}");
      if (!resource.hasId() || entry.getRequest().getMethod() == Bundle.HTTPVerb.POST) {
        resource.setId(
            temporary ? full.substring("urn:uuid:".length()) : UUID.randomUUID().toString());
      }
      names.put(full, resource.fhirType() + "/" + resource.getIdPart());
    }
    bundle.getEntry().forEach(entry -> rename(entry.getResource(), names));
  }

  private static void rename(Base base, Map<String, String> names) {
    if (base instanceof Reference reference && names.containsKey(reference.getReference())) {
      reference.setReference(names.get(reference.getReference()));
    }
    base.children().stream()
        .flatMap(child -> child.getValues().stream())
        .filter(value -> value != null)
        .forEach(value -> rename(value, names));
  }

  private void judge(int entry, Resource resource) {
    judgeValues(entry, resource);
    if (resource instanceof Organization organization) {
      units.add(unit(entry, organization));
    }
    List<Source> sources = HvoResource.readable(resource);
    if (sources.isEmpty()) {
      faults.add(HvoFault.NOT_STORED.at(entry));
    }
    if (sources.stream().anyMatch(one -> Identity.in(one.body()))) {
      faults.add(HvoFault.IDENTITY.at(entry));
    }
    converted.add(sources);
  }

  private static Unit unit(int entry, Organization organization) {
    Identifier above = organization.getPartOf().getIdentifier();
    String parent = organization.getPartOf().getReference();
    return new Unit(
        entry,
        organization.getIdPart(),
        typed(organization, CARE_PROVIDER),
        typed(organization, CARE_UNIT),
        parent == null ? null : parent.substring(parent.indexOf('/') + 1),
        HvoResource.ORGANISATION_NUMBER.equals(above.getSystem()) ? above.getValue() : null);
  }

  private static boolean typed(Organization organization, String code) {
    return organization.getType().stream()
        .flatMap(type -> type.getCoding().stream())
        .anyMatch(coding -> code.equals(coding.getCode()));
  }

  private void judgeValues(int entry, Base base) {
    fault(base).ifPresent(fault -> faults.add(fault.at(entry)));
    base.children().stream()
        .flatMap(child -> child.getValues().stream())
        .filter(value -> value != null)
        .forEach(value -> judgeValues(entry, value));
  }

  private static Optional<HvoFault> fault(Base base) {
    if (base instanceof Identifier identifier
        && HvoResource.ORGANISATION_NUMBER.equals(identifier.getSystem())) {
      return number(String.valueOf(identifier.getValue()));
    }
    if (base instanceof Period period) {
      return period(period);
    }
    if (base instanceof Availability.AvailabilityAvailableTimeComponent open) {
      return time(open.getAvailableStartTime()) && time(open.getAvailableEndTime())
          ? Optional.empty()
          : Optional.of(HvoFault.TIME);
    }
    return Optional.empty();
  }

  private static Optional<HvoFault> number(String number) {
    if (!HvoRules.wellFormed(number)) {
      return Optional.of(HvoFault.BAD_NUMBER);
    }
    try {
      OrganisationNumber.parse(number);
      return Optional.empty();
    } catch (IllegalArgumentException nobodys) {
      return Optional.of(HvoFault.NOT_REGISTERED);
    }
  }

  private static Optional<HvoFault> period(Period period) {
    if (period.hasStart() && period.hasEnd() && period.getStart().after(period.getEnd())) {
      return Optional.of(HvoFault.PERIOD);
    }
    boolean timed =
        String.valueOf(period.getStartElement().getValueAsString()).length() > 10
            || String.valueOf(period.getEndElement().getValueAsString()).length() > 10;
    return timed ? Optional.of(HvoFault.ONLY_THE_DATE) : Optional.empty();
  }

  private static boolean time(@Nullable String text) {
    return text == null || HvoRules.isTime(text);
  }

  /** What is to be kept: the guide has what hangs together with nothing ignored. */
  List<Source> sources() {
    Set<String> kept = new HashSet<>(HvoRules.connected(units));
    Set<String> agreed = agreed();
    List<Source> all = new ArrayList<>();
    for (List<Source> one : converted) {
      Source first = one.get(0);
      boolean wanted =
          switch (first.type()) {
            case "Organization" -> kept.contains(first.id());
            case "OrganizationAffiliation", "HealthcareService" -> agreed.contains(first.key());
            default -> true;
          };
      if (wanted) {
        all.addAll(one);
      }
    }
    return all;
  }

  /** The affiliations that the contract is about, and the services that those are about. */
  private Set<String> agreed() {
    Set<String> agreed = new HashSet<>();
    reach("Contract", null, agreed);
    reach("OrganizationAffiliation", Set.copyOf(agreed), agreed);
    return agreed;
  }

  private void reach(String type, @Nullable Set<String> among, Set<String> reached) {
    converted.stream()
        .map(one -> one.get(0))
        .filter(one -> one.type().equals(type) && (among == null || among.contains(one.key())))
        .forEach(
            one ->
                HvoResource.walk(
                    one.body(),
                    base -> {
                      if (base instanceof org.hl7.fhir.r4.model.Reference reference
                          && reference.hasReference()) {
                        reached.add(reference.getReference());
                      }
                    }));
  }

  /** The organisationsnummer that the hierarchy hangs under and that the bundle does not bring. */
  Set<String> numbers() {
    Set<String> brought =
        converted.stream()
            .map(one -> String.valueOf(one.get(0).organisationNumber()))
            .collect(Collectors.toSet());
    return units.stream()
        .map(Unit::providerNumber)
        .filter(number -> number != null && !brought.contains(number))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  int topEntry() {
    return units.stream()
        .filter(unit -> unit.providerNumber() != null)
        .map(Unit::entry)
        .findFirst()
        .orElse(-1);
  }

  /**
   * The answer, entry by entry.
   *
   * @param before what was here before, by {@code Type/id}
   * @param local where each is here, by {@code Type/id}
   */
  Bundle response(Set<String> before, Map<String, String> local, List<Found> warnings) {
    Bundle response = new Bundle().setType(Bundle.BundleType.TRANSACTIONRESPONSE);
    Set<String> kept = sources().stream().map(Source::key).collect(Collectors.toSet());
    for (int i = 0; i < converted.size(); i++) {
      int entry = i;
      String key = converted.get(i).get(0).key();
      Bundle.BundleEntryResponseComponent one = response.addEntry().getResponse();
      // Ignored, says the guide, and not refused.
      one.setStatus(!kept.contains(key) ? "204" : before.contains(key) ? "200" : "201");
      one.setLocation(local.getOrDefault(key, key));
      List<Found> here = warnings.stream().filter(found -> found.entry() == entry).toList();
      if (!here.isEmpty()) {
        one.setOutcome(outcome(here));
      }
    }
    return response;
  }

  static OperationOutcome outcome(List<Found> found) {
    OperationOutcome outcome = new OperationOutcome();
    for (Found one : found.stream().distinct().toList()) {
      OperationOutcome.OperationOutcomeIssueComponent issue = outcome.addIssue();
      issue.setSeverity(one.fault().warning() ? IssueSeverity.WARNING : IssueSeverity.ERROR);
      issue.setCode(IssueType.fromCode(one.fault().issueType()));
      issue
          .getDetails()
          .setText(one.fault().text())
          .addCoding()
          .setSystem(HvoFault.SYSTEM)
          .setCode(one.fault().code());
      issue.addExpression(one.entry() < 0 ? "Bundle" : "Bundle.entry[" + one.entry() + "]");
    }
    return outcome;
  }

  /** Of form 400, of content 422. */
  static int status(List<Found> found) {
    boolean form =
        found.stream()
            .filter(one -> !one.fault().warning())
            .allMatch(one -> Set.of("invalid", "structure").contains(one.fault().issueType()));
    return form ? 400 : 422;
  }
}
