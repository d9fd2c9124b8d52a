package se.vardformedling.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.storage.IResourcePersistentId;
import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What a transaction has written. Of the types that a step changes several of it is kept, for
 * whoever reads it again before the commit: nobody else can have changed it.
 */
final class Written extends OfTransaction {
  private final Map<String, Resource> resources = new HashMap<>();
  private final Map<IIdType, IResourcePersistentId<?>> rows = new HashMap<>();
  private final Set<String> begun = new HashSet<>();
  private boolean unnamed;
  private boolean inMemory;

  private Written() {}

  /** A copy, the reader's own. */
  static Optional<IBaseResource> find(String type, String id) {
    return ofTransaction()
        .map(written -> written.resources.get(type + "/" + id))
        .map(Resource::copy);
  }

  /** For a write that goes on with them: whom it refers to is not asked of the database. */
  static TransactionDetails known() {
    TransactionDetails details = new TransactionDetails();
    ofTransaction().ifPresent(written -> written.rows.forEach(details::addResolvedResourceId));
    return details;
  }

  /** Whether the resource may be among what the database has not been told. */
  static boolean mayHold(String type, String id) {
    return ofTransaction()
        .map(written -> written.unnamed || written.begun.contains(type + "/" + id))
        .orElse(false);
  }

  /** Whether there may be something in memory that the database has not been told; asked once. */
  static boolean flushable() {
    boolean some = ofTransaction().map(written -> written.inMemory).orElse(false);
    ofTransaction().ifPresent(written -> written.inMemory = false);
    return some;
  }

  private void begins(IBaseResource resource) {
    inMemory = true;
    unnamed |= !resource.getIdElement().hasIdPart();
    begun.add(key(resource));
  }

  private static String key(IBaseResource resource) {
    return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
  }

  private static Optional<Written> ofTransaction() {
    return TransactionSynchronizationManager.isSynchronizationActive()
        ? Optional.of(current(Written.class, Written::new))
        : Optional.empty();
  }

  /**
   * Notes a write when it begins, since of a bundle's the end is told only after all, and when it
   * is made, before anything follows from it, which may write it once more.
   */
  @Component
  @Interceptor
  static class Noted implements StorageInterceptor {
    private static final int FIRST = -5000;

    @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED, order = FIRST)
    public void creating(IBaseResource resource) {
      begins(resource);
    }

    @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED, order = FIRST)
    public void updating(IBaseResource before, IBaseResource after) {
      begins(after);
    }

    @Hook(value = Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED, order = FIRST)
    public void created(IBaseResource resource, TransactionDetails details) {
      IIdType id = resource.getIdElement().toUnqualifiedVersionless();
      IResourcePersistentId<?> row = details.getResolvedResourceId(id);
      if (row != null) {
        ofTransaction().ifPresent(written -> written.rows.put(id, row));
      }
      made(resource);
    }

    @Hook(value = Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED, order = FIRST)
    public void updated(IBaseResource before, IBaseResource after) {
      made(after);
    }

    private static void begins(IBaseResource resource) {
      ofTransaction().ifPresent(written -> written.begins(resource));
    }

    private static void made(IBaseResource stored) {
      begins(stored);
      if (ServedTypes.GOVERNED.contains(stored.fhirType()) && stored instanceof Resource resource) {
        String key = key(resource);
        ofTransaction().ifPresent(written -> written.resources.put(key, resource.copy()));
      }
    }
  }
}
