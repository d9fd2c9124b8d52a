package se.vardformedling.demo;

import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import se.vardformedling.security.NationalNode;

/** Where the nodes of the federation are, on this machine. */
@Component
@Profile("demo")
@NationalNode
@ConditionalOnProperty("vf.demo.federation")
class FederationSettings {
  private static final int ACCESS_POINT = 400;
  private final Environment environment;

  FederationSettings(Environment environment) {
    this.environment = environment;
  }

  /** Of the national node. */
  int port() {
    return environment.getRequiredProperty("local.server.port", Integer.class);
  }

  /** Where the regional nodes reach the national one, if something stands between them. */
  int nationalPort() {
    return environment.getProperty("vf.demo.national-port", Integer.class, port());
  }

  /** Heap of a regional node. */
  String heap() {
    return environment.getProperty("vf.demo.heap", "1g");
  }

  /** Of the regional nodes: the national one's and one and two more, or as the operator says. */
  List<Integer> ports() {
    Integer[] said = environment.getProperty("vf.demo.regional-ports", Integer[].class);
    return said == null ? List.of(port() + 1, port() + 2) : List.of(said);
  }

  /** Of their access points. */
  List<Integer> accessPoints() {
    Integer[] said = environment.getProperty("vf.demo.as4-ports", Integer[].class);
    return said == null
        ? ports().stream().map(port -> port + ACCESS_POINT).toList()
        : List.of(said);
  }

  Path folder() {
    return dataDir().resolve("federation");
  }

  /** The database's programs, unpacked once for all three. */
  Path binaries() {
    String said = environment.getProperty("vf.database.binaries-dir", "");
    return said.isBlank() ? dataDir().resolve("bin") : Path.of(said).toAbsolutePath();
  }

  private Path dataDir() {
    return Path.of(environment.getRequiredProperty("vf.data-dir")).toAbsolutePath().normalize();
  }
}
