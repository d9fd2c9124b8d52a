package se.vardformedling.cli;

import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.hvo.NationalCatalogue;
import se.vardformedling.hvo.SyncRun;
import se.vardformedling.security.Caller;

/** {@code sync}: reads the national catalogue, or goes on where the last time was cut off. */
@Command(
    name = "sync",
    description = {
      "Reads what has changed in the national catalogue (VF_CATALOGUE_URL); goes on where it was cut off.",
      "Status 0: done, 1: the catalogue does not answer or has lost much, 2: not set up."
    })
final class Sync implements Callable<Integer> {
  private final Class<?> program;

  @Option(
      names = "--whole",
      description = "Read all of it: what the catalogue has left out ends here.")
  private boolean whole;

  @Option(
      names = "--accept-endings",
      description = "Let much end at once, if the catalogue has left it out.")
  private boolean acceptEndings;

  Sync(Class<?> program) {
    this.program = program;
  }

  @Override
  public Integer call() {
    try (ConfigurableApplicationContext node = Commands.start(program)) {
      NationalCatalogue catalogue = node.getBean(NationalCatalogue.class);
      Caller caller = Caller.system();
      SyncRun run = catalogue.start(caller, whole, acceptEndings);
      System.out.println("Run " + run.id() + (run.whole() ? ", all of it" : ", what has changed"));
      try {
        run = catalogue.finish(caller, run.id());
      } catch (RuntimeException away) {
        System.out.println("Cut off: " + away.getMessage() + ". Run the command again to go on.");
        return 1;
      }
      SyncRun.Counts counts = run.counts();
      System.out.printf(
          "%d read: %d stored, %d unchanged, %d refused, %d ended.%n",
          counts.fetched(), counts.stored(), counts.unchanged(), counts.refused(), counts.ended());
      catalogue
          .problems(caller, 20)
          .forEach((resource, problem) -> System.out.println(resource + ": " + problem));
      run.problem().ifPresent(System.out::println);
      return run.state().equals("done") ? 0 : 1;
    } catch (Refusal notSetUp) {
      System.out.println("VF_CATALOGUE_URL is not set.");
      return 2;
    }
  }
}
