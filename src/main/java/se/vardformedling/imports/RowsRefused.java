package se.vardformedling.imports;

import java.util.IntSummaryStatistics;
import java.util.List;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.imports.PreviewRows.Planned;

/** What the rules refuse of that which is written at once, with the row of the file. */
final class RowsRefused extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<ImportFault> faults;

  private RowsRefused(Refusal refusal, List<ImportFault> faults) {
    super(refusal.problem().code());
    this.faults = faults;
  }

  List<ImportFault> faults() {
    return faults;
  }

  /**
   * Of a resource where one alone can be meant, else of some rows.
   *
   * @param some what was written at once
   */
  static RowsRefused of(Refusal refusal, List<Planned> some) {
    List<ImportFault> plain = Faults.of(refusal);
    List<ImportFault> told =
        refusal.issues().stream()
            .map(issue -> placed(issue, plain.get(refusal.issues().indexOf(issue)), some))
            .toList();
    return new RowsRefused(refusal, told);
  }

  private static ImportFault placed(Refusal.Issue issue, ImportFault fault, List<Planned> some) {
    List<Planned> meant = some.stream().filter(one -> about(issue, one)).toList();
    if (meant.size() == 1) {
      Planned one = meant.get(0);
      return at(fault, one.line(), one.key());
    }
    IntSummaryStatistics lines =
        (meant.isEmpty() ? some : meant).stream().mapToInt(Planned::line).summaryStatistics();
    return at(fault, 0, lines.getMin() + "–" + lines.getMax());
  }

  /** The place begins with the type, and the details are the id of what it points to. */
  private static boolean about(Refusal.Issue issue, Planned one) {
    String type = issue.expression().replaceAll("\\..*", "");
    return (type.isEmpty() || type.equals(one.type()))
        && (issue.details().isEmpty()
            || one.key().endsWith("/" + issue.details())
            || String.valueOf(one.after()).contains("/" + issue.details() + "\""));
  }

  private static ImportFault at(ImportFault fault, int line, String which) {
    return new ImportFault(
        line,
        fault.column(),
        (which + " " + fault.field()).strip(),
        fault.code(),
        fault.swedish(),
        fault.english());
  }
}
