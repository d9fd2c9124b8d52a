package se.vardformedling.brokering;

import java.util.List;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import se.vardformedling.identifier.CaseId;

/** The national Tasks that concern our units, as they were last known here; nobody is asked. */
@Component
public class KnownTasks {
  private final NationalRows rows;
  private final Environment environment;

  KnownTasks(NationalRows rows, Environment environment) {
    this.rows = rows;
    this.environment = environment;
  }

  /** A case's, the one that changed last at the end. */
  public List<NationalTask> of(CaseId caseId) {
    return rows.tasks(caseId);
  }

  /**
   * Whether this is the unit's node.
   *
   * @param unit HSA-id
   */
  public boolean ours(String unit) {
    return NationalSettings.of(environment).ours(unit);
  }
}
