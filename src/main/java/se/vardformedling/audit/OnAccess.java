package se.vardformedling.audit;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import se.vardformedling.fhir.ChangeFollower;
import se.vardformedling.fhir.RequestNames;
import se.vardformedling.fhir.ServerInterceptor;
import se.vardformedling.fhir.StorageInterceptor;

/** Notes what a request asks for, shows and changes; a change is logged in its own transaction. */
@Component
@Interceptor
class OnAccess implements ServerInterceptor, StorageInterceptor, ChangeFollower {
  private final AccessLog log;
  private final Clock clock;

  OnAccess(AccessLog log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  @Hook(value = Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED, order = -1000)
  public void asked(RequestDetails request, @Nullable RestOperationTypeEnum operation) {
    note()
        .ifPresent(
            note -> {
              String verb = RequestNames.verb(request, operation);
              String type = request.getResourceName() == null ? "" : request.getResourceName();
              note.does((verb + " " + type).strip());
              if (request.getId() != null && request.getId().hasIdPart()) {
                note.touches(type + "/" + request.getId().getIdPart(), null);
              }
            });
  }

  @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
  public void shown(@Nullable IBaseResource answer) {
    if (answer != null) {
      note()
          .ifPresent(
              note -> Touched.in(answer).forEach(one -> note.touches(one.entity(), one.caseId())));
    }
  }

  @Hook(value = Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED, order = 1000)
  public void created(IBaseResource resource) {
    changed("create", resource);
  }

  @Hook(value = Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED, order = 1000)
  public void updated(IBaseResource before, IBaseResource after) {
    changed("update", after);
  }

  /** Rows of ours that no resource tells of. */
  @Override
  public void changed(String what) {
    note()
        .ifPresent(
            note -> {
              note.touches(what, null);
              withTheChange(note);
            });
  }

  private void changed(String verb, IBaseResource resource) {
    List<Touched> touched = Touched.in(resource).toList();
    note()
        .or(() -> ofTheProgram(verb, resource, touched))
        .ifPresent(
            note -> {
              touched.forEach(one -> note.touches(one.entity(), one.caseId()));
              withTheChange(note);
            });
  }

  /** A case that moves though nobody has asked: a time is out, or a day has passed. */
  private static Optional<AccessNote> ofTheProgram(
      String verb, IBaseResource resource, List<Touched> touched) {
    if (touched.stream().noneMatch(one -> one.caseId() != null)) {
      return Optional.empty();
    }
    Optional<AccessNote> begun = registered().map(last -> last.note).findFirst();
    return begun.or(
        () -> {
          AccessNote note = AccessNote.ofTheProgram(UUID.randomUUID());
          note.does(verb + " " + resource.fhirType());
          return Optional.of(note);
        });
  }

  private void withTheChange(AccessNote note) {
    if (registered().findAny().isEmpty()) {
      TransactionSynchronizationManager.registerSynchronization(new WithTheChange(note));
    }
  }

  private static Stream<WithTheChange> registered() {
    return TransactionSynchronizationManager.getSynchronizations().stream()
        .filter(WithTheChange.class::isInstance)
        .map(WithTheChange.class::cast);
  }

  private static Optional<AccessNote> note() {
    RequestAttributes thread = RequestContextHolder.getRequestAttributes();
    return thread == null
        ? Optional.empty()
        : Optional.ofNullable(
            (AccessNote)
                thread.getAttribute(AccessNote.ATTRIBUTE, RequestAttributes.SCOPE_REQUEST));
  }

  /** The last thing in the transaction: the row that says what it changed. */
  private final class WithTheChange implements TransactionSynchronization {
    private final AccessNote note;

    WithTheChange(AccessNote note) {
      this.note = note;
    }

    @Override
    public void beforeCommit(boolean readOnly) {
      log.add(note, clock.instant(), 200);
    }

    @Override
    public void afterCommit() {
      note.written(true);
    }
  }
}
