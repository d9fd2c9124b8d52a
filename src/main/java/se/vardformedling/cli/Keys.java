package se.vardformedling.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.vardformedling.messaging.DemoKeys;

/** {@code keys demo}: keys and certificates to try messages between nodes with. */
@Command(name = "keys", description = "Keys and certificates for messages.")
final class Keys implements Runnable {

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  @Command(
      name = "demo",
      description =
          "Makes a test authority, and keys, certificates and settings for nodes on this machine."
              + " Never for production.")
  static final class Demo implements Callable<Integer> {
    @Option(
        names = "--out",
        defaultValue = ".vf/keys",
        description = "Folder to write to; default: ${DEFAULT-VALUE}.")
    private Path folder = Path.of(".vf/keys");

    @Option(names = "--bits", defaultValue = "3072", description = "RSA key size.")
    private int bits = 3072;

    @Parameters(
        arity = "1..*",
        description = "The nodes: NAME[@HOST:PORT][=REGION:UNIT,UNIT], such as region-dalarna.")
    private List<String> nodes = List.of();

    @Override
    public Integer call() throws IOException, GeneralSecurityException {
      List<DemoKeys.Node> local;
      try {
        local = DemoKeys.written(nodes);
      } catch (IllegalArgumentException wrong) {
        System.err.println(wrong.getMessage());
        return CommandLine.ExitCode.USAGE;
      }
      new DemoKeys(folder, Clock.systemUTC().instant(), bits).make(local);
      for (DemoKeys.Node node : local) {
        System.out.println(
            node.participant()
                + " on port "
                + node.port()
                + ": --spring.config.additional-location="
                + folder.resolve(node.name()).resolve("node.properties"));
      }
      return 0;
    }
  }
}
