package se.vardformedling.issuer;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import java.util.Set;

/**
 * The two ways in which a system may show who it is. They contradict each other on type and
 * audience, so each client is registered for one and the other is refused.
 */
enum AssertionProfile {
  /** SMART App Launch 2, Backend Services: the audience is the token address. */
  SMART(Set.of(JWSAlgorithm.RS384, JWSAlgorithm.ES384), JOSEObjectType.JWT),
  /** Ena OAuth 2.0 Interoperability Profile: the audience is the issuer and nothing else. */
  ENA(
      Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256),
      new JOSEObjectType("client-authentication+jwt"));

  private final Set<JWSAlgorithm> algorithms;
  private final JOSEObjectType type;

  AssertionProfile(Set<JWSAlgorithm> algorithms, JOSEObjectType type) {
    this.algorithms = algorithms;
    this.type = type;
  }

  Set<JWSAlgorithm> algorithms() {
    return algorithms;
  }

  JOSEObjectType type() {
    return type;
  }

  String audience(IssuerAddress address) {
    return this == SMART ? address.tokenEndpoint() : address.issuer();
  }
}
