package se.vardformedling.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import se.vardformedling.audit.Seals;
import se.vardformedling.fhir.Backups;
import se.vardformedling.fhir.OnlyTables;
import se.vardformedling.fhir.ReadModels;

/** What {@code java -jar … COMMAND} does instead of serving. */
@Command(
    name = "vardformedling",
    description = "Without a command: starts the server.",
    mixinStandardHelpOptions = true,
    version = "0.1.0")
public final class Commands implements Runnable {

  /**
   * Whether it is not to serve. The server takes settings only, so that any other word is a command
   * or is refused as one: to serve instead of doing what was asked would be no answer.
   */
  public static boolean known(String[] args) {
    return args.length > 0 && List.of("--help", "--version").contains(args[0])
        || Stream.of(args).anyMatch(word -> !word.startsWith("-"));
  }

  /**
   * Carries out the command.
   *
   * @param program the class that is started for it
   * @return the exit status
   */
  public static int run(Class<?> program, String[] args) {
    return all(program).execute(args);
  }

  /** Settings reach the commands that are there when they are made, so they are made last. */
  static CommandLine all(Class<?> program) {
    return new CommandLine(new Commands())
        .addSubcommand(new Rebuild(program))
        .addSubcommand(new Check(program))
        .addSubcommand(new Train(program))
        .addSubcommand(new ImportFile(() -> start(program), System.out))
        .addSubcommand(new Feed(program))
        .addSubcommand(new Sync(program))
        .addSubcommand(new CommandLine(new Keys()).addSubcommand(new Keys.Demo()))
        .addSubcommand(
            new CommandLine(new TerminologyCommand())
                .addSubcommand(new TerminologyCommand.Import(program)))
        .addSubcommand(
            new CommandLine(new BackupCommand())
                .addSubcommand("copied", new BackupCommand.Tell(Backups.What.COPIED))
                .addSubcommand("restored", new BackupCommand.Tell(Backups.What.RESTORED)))
        .addSubcommand(new CommandLine(new Log()).addSubcommand(new Log.Verify()))
        .setExecutionExceptionHandler(new ToldShortly())
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  @Command(
      name = "rebuild",
      description = "Makes the read models anew from the FHIR resources. Stop the server first.")
  static final class Rebuild implements Callable<Integer> {
    private final Class<?> program;

    Rebuild(Class<?> program) {
      this.program = program;
    }

    @Override
    public Integer call() {
      try (ConfigurableApplicationContext node = start(program)) {
        int count = node.getBean(ReadModels.class).rebuild();
        System.out.println("Read models made from " + count + " resources.");
        return 0;
      }
    }
  }

  @Command(
      name = "check",
      description =
          "Compares the read models with the FHIR resources; status 1 if they differ. Stop the"
              + " server first.")
  static final class Check implements Callable<Integer> {
    private final Class<?> program;

    Check(Class<?> program) {
      this.program = program;
    }

    @Override
    public Integer call() {
      try (ConfigurableApplicationContext node = start(program)) {
        List<String> differences = node.getBean(ReadModels.class).differences();
        differences.forEach(System.out::println);
        System.out.println(differences.size() + " differences.");
        return differences.isEmpty() ? 0 : 1;
      }
    }
  }

  @Command(
      name = "train",
      description = "Starts, becomes ready and stops: what an AOT cache is trained by.")
  static final class Train implements Callable<Integer> {
    private final Class<?> program;

    Train(Class<?> program) {
      this.program = program;
    }

    @Override
    public Integer call() {
      try (ConfigurableApplicationContext node = start(program)) {
        System.out.println("Ready with " + node.getBeanDefinitionCount() + " parts.");
        return 0;
      }
    }
  }

  @Command(name = "log", description = "The access log.")
  static final class Log implements Runnable {
    @Override
    public void run() {
      CommandLine.usage(this, System.out);
    }

    @Command(
        name = "verify",
        description =
            "Computes every seal of the access log again. With the embedded database, stop the"
                + " server first; with a server of its own it may run.")
    static final class Verify implements Callable<Integer> {
      @Override
      public Integer call() {
        try (ConfigurableApplicationContext node = tables(Seals.class)) {
          List<String> broken = node.getBean(Seals.class).verify();
          broken.forEach(System.out::println);
          System.out.println(
              broken.isEmpty() ? "The access log is whole." : "The access log has been changed.");
          return broken.isEmpty() ? 0 : 1;
        }
      }
    }
  }

  /** The same program on a port nobody knows, beside a server that has the others. */
  static ConfigurableApplicationContext start(Class<?> program) {
    return SpringApplication.run(
        program,
        "--server.port=0",
        "--server.address=127.0.0.1",
        "--management.server.port=-1",
        "--vf.sdk.as4.port=-1",
        "--vf.command=true",
        "--vf.demo.federation=false");
  }

  /** The node's tables with the one part that is asked about them. */
  static ConfigurableApplicationContext tables(Class<?> part) {
    return new SpringApplicationBuilder(OnlyTables.class, part).web(WebApplicationType.NONE).run();
  }
}
