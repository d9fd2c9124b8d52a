package se.vardformedling.brokering;

import java.util.List;
import org.springframework.stereotype.Component;
import se.vardformedling.identifier.CaseId;

/** The national Tasks that concern our units, as they were last known here; nobody is asked. */
@Component
public class KnownTasks {
  private final NationalRows rows;

  KnownTasks(NationalRows rows) {
    this.rows = rows;
  }

  /** A case's, the one that changed last at the end. */
  public List<NationalTask> of(CaseId caseId) {
    return rows.tasks(caseId);
  }
}
