package se.vardformedling.security;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.ExpectedVersion;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.NodeRole;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.fhir.ServerInterceptor;

/**
 * The policy at the door: says no before anything is read, the same for a request and for each
 * entry of a bundle, which HAPI carries out without asking at the door again. What one may not see
 * ends here in the very answer that an id gets that never was.
 */
@Component
@Interceptor
@Order(-200)
class RequestPolicy implements ServerInterceptor {
  private final Policy policy;
  private final List<Relations> relations;
  private final FhirStore store;

  RequestPolicy(NodeRole node, List<Relations> relations, @Lazy FhirStore store) {
    this.policy = Policy.of(node);
    this.relations = relations;
    this.store = store;
  }

  @Hook(value = Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED, order = -200)
  public void ask(RequestDetails request, @Nullable RestOperationTypeEnum operation) {
    if (operation == RestOperationTypeEnum.TRANSACTION
        && request.getResource() instanceof Bundle bundle) {
      bundle.getEntry().forEach(this::askEntry);
    } else if (request.getResourceName() != null && operation != null) {
      String id = request.getId() == null ? "" : request.getId().getIdPart();
      boolean conditional =
          request.getHeader("If-None-Exist") != null
              || (id.isEmpty()
                  && (operation == RestOperationTypeEnum.UPDATE
                      || operation == RestOperationTypeEnum.PATCH));
      ask(
          new Asked(
              operation,
              request.getResourceName(),
              id,
              conditional,
              ExpectedVersion.said(request)));
    }
  }

  private void askEntry(BundleEntryComponent entry) {
    HTTPVerb method = entry.getRequest().getMethod();
    // Nobody deletes, whatever it is: the bundle's own check says so.
    if (method != null && method != HTTPVerb.DELETE && entry.getRequest().getUrl() != null) {
      if (entry.getRequest().getUrl().contains(SearchPages.PARAMETER)) {
        throw Problem.BAD_PARAMETER.at("Bundle.entry.request.url", "");
      }
      ask(
          Entries.read(
                  method.toCode(), entry.getRequest().getUrl(), entry.getRequest().hasIfNoneExist())
              .orElseThrow(() -> Problem.BAD_PARAMETER.at("Bundle.entry.request.url", ""))
              .expecting(entry.getRequest().hasIfMatch()));
    }
  }

  private void ask(Asked asked) {
    Optional<Action> action = action(asked.operation());
    if (action.isEmpty()) {
      return;
    }
    Caller caller = Caller.current();
    boolean searches =
        asked.operation() == RestOperationTypeEnum.SEARCH_TYPE
            || asked.operation() == RestOperationTypeEnum.HISTORY_TYPE;
    if (!policy.allows(caller, action.get(), asked.type())
        || (action.get() == Action.READ
            && !ScopeRules.allow(caller.scopes(), searches ? "s" : "r", asked.type()))) {
      throw Problem.ACTOR_NOT_ALLOWED.because(asked.type());
    }
    relations.stream()
        .filter(relation -> relation.types().contains(asked.type()))
        .findFirst()
        .ifPresent(relation -> askRelation(caller, relation, asked));
  }

  private void askRelation(Caller caller, Relations relation, Asked asked) {
    if (asked.operation() == RestOperationTypeEnum.HISTORY_TYPE) {
      // Its pages would tell how much others do.
      throw Problem.METHOD_NOT_ALLOWED.because("poll by _lastUpdated, or read one's history");
    }
    if (asked.conditional()) {
      throw Problem.BAD_PARAMETER.because("no conditional changes of " + asked.type());
    }
    if (!asked.id().isEmpty()) {
      IBaseResource found = store.find(asked.type(), asked.id()).orElseThrow(() -> absent(asked));
      if (!relation.maySee(caller, found)) {
        throw absent(asked);
      }
    }
  }

  /** There is none, or none that the caller may know of. */
  private static Refusal absent(Asked asked) {
    return asked.operation() == RestOperationTypeEnum.UPDATE && asked.expected()
        ? Problem.STALE_VERSION.at(asked.type(), "no such resource")
        : Problem.NOT_FOUND.because("");
  }

  /** Empty for what touches no resource of its own, such as the capability statement. */
  private static Optional<Action> action(RestOperationTypeEnum operation) {
    return switch (operation) {
      case READ, VREAD, SEARCH_TYPE, HISTORY_INSTANCE, HISTORY_TYPE -> Optional.of(Action.READ);
      case CREATE -> Optional.of(Action.CREATE);
      case UPDATE, PATCH -> Optional.of(Action.UPDATE);
      case EXTENDED_OPERATION_TYPE, EXTENDED_OPERATION_INSTANCE, VALIDATE ->
          Optional.of(Action.OPERATE);
      default -> Optional.empty();
    };
  }
}
