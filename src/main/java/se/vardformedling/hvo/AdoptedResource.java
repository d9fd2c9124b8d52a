package se.vardformedling.hvo;

import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Resource;
import se.vardformedling.fhir.Problem;
import se.vardformedling.hvo.Sources.Row;

/**
 * A unit that was ours before the catalogue told of it. Its HSA-id is what agreements, cases and
 * messages know it by: that the catalogue calls it something else now may be a new name for the
 * same unit or another unit, and only a person can tell which.
 */
final class AdoptedResource {
  private AdoptedResource() {}

  /** Refuses whatever the catalogue says of it under another HSA-id, also that it has ended. */
  static void check(Row row, Resource here) {
    if (row.adopted()
        && here instanceof Organization ours
        && row.source().body() instanceof Organization theirs) {
      Set<String> kept = hsaIds(ours);
      Set<String> told = hsaIds(theirs);
      if (!kept.isEmpty() && !told.isEmpty() && Collections.disjoint(kept, told)) {
        throw Problem.HSA_ID_CHANGED.at(
            "Organization.identifier",
            "Organization/" + row.localId() + " has another HSA-id than " + row.source().key());
      }
    }
  }

  private static Set<String> hsaIds(Organization organization) {
    return organization.getIdentifier().stream()
        .filter(one -> HvoResource.HSA_ID.equals(one.getSystem()) && one.hasValue())
        .filter(one -> one.getUse() != Identifier.IdentifierUse.OLD)
        .map(one -> one.getValue().strip().toUpperCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }
}
