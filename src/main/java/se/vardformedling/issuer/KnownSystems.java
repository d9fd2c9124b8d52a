package se.vardformedling.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.jwk.JWK;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import se.vardformedling.security.Role;
import se.vardformedling.security.SystemClients;

/**
 * The systems of the demo, and the regional nodes that {@code keys demo} has made keys for: of
 * those the issuer has the public half alone, in a file.
 */
@Component
@Profile("demo")
class KnownSystems {
  private static final Logger log = LoggerFactory.getLogger(KnownSystems.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<DemoSystem> fixed;
  private final Path nodes;

  KnownSystems(
      List<DemoSystem> demoSystems,
      @Value("${vf.demo.clients:${vf.data-dir}/federation/keys/authority/national-clients.json}")
          Path nodes) {
    this.fixed = demoSystems;
    this.nodes = nodes;
  }

  /** Read at each question: the keys may be made after this node has started. */
  Optional<DemoSystem> find(String clientId) {
    return DemoSystem.of(fixed, clientId).or(() -> DemoSystem.of(nodes(), clientId));
  }

  private List<DemoSystem> nodes() {
    if (!Files.exists(nodes)) {
      return List.of();
    }
    try {
      List<DemoSystem> found = new java.util.ArrayList<>();
      for (JsonNode node : JSON.readTree(nodes.toFile())) {
        found.add(node(node));
      }
      return found;
    } catch (IOException | ParseException e) {
      log.error("The regional nodes' keys cannot be read from {}", nodes, e);
      return List.of();
    }
  }

  private static DemoSystem node(JsonNode node) throws ParseException {
    Set<String> units = new HashSet<>();
    node.path("units").forEach(unit -> units.add(unit.asText()));
    return DemoSystem.node(
        node.path("client_id").asText(),
        JWK.parse(node.path("jwk").toString()),
        new SystemClients.Registered(
            Role.JOURNALSYSTEM, node.path("region").asText(), Set.copyOf(units)));
  }
}
