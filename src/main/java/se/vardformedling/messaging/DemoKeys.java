package se.vardformedling.messaging;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.JSONArrayUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509CRL;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
  private static final Pattern NODE =
      Pattern.compile(
          "([a-z0-9][a-z0-9.-]*)(?:@([A-Za-z0-9.-]+):(\\d{2,5}))?(?:=(\\d\\d):([A-Za-z0-9,-]+))?");

  /**
   * A node.
   *
   * @param name also its folder
   * @param host where the others reach it
   * @param region länskod, of a region's own node
   * @param units HSA-ids of the units that it acts for at the national node
   */
  public record Node(String name, String host, int port, String region, List<String> units) {
    /** One that has nothing to do with the national node. */
    public Node(String name, String host, int port) {
      this(name, host, port, "", List.of());
    }

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

  /**
   * Nodes as they are written on a line: {@code NAME[@HOST:PORT][=REGION:UNIT,UNIT]}, on this
   * machine unless it says otherwise.
   *
   * @throws IllegalArgumentException it is written in another way
   */
  public static List<Node> written(List<String> names) {
    List<Node> nodes = new ArrayList<>();
    for (String name : names) {
      Matcher parts = NODE.matcher(name);
      if (!parts.matches()) {
        throw new IllegalArgumentException(name + " is not NAME[@HOST:PORT][=REGION:UNIT,UNIT]");
      }
      boolean here = parts.group(2) == null;
      nodes.add(
          new Node(
              parts.group(1),
              here ? "127.0.0.1" : parts.group(2),
              here ? FIRST_PORT + nodes.size() : Integer.parseInt(parts.group(3)),
              parts.group(4) == null ? "" : parts.group(4),
              parts.group(5) == null ? List.of() : List.of(parts.group(5).split(","))));
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
    List<Map<String, Object>> clients = new ArrayList<>();
    for (Node node : nodes) {
      participants.add(node(node, all));
      clients.add(client(node));
    }
    Files.write(
        shared.resolve("national-systems.properties"),
        nodes.stream().flatMap(DemoKeys::registration).toList());
    Files.writeString(
        shared.resolve("national-clients.json"), JSONArrayUtils.toJSONString(clients));
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

  /** What a national node has to be told of it. */
  private static Stream<String> registration(Node node) {
    String system = "vf.security.systems[" + node.name() + "].";
    return Stream.of(
        system + "role=journalsystem",
        system + "region=" + node.region(),
        system + "units=" + String.join(",", node.units()));
  }

  /** A key to sign in with at the national node, which gets the public half. */
  private Map<String, Object> client(Node node) throws IOException, GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(Curve.P_384.toECParameterSpec());
    KeyPair pair = generator.generateKeyPair();
    Files.writeString(
        KeyPairs.secret(folder.resolve(node.name()).resolve("national-client.pem")),
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(pair.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n");
    return Map.of(
        "client_id",
        node.name(),
        "region",
        node.region(),
        "units",
        node.units(),
        "jwk",
        new ECKey.Builder(Curve.P_384, (ECPublicKey) pair.getPublic()).build().toJSONObject());
  }

  private List<String> settings(Node node, Path home, String password) {
    Path shared = folder.toAbsolutePath().resolve("authority");
    Path own = home.toAbsolutePath();
    return List.of(
        "vf.node.role=regional",
        "vf.national.client-id=" + node.name(),
        "vf.national.key=" + own.resolve("national-client.pem"),
        "vf.national.units=" + String.join(",", node.units()),
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
