package se.vardformedling.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.JWKGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.util.function.SingletonSupplier;
import se.vardformedling.security.Role;
import se.vardformedling.security.SystemClients;

/**
 * A system that the demo's issuer knows, with the key it was registered with. The keys live as long
 * as the program; who tries the demo fetches the private half at {@code /demo/key/[name]}.
 */
final class DemoSystem {
  private static final String UNIT = "TSTNMT2321000156-VF000";
  private static final Set<String> JOURNAL =
      Set.of(
          "system/Patient.crus",
          "system/DocumentReference.crus",
          "system/Binary.crus",
          "system/Communication.rus",
          "system/ServiceRequest.crus",
          "system/Task.rus",
          "system/Organization.rs",
          "system/Endpoint.rs",
          "system/HealthcareService.rs",
          "system/Location.rs");

  private final String name;
  private final String clientId;
  private final AssertionProfile profile;
  private final Set<String> scopes;
  private final SystemClients.Registered registered;
  private final SingletonSupplier<JWK> key;

  private DemoSystem(
      String name,
      String clientId,
      AssertionProfile profile,
      Set<String> scopes,
      SingletonSupplier<JWK> key,
      SystemClients.Registered registered) {
    this.name = name;
    this.clientId = clientId;
    this.profile = profile;
    this.scopes = scopes;
    this.key = key;
    this.registered = registered;
  }

  /** The journal systems of a region and of a private unit, and the national catalogue's feed. */
  static List<DemoSystem> all() {
    return List.of(
        new DemoSystem(
            "journal-dalarna",
            "journal-dalarna",
            AssertionProfile.SMART,
            JOURNAL,
            made(new RSAKeyGenerator(3072).keyID("journal-dalarna-1")),
            new SystemClients.Registered(Role.JOURNALSYSTEM, "20", Set.of(UNIT + "1", UNIT + "2"))),
        new DemoSystem(
            "journal-goteborg",
            "https://journal.demokliniken.example",
            AssertionProfile.ENA,
            JOURNAL,
            made(new ECKeyGenerator(Curve.P_256).keyID("journal-goteborg-1")),
            new SystemClients.Registered(Role.JOURNALSYSTEM, "14", Set.of(UNIT + "3"))),
        new DemoSystem(
            "catalogue-feed",
            "catalogue-feed",
            AssertionProfile.SMART,
            Set.of("system/*.crus"),
            made(new ECKeyGenerator(Curve.P_384).keyID("catalogue-feed-1")),
            new SystemClients.Registered(Role.KATALOGFORVALTARE, "", Set.of())));
  }

  /** A regional node, by the public half of its key. */
  static DemoSystem node(String clientId, JWK key, SystemClients.Registered registered) {
    return new DemoSystem(
        clientId, clientId, AssertionProfile.SMART, JOURNAL, SingletonSupplier.of(key), registered);
  }

  /** When it is first asked for: to find a large one takes seconds, and most never are. */
  private static SingletonSupplier<JWK> made(JWKGenerator<? extends JWK> generator) {
    return SingletonSupplier.of(
        () -> {
          try {
            return generator.generate();
          } catch (JOSEException e) {
            throw new IllegalStateException("Every JDK makes such keys", e);
          }
        });
  }

  static Optional<DemoSystem> of(List<DemoSystem> systems, String clientId) {
    return systems.stream().filter(system -> system.clientId.equals(clientId)).findFirst();
  }

  String name() {
    return name;
  }

  String clientId() {
    return clientId;
  }

  AssertionProfile profile() {
    return profile;
  }

  Set<String> scopes() {
    return scopes;
  }

  SystemClients.Registered registered() {
    return registered;
  }

  JWK key() {
    return key.obtain();
  }
}
