package se.vardformedling.cast;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.PropertiesPropertySource;
import se.vardformedling.messaging.DemoKeys;

/**
 * Gives the regional node of the tests an access point on loopback with keys of its own: it is the
 * participant {@link #PARTICIPANT}, and sends to itself.
 */
public final class RegionalKeys
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  public static final String PARTICIPANT = "0203:regional.example";
  public static final String FUNCTION = "regional-remiss";

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    try {
      Path folder = Path.of("target/it/keys-" + UUID.randomUUID()).toAbsolutePath();
      new DemoKeys(folder, Instant.now(), 2048)
          .make(List.of(new DemoKeys.Node("regional", "127.0.0.1", free())));
      Properties properties = new Properties();
      try (Reader file = Files.newBufferedReader(folder.resolve("regional/node.properties"))) {
        properties.load(file);
      }
      properties.setProperty("vf.sdk.as4.address", "127.0.0.1");
      context
          .getEnvironment()
          .getPropertySources()
          .addLast(new PropertiesPropertySource("keys", properties));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
