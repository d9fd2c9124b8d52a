package se.vardformedling.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import java.util.UUID;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** Every write of a request that may come again is noted in the transaction that makes it. */
@Component
@Interceptor
class ReplayClaims implements StorageInterceptor, ChangeFollower {
  static final String REQUEST = "vf.replay.request";
  static final String DONE_BEFORE = "vf.replay.doneBefore";
  private final ReplayLog replays;

  /** The request as the log knows it. */
  record Request(String caller, UUID id, byte[] hash) {}

  ReplayClaims(ReplayLog replays) {
    this.replays = replays;
  }

  @Hook(value = Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED, order = -300)
  public void created(IBaseResource resource) {
    changed(resource.getIdElement().toUnqualified().getValue());
  }

  @Hook(value = Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED, order = -300)
  public void updated(IBaseResource before, IBaseResource after) {
    changed(after.getIdElement().toUnqualified().getValue());
  }

  @Override
  public void changed(String what) {
    // What a request makes the program write is the request's too, so it is asked of the thread.
    RequestAttributes thread = RequestContextHolder.getRequestAttributes();
    if (thread != null
        && thread.getAttribute(REQUEST, RequestAttributes.SCOPE_REQUEST) instanceof Request request
        && !replays.claim(request.caller(), request.id(), request.hash(), what)) {
      thread.setAttribute(DONE_BEFORE, true, RequestAttributes.SCOPE_REQUEST);
      throw Problem.CONFLICT.because("");
    }
  }
}
