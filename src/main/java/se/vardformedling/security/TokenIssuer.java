package se.vardformedling.security;

/** Who issues the tokens that we take. */
public interface TokenIssuer {
  /** What {@code iss} says. */
  String issuer();

  /** Where systems get theirs; empty if the operator has not said so. */
  String tokenEndpoint();
}
