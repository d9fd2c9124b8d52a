package se.vardformedling.security;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import se.vardformedling.fhir.NodeRole;

/** Before anything is loaded: which kind of node this is. */
final class NodeStart implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  @Override
  public void initialize(ConfigurableApplicationContext context) {
    NodeRole role =
        NodeRole.of(context.getEnvironment().getProperty("vf.node.role", NodeRole.NATIONAL.name()));
    context.getBeanFactory().registerSingleton("nodeModules", new NodeModules(role));
  }
}
