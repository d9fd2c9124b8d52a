package se.vardformedling.web;

import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.actuate.health.CompositeHealth;
import org.springframework.boot.actuate.health.HealthComponent;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Systemstatus: whether each part of the node answers, as the health check sees it. */
@Controller
class StatusPage {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.of("Europe/Stockholm"));
  private final HealthEndpoint health;
  private final Clock clock;

  StatusPage(HealthEndpoint health, Clock clock) {
    this.health = health;
    this.clock = clock;
  }

  /**
   * One part.
   *
   * @param well whether it answers; what it says beside that is for the operator
   */
  public record Part(String name, boolean well) {}

  @GetMapping("/app/status")
  String status(Model model) {
    HealthComponent whole = health.health();
    List<Part> parts = new ArrayList<>();
    if (whole instanceof CompositeHealth composite) {
      for (Map.Entry<String, HealthComponent> part : composite.getComponents().entrySet()) {
        parts.add(new Part(part.getKey(), well(part.getValue())));
      }
    }
    model.addAttribute("well", well(whole));
    model.addAttribute("parts", parts);
    model.addAttribute("at", MOMENT.format(clock.instant()));
    return "web/status";
  }

  private static boolean well(HealthComponent part) {
    return part.getStatus().getCode().equals("UP");
  }
}
