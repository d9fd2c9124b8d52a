package se.vardformedling.referral;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.OfTransaction;
import se.vardformedling.referral.CaseTaskResource.Kind;
import se.vardformedling.referral.EffectRules.Item;

/**
 * What a need shows of its case: whether it is wanted, who may read it, how its clock stands. All
 * that a transaction changes of it is written once, when everything else is.
 */
@Component
class NeedFollows {
  private final FhirStore store;
  private final CaseTasks tasks;

  NeedFollows(@Lazy FhirStore store, CaseTasks tasks) {
    this.store = store;
    this.tasks = tasks;
  }

  /** The need says whether it is wanted; where the work stands is the Task's to say. */
  void state(CaseFile file, String caseState) {
    NeedResource.statusFor(caseState).ifPresent(status -> change(file.needId()).status = status);
  }

  /** Who is asked may read the need, which names nobody. */
  void show(CaseFile file, Task inquiry) {
    change(file.needId()).newcomers.addAll(CaseTaskResource.parties(inquiry));
  }

  /** Who was asked and has left the case reads its need no longer. */
  void hide(CaseFile file) {
    change(file.needId()).leftCase = file.caseId();
  }

  /** The clock that the case's Task shows is the need's too. */
  void clock(Task caseTask) {
    change(CaseTaskResource.id(caseTask.getFocus())).clock = caseTask;
  }

  private Change change(String needId) {
    return Pending.ofTransaction(this).changes.computeIfAbsent(needId, id -> new Change());
  }

  private static final class Change {
    private ServiceRequest.@Nullable ServiceRequestStatus status;
    private final Set<String> newcomers = new HashSet<>();
    private @Nullable String leftCase;
    private @Nullable Task clock;
  }

  private static final class Pending extends OfTransaction {
    private final NeedFollows needs;
    private final Map<String, Change> changes = new LinkedHashMap<>();

    private Pending(NeedFollows needs) {
      this.needs = needs;
    }

    static Pending ofTransaction(NeedFollows needs) {
      return current(Pending.class, () -> new Pending(needs));
    }

    /** Before the verdicts are awaited and the log is written. */
    @Override
    public int getOrder() {
      return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public void beforeCommit(boolean readOnly) {
      Map<String, Change> all = new LinkedHashMap<>(changes);
      changes.clear();
      all.forEach(needs::write);
    }
  }

  private void write(String needId, Change change) {
    store
        .find(ServiceRequest.class, needId)
        .filter(need -> changed(need, change))
        .ifPresent(store::update);
  }

  private boolean changed(ServiceRequest need, Change change) {
    boolean changed = change.clock != null && !GuaranteeResource.agree(change.clock, need);
    if (change.status != null && need.getStatus() != change.status) {
      need.setStatus(change.status);
      changed = true;
    }
    Set<String> before = CaseTaskResource.parties(need);
    Set<String> after = new HashSet<>(before);
    after.addAll(change.newcomers);
    Optional.ofNullable(change.leftCase).ifPresent(caseId -> after.removeAll(left(caseId)));
    if (!after.equals(before)) {
      CaseTaskResource.parties(need, after.stream().sorted().toList());
      changed = true;
    }
    return changed;
  }

  /** Who has left the case and is nothing else in it. */
  private Set<String> left(String caseId) {
    Set<String> staying = new HashSet<>();
    Set<String> left = new HashSet<>();
    for (Task task : tasks.all(caseId)) {
      Item item = CaseTaskResource.item(task);
      Set<String> parties = CaseTaskResource.parties(task);
      if (EffectRules.leaves(item.kind(), item.state())) {
        left.addAll(parties);
      } else if (stays(item)) {
        staying.addAll(parties);
      }
    }
    left.removeAll(staying);
    return left;
  }

  /** The region and the unit that referred stand on the case, a provider on what is asked of it. */
  private static boolean stays(Item item) {
    return item.kind() == Kind.CASE
        || item.kind() == Kind.ORDER
        || (item.kind() == Kind.INQUIRY && !item.state().equals("selected"));
  }
}
