package se.vardformedling.hvo;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Resource;
import se.vardformedling.fhir.Problem;
import se.vardformedling.hvo.Sources.Row;

/**
 * A unit that was ours before the catalogue told of it. Its HSA-id is what agreements, cases and
 * messages know it by: that the catalogue calls it something else now, or no longer anything, may
 * be a new name for the same unit or another unit, and only a person can tell which.
 */
final class AdoptedResource {
  private AdoptedResource() {}

  /**
   * Refuses whatever the catalogue says of it under another HSA-id or none, also that it has ended.
   * A legal person is known by its number, and needs none.
   */
  static void check(Row row, Resource here) {
    if (row.adopted()
        && here instanceof Organization ours
        && row.source().body() instanceof Organization theirs) {
      Set<String> kept = hsaIds(ours);
      Set<String> told = hsaIds(theirs);
      boolean known =
          told.isEmpty() ? haveOneNumber(ours, theirs) : !Collections.disjoint(kept, told);
      if (!kept.isEmpty() && !known) {
        throw Problem.HSA_ID_CHANGED.at(
            "Organization.identifier",
            "Organization/" + row.localId() + " has another HSA-id than " + row.source().key());
      }
    }
  }

  /** What it has here and the catalogue does not say stays: its HSA-id, and that it is a unit. */
  static void keepHsaIds(Row row, Organization ours, Organization made) {
    if (!row.adopted() || !hsaIds(made).isEmpty()) {
      return;
    }
    ours.getIdentifier().stream()
        .filter(AdoptedResource::isHsaId)
        .forEach(one -> made.addIdentifier(one.copy()));
    Coding unit = LocalResource.ours("organization-type", "unit");
    if (!hsaIds(ours).isEmpty() && isOf(ours, unit) && !isOf(made, unit)) {
      made.addType().addCoding(unit);
    }
  }

  private static boolean isOf(Organization organization, Coding type) {
    return organization.getType().stream()
        .anyMatch(one -> one.hasCoding(type.getSystem(), type.getCode()));
  }

  private static boolean haveOneNumber(Organization ours, Organization theirs) {
    List<String> numbers =
        ours.getIdentifier().stream()
            .filter(one -> HvoResource.ORGANISATION_NUMBER.equals(one.getSystem()))
            .map(Identifier::getValue)
            .toList();
    return theirs.getIdentifier().stream()
        .filter(one -> HvoResource.ORGANISATION_NUMBER.equals(one.getSystem()))
        .anyMatch(one -> one.hasValue() && numbers.contains(one.getValue()));
  }

  private static Set<String> hsaIds(Organization organization) {
    return organization.getIdentifier().stream()
        .filter(AdoptedResource::isHsaId)
        .map(one -> one.getValue().strip().toUpperCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  private static boolean isHsaId(Identifier one) {
    return HvoResource.HSA_ID.equals(one.getSystem())
        && one.hasValue()
        && one.getUse() != Identifier.IdentifierUse.OLD;
  }
}
