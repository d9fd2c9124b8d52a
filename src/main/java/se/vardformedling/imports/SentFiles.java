package se.vardformedling.imports;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;

/** The files that have been sent, as far as a caller may know of them. */
@Component
public class SentFiles {
  private final ImportRuns runs;

  SentFiles(ImportRuns runs) {
    this.runs = runs;
  }

  /**
   * Some of them.
   *
   * @param total how many there are in all
   */
  public record Page(List<ImportRun> runs, int total) {}

  /** The newest first, {@code most} from {@code from}. */
  @Transactional(readOnly = true)
  public Page latest(Caller caller, int from, int most) {
    ImportRuns.Of of =
        new ImportRuns.Of(
            Stream.of(ImportKind.values()).filter(kind -> Imports.may(caller, kind)).toList(),
            caller.role() == Role.SYSTEM,
            caller.region());
    return new Page(runs.latest(of, from, most), runs.count(of));
  }
}
