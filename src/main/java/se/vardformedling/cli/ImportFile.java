package se.vardformedling.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.vardformedling.imports.ImportChange;
import se.vardformedling.imports.ImportFault;
import se.vardformedling.imports.ImportKind;
import se.vardformedling.imports.ImportRun;
import se.vardformedling.imports.ImportWork;
import se.vardformedling.imports.Imports;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;

/** {@code import KIND FILE}: previews, publishes if nothing is wrong; {@code import undo RUN}. */
@Command(
    name = "import",
    description = {
      "Reads a CSV or XLSX file of a catalogue, agreements or waiting times: KIND is katalog, avtal or vantetider.",
      "Publishes all of it, or nothing if any row is wrong. 'import undo RUN' takes a published file back.",
      "'import resume RUN' goes on with one that was cut off. Status 0: done, 1: faults, 2: not understood."
    })
final class ImportFile implements Callable<Integer> {
  private static final int SHOWN = 20;
  private static final Set<String> PENDING = Set.of("received", "publishing", "undoing");
  private final Supplier<ConfigurableApplicationContext> start;
  private final PrintStream out;

  @Parameters(
      index = "0",
      paramLabel = "KIND",
      description = "katalog, avtal, vantetider, undo or resume")
  String kind = "";

  @Parameters(index = "1", paramLabel = "FILE", description = "the file, or the run's id")
  String file = "";

  @Option(names = "--dry-run", description = "Show what would change; publish nothing.")
  boolean dryRun;

  @Option(
      names = "--end-missing",
      description = "What earlier files brought and this one lacks ends.")
  boolean endMissing;

  @Option(names = "--accept-endings", description = "Let much end at once, if the file lacks it.")
  boolean acceptEndings;

  @Option(
      names = "--region",
      description = "Länskod that the file is sent for; agreements of others are faults.")
  String region = "";

  ImportFile(Supplier<ConfigurableApplicationContext> start, PrintStream out) {
    this.start = start;
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    if (kind.equals("undo") || kind.equals("resume")) {
      return again();
    }
    Optional<ImportKind> known = ImportKind.of(kind);
    Path path = Path.of(file);
    if (known.isEmpty() || !Files.isReadable(path)) {
      out.println(
          known.isEmpty() ? "KIND is katalog, avtal or vantetider." : "Cannot read " + path);
      return 2;
    }
    try (ConfigurableApplicationContext node = start.get()) {
      Imports imports = node.getBean(Imports.class);
      Caller caller = caller();
      ImportRun run =
          imports.send(
              caller,
              new Imports.Upload(
                  known.get(),
                  path.getFileName().toString(),
                  Files.readAllBytes(path),
                  endMissing));
      out.println("Run " + run.id());
      run = work(node, run, caller);
      tell(imports, run, caller);
      run = publish(node, run, caller);
      if (run.state().equals("faulty")) {
        write(imports.faults(caller, run.id()), Path.of(path + ".fel.csv"));
        return 1;
      }
      return dryRun || run.state().equals("published") ? 0 : 1;
    }
  }

  /** If nothing is wrong, and nothing waits for consent. */
  private ImportRun publish(ConfigurableApplicationContext node, ImportRun run, Caller caller) {
    if (dryRun || !run.state().equals("previewed")) {
      return run;
    }
    Imports imports = node.getBean(Imports.class);
    boolean consent = acceptEndings || !run.ending().held();
    ImportRun after =
        consent ? work(node, imports.publish(caller, run.id(), acceptEndings), caller) : run;
    tellFaults(imports, after, caller);
    out.println(after.state().equals("published") ? "Published." : "Nothing was published.");
    return after;
  }

  static String held(ImportRun run) {
    return "%d of %d that hold would end, of %s: --accept-endings consents."
        .formatted(
            run.counts().gone(),
            run.ending().known(),
            run.ending().region().map(code -> "region " + code).orElse("all regions"));
  }

  private int again() {
    try (ConfigurableApplicationContext node = start.get()) {
      Imports imports = node.getBean(Imports.class);
      Caller caller = caller();
      UUID id = UUID.fromString(file);
      ImportRun run =
          kind.equals("undo")
              ? imports.undo(caller, id)
              : imports.find(caller, id).orElseThrow(IllegalArgumentException::new);
      String begun = run.state();
      run = work(node, run, caller);
      tellFaults(imports, run, caller);
      out.println("The run is " + run.state() + ".");
      return done(begun, run.state()) ? 0 : 1;
    } catch (IllegalArgumentException unknown) {
      out.println("No such run.");
      return 2;
    }
  }

  /** What is refused while it is published or taken back goes back to where it came from. */
  static boolean done(String begun, String now) {
    return switch (begun) {
      case "publishing" -> now.equals("published");
      case "undoing" -> now.equals("undone");
      default -> !now.equals("faulty");
    };
  }

  private Caller caller() {
    return new Caller(
        "command line",
        Role.SYSTEM,
        region.isEmpty() ? Optional.empty() : Optional.of(region),
        Optional.empty());
  }

  /**
   * The step is done here and now, unless another node has taken it: then it is waited for. A bar
   * tells how far it has come if somebody is watching.
   */
  private ImportRun work(ConfigurableApplicationContext node, ImportRun begun, Caller caller) {
    Imports imports = node.getBean(Imports.class);
    ImportWork steps = node.getBean(ImportWork.class);
    ExecutorService worker = Executors.newSingleThreadExecutor();
    ImportRun run = begun;
    try {
      while (PENDING.contains(run.state())) {
        UUID id = run.id();
        Future<?> step = worker.submit(() -> steps.go(id));
        while (!finished(step)) {
          imports.find(caller, id).ifPresent(this::bar);
        }
        run = imports.find(caller, id).orElse(run);
        if (PENDING.contains(run.state())) {
          TimeUnit.MILLISECONDS.sleep(500);
        }
      }
      return run;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return run;
    } catch (ExecutionException failed) {
      throw new IllegalStateException("the import was cut off; nothing of it is published", failed);
    } finally {
      worker.shutdown();
    }
  }

  private static boolean finished(Future<?> work) throws InterruptedException, ExecutionException {
    try {
      work.get(500, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException notYet) {
      return false;
    }
  }

  private void bar(ImportRun run) {
    if (System.console() == null || run.total() == 0) {
      return;
    }
    int width = 30;
    int full = (int) Math.min(width, (long) width * run.done() / run.total());
    out.print(
        "\r["
            + "#".repeat(full)
            + ".".repeat(width - full)
            + "] "
            + run.done()
            + " of "
            + run.total()
            + (run.done() >= run.total() ? "\n" : ""));
    out.flush();
  }

  private void tell(Imports imports, ImportRun run, Caller caller) {
    tellFaults(imports, run, caller);
    ImportRun.Counts counts = run.counts();
    out.printf(
        "%d rows: %d new, %d changed, %d unchanged, %d no longer in the file%s%n",
        run.rows(),
        counts.added(),
        counts.changed(),
        counts.unchanged(),
        counts.gone(),
        run.endMissing() ? ", which end" : "");
    if (run.ending().held()) {
      out.println(held(run));
    }
    for (ImportChange change :
        imports.changes(caller, run.id(), Set.of("changed", "gone"), 0, SHOWN)) {
      out.printf("line %d %s %s/%s%n", change.line(), change.what(), change.type(), change.id());
      change
          .differences()
          .forEach(one -> out.printf("    %s: %s -> %s%n", one.place(), one.before(), one.after()));
    }
  }

  private void tellFaults(Imports imports, ImportRun run, Caller caller) {
    imports.faults(caller, run.id()).stream()
        .limit(SHOWN)
        .forEach(
            fault ->
                out.printf(
                    "line %d column %d %s: %s / %s%n",
                    fault.line(), fault.column(), fault.field(), fault.swedish(), fault.english()));
  }

  /** Beside the file: {@code rad;kolumn;fält;felkod;meddelande}, as a spreadsheet opens it. */
  private void write(List<ImportFault> faults, Path path) throws IOException {
    StringBuilder lines = new StringBuilder("\uFEFFrad;kolumn;fält;felkod;meddelande\n");
    faults.forEach(
        fault ->
            lines
                .append(fault.line())
                .append(';')
                .append(fault.column())
                .append(';')
                .append(fault.field().replace(';', ','))
                .append(';')
                .append(fault.code())
                .append(';')
                .append(fault.swedish())
                .append('\n'));
    Files.writeString(path, lines, StandardCharsets.UTF_8);
    out.println("All faults are in " + path);
  }
}
