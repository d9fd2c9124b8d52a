package se.vardformedling.carerelation;

import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Resource;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.security.Caller;

/** Which units have to do with what is kept here: a tag for each, which only the program sets. */
public final class CareUnits {
  static final String SYSTEM = Canonical.codeSystem("care-unit");

  private CareUnits() {}

  /**
   * Lets a unit see the resource, beside those that do already.
   *
   * @param unit HSA-id
   */
  public static void mark(Resource resource, String unit) {
    if (unit.isBlank()) {
      throw new IllegalArgumentException("no unit");
    }
    if (resource.getMeta().getTag(SYSTEM, unit) == null) {
      resource.getMeta().addTag(SYSTEM, unit, null);
    }
  }

  /** HSA-ids. */
  public static Set<String> of(IBaseResource resource) {
    return ((Resource) resource)
        .getMeta().getTag().stream()
            .filter(tag -> SYSTEM.equals(tag.getSystem()))
            .map(tag -> tag.getCode())
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
  }

  /** Whether the caller's units have to do with the resource. */
  public static boolean concern(Caller caller, IBaseResource resource) {
    return of(resource).stream().anyMatch(caller.units()::contains);
  }

  /** Exactly these units and no others, whatever it said before. */
  static void set(IBaseResource resource, Set<String> units) {
    ((Resource) resource).getMeta().getTag().removeIf(tag -> SYSTEM.equals(tag.getSystem()));
    units.stream().sorted().forEach(unit -> mark((Resource) resource, unit));
  }
}
