package se.vardformedling.handover;

import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import se.vardformedling.identifier.CaseId;
import se.vardformedling.messaging.Messages;
import se.vardformedling.messaging.Received;

/**
 * Every case that a message points at: by the references of either party, its subject, the message
 * of ours that it answers, and the thread it is in.
 */
@Component
record Traces(ArrivalRows arrivals, ObjectProvider<Messages> messages) {

  /** What a person has said decides. */
  ThreadRules.Belonging belonging(ArrivalRows.Row row, Received content) {
    return ThreadRules.belonging(row.caseId().map(Set::of).orElseGet(() -> of(row, content)));
  }

  Set<String> of(ArrivalRows.Row row, Received content) {
    Set<String> cases = new TreeSet<>(content.cases());
    SubjectRules.read(content.subject()).caseId().map(CaseId::value).ifPresent(cases::add);
    content.answers().flatMap(messages.getObject()::caseOf).ifPresent(cases::add);
    cases.addAll(arrivals.casesOfThread(row.conversation()));
    return cases;
  }
}
