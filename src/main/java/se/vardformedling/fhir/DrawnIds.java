package se.vardformedling.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.model.util.JpaConstants;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.springframework.stereotype.Component;
import se.vardformedling.identifier.IdentityScanner;
import se.vardformedling.identifier.IdentityScanner.Place;

/**
 * The ids of new resources. One of some hundred thousand UUIDs has twelve digits that could be a
 * person's number: what had such an id would be refused wherever it is named, so another is drawn.
 */
@Component
@Interceptor
class DrawnIds implements ServerInterceptor {

  @Hook(value = Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED, order = -40)
  public void asked(RequestDetails request, RestOperationTypeEnum operation) {
    IBaseResource sent = request.getResource();
    if (sent instanceof Bundle bundle && operation == RestOperationTypeEnum.TRANSACTION) {
      giveAll(bundle);
    } else if (sent != null && operation == RestOperationTypeEnum.CREATE) {
      give(sent);
    }
  }

  /** The id under which HAPI stores the resource, should it be a new one. */
  static <T extends IBaseResource> T give(T resource) {
    resource.setUserData(JpaConstants.RESOURCE_ID_SERVER_ASSIGNED_VALUE, firstOf(UUID::randomUUID));
    return resource;
  }

  static void giveAll(Bundle bundle) {
    bundle.getEntry().stream()
        .filter(entry -> entry.getRequest().getMethod() == HTTPVerb.POST)
        .filter(BundleEntryComponent::hasResource)
        .map(BundleEntryComponent::getResource)
        .forEach(DrawnIds::give);
  }

  static String firstOf(Supplier<UUID> ids) {
    return Stream.generate(ids)
        .map(UUID::toString)
        .filter(id -> IdentityScanner.scan(id, Place.TEXT).isEmpty())
        .findFirst()
        .orElseThrow();
  }
}
