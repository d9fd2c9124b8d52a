package se.vardformedling.security;

import se.vardformedling.fhir.RefusedStart;

/** An identity provider is named, but not how we show who we are to it. */
final class SignInIncompleteException extends RefusedStart {
  private static final long serialVersionUID = 1;

  SignInIncompleteException() {
    super(
        "VF_SIGNIN_ISSUER is set, so set VF_SIGNIN_CLIENT_ID too and one of VF_SIGNIN_KEY (a"
            + " private JWK) and VF_SIGNIN_CLIENT_SECRET; see src/docs/operate/configuration.md.");
  }
}
