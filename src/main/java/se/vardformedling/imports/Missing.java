package se.vardformedling.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Contract;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.MeasureReport;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.OrganizationAffiliation;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;
import se.vardformedling.catalogue.EndingRules;
import se.vardformedling.catalogue.Units;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.imports.PreviewRows.Planned;

/** What earlier files brought, this one lacks, and still holds. */
@Component
class Missing {
  private static final int AT_ONCE = 250;
  private static final Map<String, Class<? extends Resource>> TYPES =
      Map.of(
          "Organization", Organization.class,
          "Location", Location.class,
          "HealthcareService", HealthcareService.class,
          "OrganizationAffiliation", OrganizationAffiliation.class,
          "Contract", Contract.class,
          "MeasureReport", MeasureReport.class);

  private final Brought brought;
  private final ImportResource resources;
  private final FhirStore store;
  private final Units units;

  Missing(Brought brought, ImportResource resources, FhirStore store, Units units) {
    this.brought = brought;
    this.resources = resources;
    this.store = store;
    this.units = units;
  }

  /**
   * What it is.
   *
   * @param known how many earlier files brought that hold
   * @param held whether it is too much to end without consent
   */
  record Found(List<Planned> gone, int known, boolean held) {}

  /**
   * Of the region that the file is for, or of all if it is for none.
   *
   * @param kept the resources that the file speaks of
   */
  Found of(ImportRun run, FileKind kind, Set<String> kept) {
    List<Planned> gone = new ArrayList<>();
    Map<String, Integer> ending = new HashMap<>();
    Map<String, Integer> known = new HashMap<>();
    for (String type : kind.types().stream().sorted().toList()) {
      List<String> published = brought.ids(run.kind(), run.region(), type);
      List<String> lacking =
          published.stream().filter(id -> !kept.contains(type + "/" + id)).sorted().toList();
      List<Planned> ended = ended(run, type, lacking);
      gone.addAll(ended);
      ending.put(type, ended.size());
      known.put(type, published.size() - lacking.size() + ended.size());
    }
    return new Found(
        gone,
        known.values().stream().mapToInt(Integer::intValue).sum(),
        run.endMissing() && !gone.isEmpty() && held(run, ending, known));
  }

  private static boolean held(
      ImportRun run, Map<String, Integer> ending, Map<String, Integer> known) {
    return run.ending().region().isEmpty()
        || EndingRules.tooMuch(ending, known, EndingRules.MOST_PERCENT).isPresent();
  }

  private List<Planned> ended(ImportRun run, String type, List<String> lacking) {
    List<Planned> ended = new ArrayList<>();
    for (int from = 0; from < lacking.size(); from += AT_ONCE) {
      List<? extends Resource> some =
          read(type, lacking.subList(from, Math.min(lacking.size(), from + AT_ONCE))).stream()
              .filter(ImportResource::inForce)
              .toList();
      Set<String> others = run.region().isPresent() ? Set.of() : others(run.ending(), some);
      some.stream()
          .filter(resource -> !others.contains(ImportResource.unit(resource).orElse("")))
          .forEach(resource -> ended.add(ended(type, resource)));
    }
    return ended;
  }

  /** The units that are not the region's. */
  private Set<String> others(ImportRun.Ending ending, List<? extends Resource> resources) {
    if (ending.region().isEmpty()) {
      return Set.of();
    }
    Set<String> all = new HashSet<>();
    resources.forEach(resource -> ImportResource.unit(resource).ifPresent(all::add));
    Map<String, String> regions = units.regions(all);
    all.removeIf(unit -> ending.region().equals(Optional.ofNullable(regions.get(unit))));
    return all;
  }

  private Planned ended(String type, Resource resource) {
    String was = resources.text(resource);
    String now = resources.text(ImportResource.ended(resource));
    return new Planned(
        0,
        type,
        resource.getIdElement().getIdPart(),
        "gone",
        resource.getIdElement().getVersionIdPartAsLong(),
        was,
        now,
        ImportResource.differences(was, now));
  }

  /** Those of the ids that there are. */
  List<? extends Resource> read(String type, List<String> ids) {
    Class<? extends Resource> java = TYPES.get(type);
    return java == null || ids.isEmpty() ? List.of() : store.readAll(java, ids);
  }
}
