package se.vardformedling.imports;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import se.vardformedling.catalogue.Catalogue;
import se.vardformedling.fhir.OwnRows;
import se.vardformedling.fhir.Problem;
import se.vardformedling.identifier.IdentityScanner;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;
import se.vardformedling.security.ScopeRules;
import se.vardformedling.timer.Timers;

/**
 * A file is sent, previewed, published whole or not at all, and taken back. What takes time is done
 * by a timer that survives a crash; a run tells how far it has come.
 */
@Component
public class Imports {
  private static final int LONGEST_NAME = 120;

  private final List<FileKind> kinds;
  private final ImportRuns runs;
  private final PreviewRows previews;
  private final ChangeNames names;
  private final Catalogue catalogue;
  private final ExampleFiles examples;
  private final Timers timers;
  private final OwnRows rows;
  private final Clock clock;

  Imports(
      List<FileKind> kinds,
      ImportRuns runs,
      PreviewRows previews,
      ChangeNames names,
      Catalogue catalogue,
      ExampleFiles examples,
      Timers timers,
      OwnRows rows,
      Clock clock) {
    this.kinds = kinds;
    this.runs = runs;
    this.previews = previews;
    this.names = names;
    this.catalogue = catalogue;
    this.examples = examples;
    this.timers = timers;
    this.rows = rows;
    this.clock = clock;
  }

  /**
   * A file.
   *
   * @param name as the sender calls it; a name that may identify somebody is not kept
   * @param content CSV or XLSX
   * @param endMissing whether what earlier files of the kind brought and this one lacks shall end
   * @param region länskod of the region that the file is all of, from one who acts for no region;
   *     empty for all regions
   */
  public record Upload(
      ImportKind kind, String name, byte[] content, boolean endMissing, Optional<String> region) {

    public Upload(ImportKind kind, String name, byte[] content, boolean endMissing) {
      this(kind, name, content, endMissing, Optional.empty());
    }
  }

  /**
   * Takes the file in; what is kept of it is the rows that were read, not the bytes that were sent,
   * in which more may hide. One in which a cell may identify a person is refused at once and not
   * kept; its run says where. Anything else is judged next: the run's state tells.
   */
  @Transactional
  public ImportRun send(Caller caller, Upload upload) {
    check(caller, upload.kind());
    Table table = TableFile.read(upload.content());
    Faults faults = new Faults();
    Columns.guard(table, kind(upload.kind()).columns(), faults);
    boolean clean = faults.none();
    ImportRuns.Sent sent =
        new ImportRuns.Sent(
            upload.kind(),
            name(upload.name()),
            digest(upload.content()),
            clean ? TableFile.plain(table) : null,
            caller.subject(),
            caller.role().name(),
            caller.region(),
            upload.endMissing(),
            endsOf(caller, upload));
    UUID id = runs.receive(sent, clean ? "received" : "faulty", table.rows().size());
    rows.change("ImportRun/" + id);
    if (clean) {
      later(id, "check");
    } else {
      previews.keepFaults(id, faults.all());
    }
    return run(id);
  }

  /** Who acts for a region speaks of it alone. */
  private Optional<String> endsOf(Caller caller, Upload upload) {
    Optional<String> named = upload.region();
    if (named.flatMap(catalogue::regionOrganization).isEmpty() && named.isPresent()) {
      throw Problem.CODE_INVALID.at("region", "länskod, two digits");
    }
    if (caller.region().isPresent() && named.isPresent() && !named.equals(caller.region())) {
      throw Problem.REGION_NOT_ENTITLED.at("region", "");
    }
    return caller.region().or(() -> named);
  }

  /**
   * One column of a kind of file.
   *
   * @param needed whether a file without it is refused
   */
  public record FileColumn(String name, boolean needed) {}

  /** What a file of the kind may hold, in the order of the documentation. */
  public List<FileColumn> columns(ImportKind kind) {
    return kind(kind).columns().stream()
        .map(column -> new FileColumn(column.name(), column.required()))
        .toList();
  }

  /** A file that works as it is, UTF-8 CSV: agreements name units that the catalogue has. */
  @Transactional(readOnly = true)
  public byte[] example(Caller caller, ImportKind kind) {
    check(caller, kind);
    return examples.of(kind, caller.region());
  }

  /** Empty if there is none that the caller may know of. */
  @Transactional(readOnly = true)
  public Optional<ImportRun> find(Caller caller, UUID id) {
    return runs.find(id).filter(run -> sees(caller, run));
  }

  @Transactional(readOnly = true)
  public List<ImportFault> faults(Caller caller, UUID id) {
    return previews.faults(seen(caller, id).id());
  }

  /**
   * What publishing would do or has done, {@code most} from {@code from}: what ends first, and then
   * in the order of the file.
   */
  @Transactional(readOnly = true)
  public List<ImportChange> changes(Caller caller, UUID id, Set<String> what, int from, int most) {
    return named(previews.changes(seen(caller, id).id(), List.copyOf(what), from, most));
  }

  /** All of it that changes something, in the same order. */
  @Transactional(readOnly = true)
  public List<ImportChange> allChanges(Caller caller, UUID id) {
    List<ImportChange> all = new ArrayList<>();
    UUID run = seen(caller, id).id();
    previews.eachToShow(run, List.of("gone"), some -> all.addAll(named(some)));
    previews.eachToShow(run, List.of("new", "changed"), some -> all.addAll(named(some)));
    return all;
  }

  private List<ImportChange> named(List<PreviewRows.Planned> changes) {
    Map<String, String> called = names.of(changes);
    return changes.stream()
        .map(
            one ->
                new ImportChange(
                    one.line(),
                    one.type(),
                    one.id(),
                    called.getOrDefault(one.key(), ""),
                    one.what(),
                    one.differences()))
        .toList();
  }

  /** As below, without consent to that much ends. */
  @Transactional
  public ImportRun publish(Caller caller, UUID id) {
    return publish(caller, id, false);
  }

  /**
   * Begins to publish what has been previewed; the run's state tells when it is done.
   *
   * @param acceptEndings whether it may end so much that it takes consent
   */
  @Transactional
  public ImportRun publish(Caller caller, UUID id, boolean acceptEndings) {
    ImportRun run = seen(caller, id);
    check(caller, run.kind());
    if (run.ending().held() && run.state().equals("previewed") && !acceptEndings) {
      throw Problem.PRECONDITION_FAILED.at("acceptEndings", ImportAnswers.held(run));
    }
    rows.change("ImportRun/" + id);
    move(run, "previewed", "publishing", run.counts().added() + run.counts().changed() + gone(run));
    later(id, "publish");
    return run(id);
  }

  /**
   * Begins to take back what has been published: what was new ends, what was changed is as before.
   * Refused later, as a fault, if anything has been changed since.
   */
  @Transactional
  public ImportRun undo(Caller caller, UUID id) {
    ImportRun run = seen(caller, id);
    check(caller, run.kind());
    if (run.forgotten()) {
      throw Problem.ILLEGAL_TRANSITION.because("what it changed is no longer kept");
    }
    rows.change("ImportRun/" + id);
    move(run, "published", "undoing", run.counts().added() + run.counts().changed() + gone(run));
    later(id, "undo");
    return run(id);
  }

  private static int gone(ImportRun run) {
    return run.endMissing() ? run.counts().gone() : 0;
  }

  private void move(ImportRun run, String from, String to, int total) {
    if (!runs.move(run.id(), from, to, total)) {
      throw Problem.ILLEGAL_TRANSITION.because(run.state());
    }
  }

  private void later(UUID id, String step) {
    timers.at(clock.instant(), ImportWork.NAME, id + ":" + step);
  }

  private ImportRun run(UUID id) {
    return runs.find(id).orElseThrow(() -> Problem.NOT_FOUND.because(""));
  }

  private ImportRun seen(Caller caller, UUID id) {
    return find(caller, id).orElseThrow(() -> Problem.NOT_FOUND.because(""));
  }

  private FileKind kind(ImportKind wanted) {
    return kinds.stream().filter(kind -> kind.kind() == wanted).findFirst().orElseThrow();
  }

  /**
   * Agreements by the controller of the region that owns them, the rest by the catalogue's keeper.
   */
  static boolean may(Caller caller, ImportKind kind) {
    return switch (caller.role()) {
      case SYSTEM -> true;
      case AVTALSCONTROLLER -> kind == ImportKind.AVTAL && caller.region().isPresent();
      case KATALOGFORVALTARE -> kind != ImportKind.AVTAL;
      default -> false;
    };
  }

  private void check(Caller caller, ImportKind kind) {
    boolean scoped = kind(kind).types().stream().allMatch(type -> ScopeRules.changes(caller, type));
    if (!may(caller, kind) || !scoped) {
      throw Problem.ACTOR_NOT_ALLOWED.because(kind.code());
    }
  }

  private static boolean sees(Caller caller, ImportRun run) {
    return caller.role() == Role.SYSTEM
        || (may(caller, run.kind()) && run.region().equals(caller.region()));
  }

  private static String name(String name) {
    String last = name.replaceAll("^.*[/\\\\]", "").replaceAll("[^\\p{L}\\p{N} ._()-]", "_");
    boolean plain =
        !last.isBlank() && IdentityScanner.scan(last, IdentityScanner.Place.TEXT).isEmpty();
    return plain ? last.substring(0, Math.min(LONGEST_NAME, last.length())) : "fil";
  }

  private static String digest(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
