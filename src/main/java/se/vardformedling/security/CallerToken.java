package se.vardformedling.security;

import java.util.List;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** A checked bearer token and whose it is. */
final class CallerToken extends JwtAuthenticationToken {
  private static final long serialVersionUID = 1;

  private final Caller caller;

  CallerToken(Jwt token, Caller caller) {
    super(token, List.of());
    this.caller = caller;
  }

  Caller caller() {
    return caller;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
