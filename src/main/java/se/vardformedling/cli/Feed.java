package se.vardformedling.cli;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import se.vardformedling.waitingtime.Feeds;
import se.vardformedling.waitingtime.feed.FeedKind;
import se.vardformedling.waitingtime.feed.FeedReport;

/** {@code feed vantetider FILE}: what a file of waiting times is taken in by. */
@Command(
    name = "feed",
    description =
        "Takes in a file of waiting times and publishes its figures; status 1 if it is refused."
            + " Stop the server first.")
final class Feed implements Callable<Integer> {
  private final Class<?> program;

  @Parameters(index = "0", paramLabel = "KIND", description = "${COMPLETION-CANDIDATES}")
  private FeedKind kind = FeedKind.VANTETIDER;

  @Parameters(index = "1", paramLabel = "FILE", description = "UTF-8, ; between columns")
  private Path file = Path.of("");

  Feed(Class<?> program) {
    this.program = program;
  }

  @Override
  public Integer call() throws Exception {
    try (BufferedReader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        ConfigurableApplicationContext node = Commands.start(program)) {
      FeedReport report =
          node.getBean(Feeds.class).read(kind, String.valueOf(file.getFileName()), text);
      report.problems().forEach(problem -> System.out.println(problem.say(Locale.getDefault())));
      System.out.println(
          "%d of %d rows taken in, %s to %s.%s"
              .formatted(
                  report.accepted(),
                  report.rows(),
                  report.from(),
                  report.to(),
                  report.refused() ? " The file was refused; nothing has changed." : ""));
      return report.refused() ? 1 : 0;
    }
  }
}
