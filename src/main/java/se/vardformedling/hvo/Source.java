package se.vardformedling.hvo;

import java.util.List;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * One resource of the national catalogue, in R4, with the catalogue's own ids.
 *
 * @param parent the organisation it is part of, by its id there
 * @param organisationNumber of a legal person
 * @param owner the unit that gives the service or runs the business
 * @param uses what it is made of besides itself: places, groups; {@code Type/id} each
 */
record Source(
    String type,
    String id,
    Resource body,
    @Nullable String parent,
    @Nullable String organisationNumber,
    @Nullable String owner,
    List<String> uses,
    @Nullable String name) {

  String key() {
    return type + "/" + id;
  }
}
