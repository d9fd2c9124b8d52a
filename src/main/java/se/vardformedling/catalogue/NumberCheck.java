package se.vardformedling.catalogue;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.fhir.StorageInterceptor;

/**
 * In the catalogue, what is called an HSA-id or an organisationsnummer is one, by whatever way it
 * comes, and what is named has a name.
 */
@Component
@Interceptor
@Order(50)
class NumberCheck implements StorageInterceptor {

  // After the guard of personal data (0), which says more of somebody's number in such a place.
  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED, order = 50)
  public void created(IBaseResource resource) {
    check(resource);
  }

  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED, order = 50)
  public void updated(IBaseResource before, IBaseResource after) {
    check(after);
  }

  private static void check(IBaseResource resource) {
    List<Refusal.Issue> wrong = CatalogueResource.wrongNumbers(resource);
    if (!wrong.isEmpty()) {
      throw new Refusal(wrong);
    }
    if (CatalogueResource.nameless(resource)) {
      throw Problem.VALUE_INVALID.at(resource.fhirType() + ".name", "no value");
    }
  }
}
