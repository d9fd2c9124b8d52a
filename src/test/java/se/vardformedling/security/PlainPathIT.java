package se.vardformedling.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;

@NodeIT
class PlainPathIT {
  private static final String BROKER = "broker-dalarna";
  @LocalServerPort int port;
  private Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%61pp/arenden",
        "/app/%61renden",
        "/%66hir/Organization/region-20",
        "/fhir/%4Frganization/region-20",
        "/fhir/Organization/region-2%30",
        "/%64emo/token/broker-dalarna",
        "/%6fauth2/token",
        "/act%75ator/health"
      })
  void an_address_in_another_spelling_is_no_way_past_the_log(String path) {
    assertThat(api.get(BROKER, path).status()).isEqualTo(400);
  }

  @Test
  void an_operation_may_be_spelt_as_clients_spell_it() {
    assertThat(
            api.get(
                    BROKER,
                    "/fhir/HealthcareService/%24find-provider?code=knaprotes&origin=2080&originRegion=20")
                .status())
        .isEqualTo(200);
  }
}
