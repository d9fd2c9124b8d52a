package se.vardformedling.brokering;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Endpoint;
import org.hl7.fhir.r4.model.Organization;

/** Where a unit takes messages, as the national catalogue writes it. */
final class NationalAddressResource {
  /** {@code sdk:0203:provider.example/function}. */
  private static final Pattern ADDRESS = Pattern.compile("sdk:(\\d{4}:[^/\\s]+)/(\\S+)");

  private NationalAddressResource() {}

  /**
   * The units of an answer that are in operation and whose HSA-id it is: another that had it before
   * may be in the answer too.
   */
  static List<Organization> bearers(Bundle answer, String hsaId) {
    return answer.getEntry().stream()
        .map(Bundle.BundleEntryComponent::getResource)
        .filter(Organization.class::isInstance)
        .map(Organization.class::cast)
        .filter(organization -> !organization.hasActive() || organization.getActive())
        .filter(organization -> NationalTaskResource.hsaIds(organization).anyMatch(hsaId::equals))
        .toList();
  }

  static Optional<FunctionAddress> read(Endpoint endpoint) {
    Matcher address = ADDRESS.matcher(String.valueOf(endpoint.getAddress()));
    if (!address.matches()) {
      return Optional.empty();
    }
    Set<String> types =
        endpoint.getPayloadMimeType().stream()
            .map(type -> type.getValue())
            .collect(Collectors.toSet());
    return Optional.of(new FunctionAddress(address.group(1), address.group(2), types));
  }
}
