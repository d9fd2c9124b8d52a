package se.vardformedling.security;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The identity provider of the people who use the pages; without one the signed-in pages are off.
 *
 * @param issuer its address ({@code VF_SIGNIN_ISSUER})
 * @param clientId our name there
 * @param clientSecret shared secret, if the provider gives one
 * @param key our private key as a JWK, if the provider takes {@code private_key_jwt}
 * @param scope what is asked for beside {@code openid}, in one line
 */
@ConfigurationProperties("vf.signin")
record SignInSettings(
    @DefaultValue("") String issuer,
    @DefaultValue("") String clientId,
    @DefaultValue("") String clientSecret,
    @DefaultValue("") String key,
    @DefaultValue("") String scope) {

  /** Refuses a start with half a registration. */
  SignInSettings complete() {
    if (clientId.isBlank() || clientSecret.isBlank() == key.isBlank()) {
      throw new SignInIncompleteException();
    }
    return this;
  }
}
