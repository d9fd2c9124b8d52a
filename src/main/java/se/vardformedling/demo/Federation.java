package se.vardformedling.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.messaging.DemoKeys;
import se.vardformedling.security.NationalNode;

/**
 * The demo with three nodes ({@code vf.demo.federation}): once this one is ready, two regional
 * nodes are started as processes of their own, one after the other, and end with it.
 */
@Component
@Profile("demo")
@NationalNode
@ConditionalOnProperty("vf.demo.federation")
class Federation {
  private static final Logger log = LoggerFactory.getLogger(Federation.class);
  private static final int BITS = 2048;

  private final FederationSettings settings;
  private final FhirStore store;
  private final Clock clock;
  private final List<RegionalChild> children = new ArrayList<>();
  private boolean stopping;

  Federation(FederationSettings settings, FhirStore store, Clock clock) {
    this.settings = settings;
    this.store = store;
    this.clock = clock;
  }

  @EventListener
  @Order(Ordered.LOWEST_PRECEDENCE)
  void ready(ApplicationReadyEvent event) {
    String program = event.getSpringApplication().getMainApplicationClass().getName();
    Thread starting = new Thread(() -> start(program), "federation");
    starting.setDaemon(true);
    starting.start();
  }

  private void start(String program) {
    try {
      List<DemoKeys.Node> nodes = DemoNodes.all(settings.accessPoints());
      makeKeys(nodes);
      DemoNodes.endpoints(nodes).forEach(store::update);
      for (int i = 0; i < nodes.size(); i++) {
        Optional<RegionalChild> child =
            start(nodes.get(i).name(), settings.ports().get(i), program);
        if (child.isPresent()) {
          announce(child.get());
        }
      }
    } catch (IOException | GeneralSecurityException e) {
      log.error("The regional nodes could not be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Nothing while everything stops. */
  private synchronized Optional<RegionalChild> start(String name, int port, String program)
      throws IOException {
    if (stopping) {
      return Optional.empty();
    }
    RegionalChild child =
        RegionalChild.start(
            settings.folder().resolve(name),
            port,
            java(program),
            List.of(
                "spring.profiles.active=demo",
                "spring.config.additional-location="
                    + keys().resolve(name).resolve("node.properties").toUri(),
                "vf.database.binaries-dir=" + settings.binaries(),
                "vf.national.url=http://127.0.0.1:" + settings.nationalPort() + "/fhir",
                "vf.demo.parent=" + ProcessHandle.current().pid()));
    children.add(child);
    return Optional.of(child);
  }

  private List<String> java(String program) {
    return RegionalChild.java(program, settings.heap());
  }

  private static void announce(RegionalChild child) throws InterruptedException {
    String name = String.valueOf(child.folder().getFileName());
    if (child.awaitReady()) {
      log.info("Regional node {} is ready: http://localhost:{}", name, child.port());
    } else {
      log.error("Regional node {} has ended; see {}", name, RegionalChild.log(child.folder()));
    }
  }

  private Path keys() {
    return settings.folder().resolve("keys");
  }

  /** Kept from one run to the next, for messages that are on their way; new for new ports. */
  private void makeKeys(List<DemoKeys.Node> nodes) throws IOException, GeneralSecurityException {
    for (DemoKeys.Node node : nodes) {
      Path made = keys().resolve(node.name()).resolve("node.properties");
      if (!Files.exists(made)
          || !Files.readString(made).contains("vf.sdk.as4.port=" + node.port() + "\n")) {
        new DemoKeys(keys(), clock.instant(), BITS).make(nodes);
        return;
      }
    }
  }

  @EventListener(ContextClosedEvent.class)
  synchronized void stop() {
    stopping = true;
    children.forEach(RegionalChild::askToStop);
    children.forEach(RegionalChild::awaitEnd);
    children.clear();
  }
}
