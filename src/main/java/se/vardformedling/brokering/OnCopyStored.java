package se.vardformedling.brokering;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.StorageInterceptor;

/**
 * Nobody writes the copy of a national Task: it is the national node's to change, and what has
 * happened here is reported there.
 */
@Component
@Interceptor
class OnCopyStored implements StorageInterceptor {

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
  public void updated(IBaseResource before, IBaseResource after, @Nullable RequestDetails request) {
    if (request != null
        && !(request instanceof SystemRequestDetails)
        && before instanceof Task task
        && NationalTaskResource.isCopy(task)) {
      throw Problem.ACTOR_NOT_ALLOWED.because("Task");
    }
  }
}
