package se.vardformedling.audit;

import java.util.Collection;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * For doors that do not answer with resources: which cases an answer shows. The request's line in
 * the log names them, as it does when FHIR shows them; a table taken along as a file is one such
 * answer.
 */
@Component
public class Shown {

  /** Nothing is said outside a request. */
  public void cases(Collection<String> caseIds) {
    note(note -> caseIds.forEach(note::shows));
  }

  /** The same for a resource, such as {@code Patient/x} when it is shown who a patient is. */
  public void resource(String reference) {
    note(note -> note.touches(reference, null));
  }

  private static void note(Consumer<AccessNote> what) {
    RequestAttributes thread = RequestContextHolder.getRequestAttributes();
    if (thread != null
        && thread.getAttribute(AccessNote.ATTRIBUTE, RequestAttributes.SCOPE_REQUEST)
            instanceof AccessNote note) {
      what.accept(note);
    }
  }
}
