package se.vardformedling.security;

import se.vardformedling.fhir.RefusedStart;

/** Outside demo somebody must vouch for the callers. */
final class IssuerMissingException extends RefusedStart {
  private static final long serialVersionUID = 1;

  IssuerMissingException() {
    super(
        "No token issuer is named. Set VF_SECURITY_ISSUER to the issuer's address, or try the program with the demo profile"
            + " (SPRING_PROFILES_ACTIVE=demo); see src/docs/operate/configuration.md.");
  }
}
