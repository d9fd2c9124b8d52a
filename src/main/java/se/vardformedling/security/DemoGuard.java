package se.vardformedling.security;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;

/**
 * The demo gives tokens to anybody who asks, so it answers this machine only and touches no
 * database but its own.
 */
final class DemoGuard implements EnvironmentPostProcessor {
  private static final String LOOPBACK = "127.0.0.1";

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (!environment.acceptsProfiles(Profiles.of("demo"))) {
      return;
    }
    String address = environment.getProperty("server.address", LOOPBACK);
    refuseIf(
        !address.equals(LOOPBACK) && !address.equals("localhost"),
        "listens on 127.0.0.1 only; remove SERVER_ADDRESS");
    refuseIf(
        !environment.getProperty("vf.database.url", "").isBlank(),
        "uses its own database only; remove VF_DATABASE_URL");
    refuseIf(
        environment.getProperty("vf.node.production", Boolean.class, false),
        "is not for production; remove vf.node.production");
    Map<String, Object> fixed =
        new HashMap<>(
            Map.of(
                "server.address",
                LOOPBACK,
                "vf.sdk.as4.address",
                LOOPBACK,
                // On plain http browsers take no __Host- cookie.
                "server.servlet.session.cookie.name",
                "vf-session",
                "server.servlet.session.cookie.secure",
                false));
    if (ManagementPortType.get(environment) == ManagementPortType.DIFFERENT) {
      fixed.put("management.server.address", LOOPBACK);
    }
    environment.getPropertySources().addFirst(new MapPropertySource("demo", fixed));
  }

  private static void refuseIf(boolean wrong, String sentence) {
    if (wrong) {
      throw new DemoRefusedException(
          "The demo profile " + sentence + ", or start without the demo profile.");
    }
  }
}
