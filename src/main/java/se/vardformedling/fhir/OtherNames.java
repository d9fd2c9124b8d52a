package se.vardformedling.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.UriType;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import se.vardformedling.identifier.SystemNames;

/**
 * Takes a system of numbers or codes by the names that others have for it: what is sent and what is
 * asked is read, judged, kept and told by the one name. Before anything else has looked at it.
 */
@Component
@Interceptor
@Order(-400)
class OtherNames implements ServerInterceptor, StorageInterceptor {
  private final FhirContext fhir;

  OtherNames(FhirContext fhir) {
    this.fhir = fhir;
  }

  @Hook(value = Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED, order = -400)
  public void sent(RequestDetails request) {
    IBaseResource body = request.getResource();
    if (body != null && mayHold(request.loadRequestContents())) {
      tell(body);
    }
  }

  @Hook(value = Pointcut.SERVER_INCOMING_REQUEST_POST_PROCESSED, order = -400)
  public void asked(RequestDetails request) {
    Map<String, String[]> parameters = request.getParameters();
    if (parameters.values().stream().flatMap(Arrays::stream).anyMatch(SystemNames::mayHold)) {
      Map<String, String[]> told = new HashMap<>(parameters);
      told.replaceAll(
          (name, values) -> Arrays.stream(values).map(SystemNames::toldIn).toArray(String[]::new));
      request.setParameters(told);
    }
  }

  /** Of a PATCH nobody knows what it makes before it has been made. */
  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED, order = -4000)
  public void patched(IBaseResource before, IBaseResource after, @Nullable RequestDetails request) {
    boolean patch =
        Optional.ofNullable(request)
            .map(RequestDetails::getRestOperationType)
            .filter(operation -> operation == RestOperationTypeEnum.PATCH)
            .isPresent();
    if (patch) {
      tell(after);
    }
  }

  /** The names are letters and digits that every encoding of a body has alike. */
  private static boolean mayHold(byte @Nullable [] sent) {
    return sent != null && SystemNames.mayHold(new String(sent, StandardCharsets.ISO_8859_1));
  }

  /** Every system and every address of a list is a uri; none of the names is anything else. */
  private void tell(IBaseResource resource) {
    fhir.newTerser().getAllPopulatedChildElementsOfType(resource, UriType.class).stream()
        .filter(UriType::hasValue)
        .forEach(uri -> uri.setValue(SystemNames.told(uri.getValue())));
    if (resource instanceof Bundle bundle) {
      // What it holds is not among a bundle's own elements.
      bundle.getEntry().stream()
          .map(Bundle.BundleEntryComponent::getResource)
          .filter(Objects::nonNull)
          .forEach(this::tell);
      bundle.getEntry().stream()
          .map(Bundle.BundleEntryComponent::getRequest)
          .filter(entry -> entry.hasUrl() || entry.hasIfNoneExist())
          .forEach(OtherNames::tell);
    }
  }

  private static void tell(Bundle.BundleEntryRequestComponent entry) {
    if (entry.hasUrl()) {
      entry.setUrl(SystemNames.toldInQuery(entry.getUrl()));
    }
    if (entry.hasIfNoneExist()) {
      entry.setIfNoneExist(SystemNames.toldInQuery(entry.getIfNoneExist()));
    }
  }
}
