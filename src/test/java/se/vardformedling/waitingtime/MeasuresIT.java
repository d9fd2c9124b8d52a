package se.vardformedling.waitingtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;

@NodeIT
class MeasuresIT {
  @LocalServerPort int port;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wait-performed",
        "wait-waiting",
        "wait-visits",
        "wait-reported-estimate",
        "wait-forecast"
      })
  void what_a_report_refers_to_can_be_read_and_found_by_its_address(String id) {
    Api api = new Api(port);
    String url = "https://fhir.vardformedling.example/Measure/" + id;

    Api.Answer read = api.get("broker-dalarna", "/fhir/Measure/" + id);
    Api.Answer found = api.get("broker-dalarna", "/fhir/Measure?url=" + url);

    assertThat(read.status()).isEqualTo(200);
    assertThat(read.body()).contains("\"url\":\"" + url + "\"", "type 7");
    assertThat(found.body()).contains("\"total\":1", "\"id\":\"" + id + "\"");
  }
}
