package se.vardformedling.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** No change without saying which version is changed, no creation by mistake, nothing deleted. */
@Component
@Interceptor
class Versions implements ServerInterceptor, StorageInterceptor {
  private static final Set<String> GOVERNED =
      Set.of("Task", "ServiceRequest", "Contract", "Invoice");

  @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED)
  public void atTheDoor(RequestDetails request, RestOperationTypeEnum operation) {
    if (operation == RestOperationTypeEnum.DELETE) {
      throw Problem.DELETE_NOT_ALLOWED.because("");
    }
    boolean change =
        operation == RestOperationTypeEnum.UPDATE || operation == RestOperationTypeEnum.PATCH;
    if (change
        && GOVERNED.contains(request.getResourceName())
        && request.getHeader("If-Match") == null) {
      throw Problem.IF_MATCH_REQUIRED.because(request.getResourceName());
    }
  }

  /** HAPI would create under the id; who names a version means one that exists. */
  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED, order = -300)
  public void created(IBaseResource resource, @Nullable RequestDetails request) {
    if (request != null
        && !(request instanceof SystemRequestDetails)
        && request.getHeader("If-Match") != null) {
      throw Problem.STALE_VERSION.because("no such resource");
    }
  }

  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED, order = -300)
  public void updated(IBaseResource before, IBaseResource after, @Nullable RequestDetails request) {
    if (request != null
        && !(request instanceof SystemRequestDetails)
        && "*".equals(request.getHeader("If-None-Match"))) {
      throw Problem.PRECONDITION_FAILED.because("the resource exists");
    }
  }
}
