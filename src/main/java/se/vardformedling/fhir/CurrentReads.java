package se.vardformedling.fhir;

import ca.uhn.fhir.interceptor.api.IInterceptorService;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.jpa.dao.BaseHapiFhirResourceDao;
import ca.uhn.fhir.jpa.provider.BaseJpaResourceProvider;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/**
 * Lets the endpoint read by one question to the database what HAPI reads by two. All else, older
 * versions and what is not there among it, is HAPI's to answer.
 */
@Component
class CurrentReads {
  private final CurrentVersions versions;
  private final IInterceptorService hooks;

  CurrentReads(CurrentVersions versions, IInterceptorService hooks) {
    this.versions = versions;
    this.hooks = hooks;
  }

  <T extends IBaseResource> void serve(BaseJpaResourceProvider<T> provider) {
    provider.setDao(over(provider.getDao()));
  }

  /** HAPI's store of a type, but for reads of what is current. */
  @SuppressWarnings("unchecked")
  private <T extends IBaseResource> IFhirResourceDao<T> over(IFhirResourceDao<T> hapi) {
    return (IFhirResourceDao<T>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            ClassUtils.getAllInterfaces(hapi),
            (proxy, method, arguments) -> {
              Optional<T> found =
                  reads(method)
                      ? read(hapi, (IIdType) arguments[0], (RequestDetails) arguments[1])
                      : Optional.empty();
              return found.isPresent() ? found.get() : HapiVersions.call(hapi, method, arguments);
            });
  }

  private static boolean reads(Method method) {
    return method.getName().equals("read") && method.getParameterCount() == 2;
  }

  private <T extends IBaseResource> Optional<T> read(
      IFhirResourceDao<T> hapi, IIdType id, RequestDetails request) {
    if (id.hasVersionIdPart()) {
      return Optional.empty();
    }
    Optional<T> found = versions.find(hapi.getResourceType(), id.getIdPart());
    return found.flatMap(
        resource -> {
          BaseHapiFhirResourceDao.invokeStoragePreAccessResources(hooks, request, id, resource);
          return Optional.ofNullable(
              BaseHapiFhirResourceDao.invokeStoragePreShowResources(hooks, request, resource));
        });
  }
}
