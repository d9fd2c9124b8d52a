package se.vardformedling.issuer;

import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import se.vardformedling.security.TokenIssuer;

/** Where the demo's issuer answers; known once the program listens. */
@Component
@Profile("demo")
class IssuerAddress implements TokenIssuer {
  private final Environment settings;

  IssuerAddress(Environment settings) {
    this.settings = settings;
  }

  /** The issuer's one name, whatever name a browser uses for this machine. */
  @Override
  public String issuer() {
    return "http://localhost:" + port();
  }

  @Override
  public String tokenEndpoint() {
    return issuer() + "/oauth2/token";
  }

  /** For what the program asks of itself. */
  String loopback() {
    return "http://127.0.0.1:" + port();
  }

  private String port() {
    return settings.getRequiredProperty("local.server.port");
  }
}
