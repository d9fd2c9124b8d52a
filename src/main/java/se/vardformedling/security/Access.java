package se.vardformedling.security;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.IPreResourceAccessDetails;
import ca.uhn.fhir.rest.api.server.IPreResourceShowDetails;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.IdType;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.Hits;
import se.vardformedling.fhir.NodeRole;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.StorageInterceptor;

/**
 * The policy at storage: whatever way a read or write takes (bundle, include, history, operation),
 * it passes here. What the program does for itself is not asked.
 */
@Component
@Interceptor
@Order(-200)
class Access implements StorageInterceptor {
  private final Policy policy;
  private final List<Relations> relations;
  private final FhirStore store;
  private final FhirContext fhir;

  Access(NodeRole node, List<Relations> relations, @Lazy FhirStore store, FhirContext fhir) {
    this.policy = Policy.of(node);
    this.relations = relations;
    this.store = store;
    this.fhir = fhir;
  }

  /**
   * What the caller may not see is as if it had never been. Where a search is narrowed to exactly
   * what the caller may see, only what it shows is looked at once more: for a hook that looks at
   * one hit HAPI loads them all a second time.
   */
  @Hook(Pointcut.STORAGE_PREACCESS_RESOURCES)
  public void read(IPreResourceAccessDetails found, @Nullable RequestDetails request) {
    if (request == null || internal(request)) {
      return;
    }
    Caller caller = Caller.current();
    if (Hits.areOfTypeSearched(request)
        && policy.allows(caller, Action.READ, request.getResourceName())
        && relation(request.getResourceName()).map(Relations::limitIsExact).orElse(true)) {
      return;
    }
    for (int i = 0; i < found.size(); i++) {
      IBaseResource resource = found.getResource(i);
      if (!policy.allows(caller, Action.READ, resource.fhirType()) || !sees(caller, resource)) {
        found.setDontReturnResourceAtIndex(i);
      }
    }
  }

  /**
   * What {@link #read} has not looked at: hits of a narrowed search, and a further page, which was
   * found some time ago and perhaps by the same person under another uppdrag.
   */
  @Hook(value = Pointcut.STORAGE_PRESHOW_RESOURCES, order = -200)
  public void shown(IPreResourceShowDetails shown, @Nullable RequestDetails request) {
    if (request == null || internal(request) || !unread(request)) {
      return;
    }
    Caller caller = Caller.current();
    for (int i = 0; i < shown.size(); i++) {
      IBaseResource resource = shown.getResource(i);
      if (resource != null
          && governs(resource.fhirType())
          && !(policy.allows(caller, Action.READ, resource.fhirType()) && sees(caller, resource))) {
        shown.setResource(i, null);
      }
    }
  }

  private boolean unread(RequestDetails request) {
    return request.getRestOperationType() == RestOperationTypeEnum.GET_PAGE
        || (Hits.areOfTypeSearched(request)
            && relation(request.getResourceName()).map(Relations::limitIsExact).orElse(false));
  }

  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED, order = -200)
  public void create(IBaseResource resource, @Nullable RequestDetails request) {
    if (!internal(request)) {
      write(Caller.current(), Action.CREATE, resource);
      checkReferences(Caller.current(), resource, Set.of());
    }
  }

  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED, order = -200)
  public void update(IBaseResource before, IBaseResource after, @Nullable RequestDetails request) {
    if (internal(request)) {
      return;
    }
    Caller caller = Caller.current();
    if (!sees(caller, before)) {
      throw Problem.NOT_FOUND.because("");
    }
    write(caller, Action.UPDATE, before);
    write(caller, Action.UPDATE, after);
    // What was there already tells nobody anything new.
    checkReferences(caller, after, targets(before));
  }

  private void write(Caller caller, Action action, IBaseResource resource) {
    if (!policy.allows(caller, action, resource.fhirType())) {
      throw Problem.ACTOR_NOT_ALLOWED.because(resource.fhirType());
    }
    if (relation(resource.fhirType())
        .map(relation -> !relation.mayWrite(caller, resource))
        .orElse(false)) {
      throw Problem.ORGANISATION_NOT_AUTHORISED.because(resource.fhirType());
    }
  }

  /** What one may not see cannot be pointed at either: whether it can would tell that it exists. */
  private void checkReferences(Caller caller, IBaseResource resource, Set<String> known) {
    for (String reference : targets(resource)) {
      IIdType target = new IdType(reference);
      String type = target.getResourceType();
      if (!known.contains(reference)
          && governs(type)
          && store.find(type, target.getIdPart()).filter(found -> sees(caller, found)).isEmpty()) {
        throw Problem.DANGLING_REFERENCE.at(resource.fhirType(), "");
      }
    }
  }

  private Set<String> targets(IBaseResource resource) {
    return fhir.newTerser().getAllResourceReferences(resource).stream()
        .map(reference -> reference.getResourceReference().getReferenceElement())
        .filter(target -> target.getResourceType() != null && target.hasIdPart())
        .map(target -> target.toUnqualifiedVersionless().getValue())
        .collect(Collectors.toSet());
  }

  private boolean governs(String type) {
    return relation(type).isPresent();
  }

  private boolean sees(Caller caller, IBaseResource resource) {
    return relation(resource.fhirType())
        .map(relation -> relation.maySee(caller, resource))
        .orElse(true);
  }

  private Optional<Relations> relation(@Nullable String type) {
    return relations.stream()
        .filter(relation -> type != null && relation.types().contains(type))
        .findFirst();
  }

  private static boolean internal(@Nullable RequestDetails request) {
    return request == null || request instanceof SystemRequestDetails;
  }
}
