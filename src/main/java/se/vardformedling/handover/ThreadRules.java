package se.vardformedling.handover;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import se.vardformedling.identifier.CaseId;
import se.vardformedling.identifier.NamedId;

/** Which case a message belongs to, and which thread a case's messages are in. */
final class ThreadRules {
  private ThreadRules() {}

  /**
   * What the traces of a message say.
   *
   * @param caseId empty when none says anything, or when they disagree
   * @param disagreed two cases are named: no program may choose between them
   */
  record Belonging(Optional<CaseId> caseId, boolean disagreed) {}

  /** All messages of a case are in one thread, whoever sends them (SDK's conversationId). */
  static String conversation(CaseId caseId) {
    return NamedId.of(caseId.value());
  }

  /** Traces that are no case IDs say nothing; all that are must be the same. */
  static Belonging belonging(Collection<String> traces) {
    Set<String> cases =
        traces.stream()
            .map(CaseId::parse)
            .flatMap(Optional::stream)
            .map(CaseId::value)
            .collect(Collectors.toCollection(TreeSet::new));
    return new Belonging(
        cases.size() == 1 ? cases.stream().findFirst().map(CaseId::new) : Optional.empty(),
        cases.size() > 1);
  }
}
