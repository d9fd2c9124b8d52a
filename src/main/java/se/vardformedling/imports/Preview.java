package se.vardformedling.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.MeasureReport;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.ManyResources;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.imports.PreviewRows.Planned;

/** Judges a file and plans what publishing it would do; changes nothing but the run. */
@Component
class Preview {
  private static final int AT_ONCE = 250;

  private final List<FileKind> kinds;
  private final ImportRuns runs;
  private final PreviewRows previews;
  private final ImportResource resources;
  private final Missing missing;
  private final ManyResources many;

  Preview(
      List<FileKind> kinds,
      ImportRuns runs,
      PreviewRows previews,
      ImportResource resources,
      Missing missing,
      ManyResources many) {
    this.kinds = kinds;
    this.runs = runs;
    this.previews = previews;
    this.resources = resources;
    this.missing = missing;
    this.many = many;
  }

  void make(UUID id) {
    ImportRun run = runs.find(id).orElseThrow(() -> Problem.NOT_FOUND.because(""));
    FileKind kind =
        kinds.stream().filter(one -> one.kind() == run.kind()).findFirst().orElseThrow();
    Table table = TableFile.read(runs.content(id));
    Faults faults = new Faults();
    Columns columns = Columns.of(table, kind.columns(), faults);
    List<Draft> drafts = List.of();
    if (table.rows().isEmpty()) {
      faults.add(FaultCode.NO_ROWS, 0, 0, "");
    }
    if (faults.none()) {
      columns.errors(table, faults);
      List<Cells> rows = table.rows().stream().map(row -> columns.cells(row, faults)).toList();
      drafts = kind.drafts(rows, run.region());
    }
    List<Planned> changes = faults.none() ? plan(run, kind, drafts, faults) : List.of();
    previews.keepFaults(id, faults.all());
    previews.keepChanges(id, faults.none() ? changes : List.of());
    runs.state(id, faults.none() ? "previewed" : "faulty", changes.size());
    if (faults.none()) {
      runs.judged(id);
    }
    // Nothing else reads it.
    runs.forgetContent(id);
  }

  private List<Planned> plan(ImportRun run, FileKind kind, List<Draft> drafts, Faults faults) {
    List<Planned> changes = new ArrayList<>();
    Set<String> kept = new HashSet<>();
    for (int from = 0; from < drafts.size(); from += AT_ONCE) {
      List<Draft> some = drafts.subList(from, Math.min(drafts.size(), from + AT_ONCE));
      Map<String, Resource> before = current(some);
      for (Draft draft : some) {
        kept.add(draft.key());
        changes.add(compare(draft, Optional.ofNullable(before.get(draft.key())), faults));
      }
      runs.done(run.id(), Math.min(drafts.size(), from + AT_ONCE));
    }
    Missing.Found lacking = missing.of(run, kind, kept);
    runs.ending(run.id(), lacking.known(), lacking.held());
    changes.addAll(lacking.gone());
    return changes;
  }

  private Planned compare(Draft draft, Optional<Resource> before, Faults faults) {
    Resource after =
        before
            .map(old -> ImportResource.merged(old, draft.resource(), draft.silent()))
            .orElse(draft.resource());
    String type = after.fhirType();
    String id = after.getIdElement().getIdPart();
    String now = resources.text(after);
    if (before.isPresent()) {
      String was = resources.text(before.get());
      List<ImportChange.Difference> differences = ImportResource.differences(was, now);
      if (differences.isEmpty()) {
        return new Planned(
            draft.line(),
            type,
            id,
            "unchanged",
            version(before.get()),
            null,
            null,
            held(draft, now));
      }
      judge(after, draft.line(), faults);
      return new Planned(
          draft.line(), type, id, "changed", version(before.get()), was, now, differences);
    }
    judge(after, draft.line(), faults);
    return new Planned(draft.line(), type, id, "new", 0, null, now, draft.words());
  }

  /** What the file says of waits and is not told, as too few have come or gone since last time. */
  private List<ImportChange.Difference> held(Draft draft, String told) {
    return draft.resource() instanceof MeasureReport report
        ? ImportResource.differences(told, resources.text(report)).stream()
            .map(
                one ->
                    new ImportChange.Difference(
                        "hålls kvar/held: " + one.place(), one.before(), one.after()))
            .toList()
        : List.of();
  }

  /** As it will be stored: publishing relies on it. */
  private void judge(Resource after, int line, Faults faults) {
    for (Refusal.Issue issue : many.faults(after)) {
      faults.add(
          FaultCode.PROFILE_VIOLATED, line, 0, issue.expression() + " " + issue.problem().code());
    }
  }

  private Map<String, Resource> current(List<Draft> drafts) {
    Map<String, List<String>> ids =
        drafts.stream()
            .collect(
                Collectors.groupingBy(
                    draft -> draft.resource().fhirType(),
                    Collectors.mapping(
                        draft -> draft.resource().getIdElement().getIdPart(),
                        Collectors.toList())));
    Map<String, Resource> found = new HashMap<>();
    ids.forEach(
        (type, some) -> {
          // Most of a first file is new: what is not there need not be read.
          Set<String> there = many.versions(type, some).keySet();
          missing
              .read(type, List.copyOf(there))
              .forEach(
                  resource ->
                      found.put(type + "/" + resource.getIdElement().getIdPart(), resource));
        });
    return found;
  }

  private static long version(Resource resource) {
    return resource.getIdElement().getVersionIdPartAsLong();
  }
}
