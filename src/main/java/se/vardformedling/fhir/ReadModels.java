package se.vardformedling.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps every read model in step with the resources, and makes them anew on demand. */
@Component
@Interceptor
@Order(200)
public class ReadModels implements StorageInterceptor {
  private final List<ReadModel> models;
  private final ObjectProvider<DaoRegistry> daos;

  ReadModels(List<ReadModel> models, ObjectProvider<DaoRegistry> daos) {
    this.models = models;
    this.daos = daos;
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
  public void created(IBaseResource resource) {
    follow(resource);
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
  public void updated(IBaseResource before, IBaseResource after) {
    follow(after);
  }

  /**
   * Empties and fills all read models in one transaction; readers see the old rows until it is
   * done.
   *
   * @return the number of resources followed
   */
  @Transactional
  public int rebuild() {
    models.forEach(ReadModel::clear);
    int count = 0;
    for (String type :
        models.stream().flatMap(model -> model.types().stream()).distinct().sorted().toList()) {
      count += all(type).stream().peek(this::follow).toList().size();
    }
    return count;
  }

  private void follow(IBaseResource resource) {
    models.stream()
        .filter(model -> model.types().contains(resource.fhirType()))
        .forEach(model -> model.follow(resource));
  }

  private List<IBaseResource> all(String type) {
    IBundleProvider found =
        daos.getObject()
            .getResourceDao(type)
            .search(SearchParameterMap.newSynchronous(), new SystemRequestDetails());
    return found.getAllResources();
  }
}
