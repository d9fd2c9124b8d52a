package se.vardformedling.web;

import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.actuate.endpoint.ApiVersion;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.actuate.health.HealthComponent;
import org.springframework.boot.actuate.health.HealthEndpointWebExtension;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * With a port of its own for monitoring, all that tells of a node moves there; its health stays
 * where load balancers ask for it.
 */
@RestController
@ConditionalOnManagementPort(ManagementPortType.DIFFERENT)
class HealthDoor {
  private final HealthEndpointWebExtension health;

  HealthDoor(HealthEndpointWebExtension health) {
    this.health = health;
  }

  @GetMapping("/actuator/health")
  ResponseEntity<HealthComponent> health() {
    WebEndpointResponse<HealthComponent> answer =
        health.health(ApiVersion.LATEST, WebServerNamespace.SERVER, SecurityContext.NONE);
    return ResponseEntity.status(answer.getStatus()).body(answer.getBody());
  }
}
