package se.vardformedling.messaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import se.vardformedling.messaging.discovery.Directory;
import se.vardformedling.messaging.discovery.FileDirectory;
import se.vardformedling.messaging.key.KeyPairs;
import se.vardformedling.messaging.key.TestAuthority;
import se.vardformedling.messaging.sdk.Identity;

/**
 * Test authorities, and keys and certificates for any number of nodes that trust them; with each
 * node's settings and the directory they all read. For trying only.
 */
public final class DemoKeys {
  private static final Duration VALID = Duration.ofDays(365);
  private static final int FIRST_PORT = 8451;

  /**
   * A node.
   *
   * @param name also its folder
   * @param host where the others reach it
   */
  public record Node(String name, String host, int port) {
    public String participant() {
      return "0203:" + name + ".example";
    }

    public String function() {
      return name + "-remiss";
    }
  }

  private record Authorities(
      TestAuthority organisations, TestAuthority points, TestAuthority tls) {}

  private final Path folder;
  private final Instant now;
  private final int bits;

  /**
   * Writes into a folder.
   *
   * @param bits of the RSA keys; 3072 as the published profile has it
   */
  public DemoKeys(Path folder, Instant now, int bits) {
    this.folder = folder;
    this.now = now;
    this.bits = bits;
  }

  /** Nodes of those names on this machine. */
  public static List<Node> local(List<String> names) {
    List<Node> nodes = new ArrayList<>();
    for (String name : names) {
      nodes.add(new Node(name, "127.0.0.1", FIRST_PORT + nodes.size()));
    }
    return nodes;
  }

  /** Makes everything; what is in the folder already is replaced. */
  public void make(List<Node> nodes) throws IOException, GeneralSecurityException {
    Authorities all =
        new Authorities(
            TestAuthority.named("Test organisations", now, bits),
            TestAuthority.named("Test access points", now, bits),
            TestAuthority.named("Test TLS", now, bits));
    Path shared = Files.createDirectories(folder.resolve("authority"));
    List<X509CRL> lists = new ArrayList<>();
    publish(shared, "organisations", all.organisations, lists);
    publish(shared, "access-points", all.points, lists);
    publish(shared, "tls", all.tls, lists);
    KeyPairs.publish(shared.resolve("revoked.crl"), lists);
    List<Directory.Participant> participants = new ArrayList<>();
    for (Node node : nodes) {
      participants.add(node(node, all));
    }
    FileDirectory.write(folder.resolve("directory.json"), participants);
  }

  private void publish(Path shared, String name, TestAuthority authority, List<X509CRL> lists)
      throws IOException, GeneralSecurityException {
    KeyPairs.publish(shared.resolve(name + ".pem"), List.of(authority.certificate()));
    KeyPairs.pem(shared.resolve(name + "-key.pem"), authority.identity());
    lists.add(authority.revoking(List.of(), now));
  }

  private Directory.Participant node(Node node, Authorities all)
      throws IOException, GeneralSecurityException {
    Path home = Files.createDirectories(folder.resolve(node.name()));
    byte[] random = new byte[18];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    Identity organisation = all.organisations.issue(node.name(), node.host(), now, VALID);
    Identity point = all.points.issue("AP-" + node.name(), node.host(), now, VALID);
    Identity tls = all.tls.issue(node.host(), node.host(), now, VALID);
    KeyPairs.pkcs12(home.resolve("organisation.p12"), organisation, password);
    KeyPairs.pkcs12(home.resolve("access-point.p12"), point, password);
    KeyPairs.pkcs12(home.resolve("tls.p12"), tls, password);
    Files.write(KeyPairs.secret(home.resolve("node.properties")), settings(node, home, password));
    return new Directory.Participant(
        node.participant(),
        node.name(),
        List.of(node.function()),
        "https://" + node.host() + ":" + node.port() + "/as4",
        "AP-" + node.name(),
        point.certificate(),
        List.of(organisation.certificate()),
        List.of(organisation.certificate()));
  }

  private List<String> settings(Node node, Path home, String password) {
    Path shared = folder.toAbsolutePath().resolve("authority");
    Path own = home.toAbsolutePath();
    return List.of(
        "vf.node.role=regional",
        "vf.sdk.access-point=as4",
        "vf.sdk.participant=" + node.participant(),
        "vf.sdk.functions=" + node.function(),
        "vf.sdk.directory=" + folder.toAbsolutePath().resolve("directory.json"),
        "vf.sdk.as4.port=" + node.port(),
        "vf.sdk.keys.password=" + password,
        "vf.sdk.keys.organisation=" + own.resolve("organisation.p12"),
        "vf.sdk.keys.access-point=" + own.resolve("access-point.p12"),
        "vf.sdk.keys.tls=" + own.resolve("tls.p12"),
        "vf.sdk.keys.organisation-authorities=" + shared.resolve("organisations.pem"),
        "vf.sdk.keys.access-point-authorities=" + shared.resolve("access-points.pem"),
        "vf.sdk.keys.tls-authorities=" + shared.resolve("tls.pem"),
        "vf.sdk.keys.revocation-lists=" + shared.resolve("revoked.crl"));
  }
}
