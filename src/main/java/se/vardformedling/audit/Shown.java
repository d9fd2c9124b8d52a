package se.vardformedling.audit;

import java.util.Collection;
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
    RequestAttributes thread = RequestContextHolder.getRequestAttributes();
    if (thread != null
        && thread.getAttribute(AccessNote.ATTRIBUTE, RequestAttributes.SCOPE_REQUEST)
            instanceof AccessNote note) {
      caseIds.forEach(note::shows);
    }
  }
}
