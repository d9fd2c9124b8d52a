package se.vardformedling.cli;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import se.vardformedling.fhir.Backups;

/** {@code backup copied} and {@code backup restored}: tells the node, for its system status. */
@Command(name = "backup", description = "Tells the node of its backups, for its system status.")
final class BackupCommand implements Runnable {

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  /** One thing that can be told of; what it is called is said where it is added. */
  @Command(
      description =
          "Notes that it was done. With the embedded database, stop the server first; with a server"
              + " of its own it may run.")
  static final class Tell implements Callable<Integer> {
    private final Backups.What what;

    @Option(
        names = "--at",
        description = "when it was complete, such as 2026-11-26T02:10:00+01:00; default now")
    private String at = "";

    Tell(Backups.What what) {
      this.what = what;
    }

    @Override
    public Integer call() {
      Optional<Instant> said;
      try {
        said = Optional.of(at).filter(text -> !text.isEmpty()).map(Tell::moment);
      } catch (DateTimeParseException e) {
        System.out.println("--at: a moment with its offset, such as 2026-11-26T02:10:00+01:00");
        return 2;
      }
      try (ConfigurableApplicationContext node = Commands.tables(Backups.class)) {
        Instant moment = said.orElseGet(() -> node.getBean(Clock.class).instant());
        boolean noted = node.getBean(Backups.class).tell(what, moment);
        System.out.println(noted ? "Noted: " + moment : "Nothing is noted: that is yet to come.");
        return noted ? 0 : 2;
      }
    }

    private static Instant moment(String text) {
      return OffsetDateTime.parse(text).toInstant();
    }
  }
}
