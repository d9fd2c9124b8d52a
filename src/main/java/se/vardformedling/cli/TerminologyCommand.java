package se.vardformedling.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.vardformedling.terminology.ListImports;
import se.vardformedling.terminology.OfficialList;

/** {@code terminology import LIST FILE --sha256 …}. */
@Command(name = "terminology", description = "The official code lists.")
final class TerminologyCommand implements Runnable {
  private static final int MOST_FAULTS_SHOWN = 20;

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  @Command(
      name = "import",
      description = {
        "Puts an official file in the place of the codes and short texts that ship.",
        "A fault, or another checksum than the one given, changes nothing. Stop the server first; the"
            + " next start uses the list."
      })
  static final class Import implements Callable<Integer> {
    private final Class<?> program;

    @Parameters(index = "0", description = "kva-kma, kva-kka or icd-10-se")
    private String list = "";

    @Parameters(index = "1", description = "the file, as it was published (.tsv)")
    private Path file = Path.of("");

    @Option(
        names = "--sha256",
        required = true,
        description = "the file's SHA-256 as you have pinned it")
    private String sha256 = "";

    @Option(names = "--dry-run", description = "only read and judge the file")
    private boolean dryRun;

    Import(Class<?> program) {
      this.program = program;
    }

    @Override
    public Integer call() throws IOException {
      OfficialList known = OfficialList.of(list).orElse(null);
      if (known == null) {
        String names =
            Arrays.stream(OfficialList.values())
                .map(OfficialList::code)
                .collect(Collectors.joining(", "));
        System.out.println("No such list; there are " + names + ".");
        return 2;
      }
      try {
        ListImports.Report report = ListImports.judge(known, file, sha256);
        return report.faults().isEmpty() && !dryRun ? replace(known) : told(report, "would be");
      } catch (NoSuchFileException e) {
        System.out.println("No such file: " + file);
        return 2;
      }
    }

    private int replace(OfficialList known) throws IOException {
      try (ConfigurableApplicationContext node = Commands.start(program)) {
        return told(node.getBean(ListImports.class).replace(known, file, sha256), "are");
      }
    }

    private static int told(ListImports.Report report, String verb) {
      report.faults().stream().limit(MOST_FAULTS_SHOWN).forEach(System.out::println);
      int more = report.faults().size() - MOST_FAULTS_SHOWN;
      if (more > 0) {
        System.out.println("and " + more + " more");
      }
      System.out.println(
          report.faults().isEmpty()
              ? report.codes() + " codes " + verb + " imported, SHA-256 " + report.sha256()
              : "Nothing is imported.");
      return report.faults().isEmpty() ? 0 : 1;
    }
  }
}
