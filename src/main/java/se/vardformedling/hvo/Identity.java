package se.vardformedling.hvo;

import java.util.Set;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import se.vardformedling.identifier.IdentityScanner;
import se.vardformedling.identifier.IdentityScanner.Place;

/**
 * Whether what came may identify a person: then nothing of it is kept, not even while it waits to
 * be stored, where the guard would refuse it.
 */
final class Identity {
  private static final Set<String> NUMBERS =
      Set.of(HvoResource.HSA_ID, HvoResource.ORGANISATION_NUMBER, "http://snomed.info/sct");

  private Identity() {}

  static boolean in(Resource resource) {
    return in(resource, Place.TEXT) || found(resource.getIdElement().getIdPart(), Place.TEXT);
  }

  private static boolean in(Base base, Place place) {
    if (base instanceof PrimitiveType<?> primitive) {
      return found(
          primitive.getValueAsString(),
          primitive instanceof BaseDateTimeType ? Place.DATE_TIME : place);
    }
    Place inside = place(base);
    return base.children().stream()
        .flatMap(child -> child.getValues().stream())
        .anyMatch(value -> value != null && in(value, inside));
  }

  private static Place place(Base base) {
    if (base instanceof ContactPoint) {
      return Place.CONTACT_POINT;
    }
    boolean known =
        base instanceof Identifier identifier
                && NUMBERS.contains(String.valueOf(identifier.getSystem()))
            || base instanceof Coding coding
                && NUMBERS.contains(String.valueOf(coding.getSystem()));
    return known ? Place.KNOWN_IDENTIFIER : Place.TEXT;
  }

  private static boolean found(@Nullable String text, Place place) {
    return text != null && IdentityScanner.scan(text, place).isPresent();
  }
}
