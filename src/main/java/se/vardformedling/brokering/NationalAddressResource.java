package se.vardformedling.brokering;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Endpoint;

/** Where a unit takes messages, as the national catalogue writes it. */
final class NationalAddressResource {
  /** {@code sdk:0203:provider.example/function}. */
  private static final Pattern ADDRESS = Pattern.compile("sdk:(\\d{4}:[^/\\s]+)/(\\S+)");

  private NationalAddressResource() {}

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
