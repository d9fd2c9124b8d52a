package se.vardformedling.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What a transaction has written of the types that a step changes several of, for whoever reads it
 * again before the commit: nobody else can have changed it.
 */
final class Written extends OfTransaction {
  private final Map<String, Resource> resources = new HashMap<>();

  private Written() {}

  /** A copy, the reader's own. */
  static Optional<IBaseResource> find(String type, String id) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      return Optional.empty();
    }
    return Optional.ofNullable(ofTransaction().resources.get(type + "/" + id)).map(Resource::copy);
  }

  private static Written ofTransaction() {
    return current(Written.class, Written::new);
  }

  /** Notes it before anything follows from it, which may write it once more. */
  @Component
  @Interceptor
  static class Noted implements StorageInterceptor {
    private static final int FIRST = -5000;

    @Hook(value = Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED, order = FIRST)
    public void created(IBaseResource resource) {
      note(resource);
    }

    @Hook(value = Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED, order = FIRST)
    public void updated(IBaseResource before, IBaseResource after) {
      note(after);
    }

    private static void note(IBaseResource stored) {
      if (ServedTypes.GOVERNED.contains(stored.fhirType())
          && stored instanceof Resource resource
          && TransactionSynchronizationManager.isSynchronizationActive()) {
        String key = resource.fhirType() + "/" + resource.getIdElement().getIdPart();
        ofTransaction().resources.put(key, resource.copy());
      }
    }
  }
}
