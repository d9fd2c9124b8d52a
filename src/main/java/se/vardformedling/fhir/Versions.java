package se.vardformedling.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.api.model.ResourceVersionConflictResolutionStrategy;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * No change without saying which version is changed, no creation by mistake. What the program does
 * for itself is not asked: it changes what it has read in the same transaction.
 */
@Component
@Interceptor
class Versions implements ServerInterceptor, StorageInterceptor {
  private static final String EXPECTED = "vf.expected";

  /** The version that a PATCH has left, in the request's user data. */
  static final String STORED = "vf.stored";

  /** So many attempts end every race that is not about one and the same version. */
  private static final int ATTEMPTS = 8;

  @Hook(value = Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED, order = -50)
  public void atTheDoor(RequestDetails request, RestOperationTypeEnum operation) {
    if (operation == RestOperationTypeEnum.TRANSACTION
        && request.getResource() instanceof Bundle bundle) {
      BundleCheck.check(bundle);
      request.getUserData().put(EXPECTED, new Preconditions.OfBundle(bundle));
    }
  }

  /** HAPI would create under the id; who names a version means one that exists. */
  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED, order = -300)
  public void created(IBaseResource resource, @Nullable RequestDetails request) {
    if (expected(resource, request).ifMatch() != null) {
      throw Problem.STALE_VERSION.at(resource.fhirType(), "no such resource");
    }
    if (request != null) {
      ConditionalCreate.note(request);
    }
  }

  // After access (-200): who may not see the resource is not told its version.
  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED, order = -190)
  public void updated(IBaseResource before, IBaseResource after, @Nullable RequestDetails request) {
    if (!fromOutside(request)) {
      return;
    }
    Preconditions expected = expected(after, request);
    String type = before.fhirType();
    if (expected.absent()) {
      throw Problem.PRECONDITION_FAILED.at(type, "the resource exists");
    }
    if (!expected.namesVersion() && ServedTypes.GOVERNED.contains(type)) {
      throw Problem.IF_MATCH_REQUIRED.at(type, "");
    }
    if (!expected.matches(before.getIdElement().getVersionIdPart())) {
      throw Problem.STALE_VERSION.at(type, "");
    }
  }

  /** For an answer that shows nothing of the resource but its version. */
  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
  public void stored(IBaseResource before, IBaseResource after, @Nullable RequestDetails request) {
    if (request != null
        && fromOutside(request)
        && request.getRestOperationType() == RestOperationTypeEnum.PATCH
        && String.valueOf(request.getId() == null ? null : request.getId().getIdPart())
            .equals(after.getIdElement().getIdPart())) {
      request.getUserData().put(STORED, String.valueOf(after.getIdElement().getVersionIdPart()));
    }
  }

  /** Losers of a race try again and meet what the winner left, instead of an error. */
  @Hook(Pointcut.STORAGE_VERSION_CONFLICT)
  public @Nullable ResourceVersionConflictResolutionStrategy again(
      @Nullable RequestDetails request) {
    RestOperationTypeEnum operation = request == null ? null : request.getRestOperationType();
    if (!fromOutside(request) || operation == null) {
      return null;
    }
    return switch (operation) {
      case CREATE, UPDATE, PATCH -> {
        ResourceVersionConflictResolutionStrategy strategy =
            new ResourceVersionConflictResolutionStrategy();
        strategy.setRetry(true);
        strategy.setMaxRetries(ATTEMPTS);
        yield strategy;
      }
      default -> null;
    };
  }

  private static Preconditions expected(IBaseResource resource, @Nullable RequestDetails request) {
    if (!(request instanceof ServletRequestDetails door)) {
      return Preconditions.NONE;
    }
    if (door.getUserData().get(EXPECTED) instanceof Preconditions.OfBundle bundle) {
      return bundle.of(resource);
    }
    return switch (door.getRestOperationType()) {
      case CREATE, UPDATE, PATCH ->
          new Preconditions(
              (String) door.getServletRequest().getAttribute(RequestGate.IF_MATCH),
              "*".equals(door.getHeader("If-None-Match")));
      default -> Preconditions.NONE;
    };
  }

  private static boolean fromOutside(@Nullable RequestDetails request) {
    return request instanceof ServletRequestDetails;
  }
}
