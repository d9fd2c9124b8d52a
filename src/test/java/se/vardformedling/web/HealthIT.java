package se.vardformedling.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import se.vardformedling.Asking;
import se.vardformedling.Asking.Answer;
import se.vardformedling.NodeIT;

@NodeIT
class HealthIT {
  @LocalServerPort int port;
  @Autowired ApplicationContext node;

  @Test
  void a_node_that_still_loads_its_catalogue_is_not_well_yet() {
    assertThat(health().body()).isEqualTo("{\"status\":\"UP\"}");
    AvailabilityChangeEvent.publish(node, ReadinessState.REFUSING_TRAFFIC);
    try {
      assertThat(health().status()).isEqualTo(503);
      assertThat(health().body()).isEqualTo("{\"status\":\"OUT_OF_SERVICE\"}");
    } finally {
      AvailabilityChangeEvent.publish(node, ReadinessState.ACCEPTING_TRAFFIC);
    }
    assertThat(health().status()).isEqualTo(200);
  }

  private Answer health() {
    return new Asking(port).send("GET", "/actuator/health", "");
  }
}
