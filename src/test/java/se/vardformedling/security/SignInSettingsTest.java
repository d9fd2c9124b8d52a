package se.vardformedling.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignInSettingsTest {
  private static final String KEY = "{\"kty\":\"oct\",\"k\":\"AAAA\"}";

  private static SignInSettings settings(String client, String secret, String key) {
    return new SignInSettings("https://idp.example", client, secret, key, "");
  }

  @Test
  void a_client_with_a_key_or_a_secret_is_enough() {
    assertThat(settings("us", "", KEY).complete().clientId()).isEqualTo("us");
    assertThat(settings("us", "secret", "").complete().clientId()).isEqualTo("us");
  }

  @ParameterizedTest
  @CsvSource({"'', secret, ''", "us, '', ''", "us, secret, key", "'', '', ''"})
  void half_a_registration_is_refused_in_a_sentence(String client, String secret, String key) {
    assertThatThrownBy(() -> settings(client, secret, key).complete())
        .isInstanceOf(SignInIncompleteException.class)
        .hasMessageContaining("VF_SIGNIN_CLIENT_ID");
  }

  @Test
  void a_key_that_is_none_is_refused_at_the_start() {
    assertThatThrownBy(() -> new IdentityProvider(settings("us", "", "not a key")))
        .isInstanceOf(SignInIncompleteException.class);
    assertThat(new IdentityProvider(settings("us", "", KEY)).findByRegistrationId("other"))
        .isNull();
  }
}
