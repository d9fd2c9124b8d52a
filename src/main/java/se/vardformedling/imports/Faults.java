package se.vardformedling.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import se.vardformedling.fhir.Refusal;

/** The faults of one file; no more are kept than somebody would read. */
final class Faults {
  private static final int MOST = 500;
  private static final Locale SWEDISH = Locale.forLanguageTag("sv");
  private final List<ImportFault> found = new ArrayList<>();

  void add(FaultCode code, int line, int column, String field) {
    add(code, line, column, field, "");
  }

  /**
   * Adds one that quotes what stands there, if that can be about nobody.
   *
   * @param said the cell as it is written
   */
  void add(FaultCode code, int line, int column, String field, String said) {
    if (found.size() < MOST) {
      found.add(code.at(line, column, field, CellRules.quotable(said) ? said : ""));
    } else if (found.size() == MOST) {
      found.add(FaultCode.TOO_MANY.at(0, 0, ""));
    }
  }

  /** What the rules refused at publishing: the place is the resource's. */
  static List<ImportFault> of(Refusal refusal) {
    return refusal.issues().stream()
        .map(
            issue ->
                new ImportFault(
                    0,
                    0,
                    issue.expression(),
                    issue.problem().code(),
                    issue.problem().text(SWEDISH),
                    issue.problem().text(Locale.ENGLISH)))
        .toList();
  }

  boolean none() {
    return found.isEmpty();
  }

  List<ImportFault> all() {
    return List.copyOf(found);
  }
}
