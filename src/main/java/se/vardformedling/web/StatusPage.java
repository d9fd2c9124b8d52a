package se.vardformedling.web;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.actuate.health.CompositeHealth;
import org.springframework.boot.actuate.health.HealthComponent;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import se.vardformedling.timer.TimerQueue;
import se.vardformedling.web.words.Words;
import se.vardformedling.web.words.Words.Say;

/**
 * Systemstatus: whether each part of the node answers, as the health check sees it, and how much
 * waits to be done.
 */
@Controller
class StatusPage {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.of("Europe/Stockholm"));
  private final HealthEndpoint health;
  private final TimerQueue queue;
  private final Words words;
  private final Clock clock;

  StatusPage(HealthEndpoint health, TimerQueue queue, Words words, Clock clock) {
    this.words = words;
    this.health = health;
    this.queue = queue;
    this.clock = clock;
  }

  /**
   * One part.
   *
   * @param well whether it answers; what it says beside that is for the operator
   */
  public record Part(String name, boolean well) {}

  @GetMapping("/app/status")
  String status(Model model, Locale locale) {
    Say say = words.in(locale);
    HealthComponent whole = health.health();
    List<Part> parts = new ArrayList<>();
    if (whole instanceof CompositeHealth composite) {
      for (Map.Entry<String, HealthComponent> part : composite.getComponents().entrySet()) {
        parts.add(new Part(say.code("status-part", part.getKey()), well(part.getValue())));
      }
    }
    model.addAttribute("well", well(whole));
    model.addAttribute("parts", parts);
    Instant now = clock.instant();
    TimerQueue.Waiting waiting = queue.at(now);
    model.addAttribute("due", waiting.due());
    model.addAttribute("oldest", waiting.oldest().map(MOMENT::format).orElse(""));
    model.addAttribute("at", MOMENT.format(now));
    return "web/status";
  }

  private static boolean well(HealthComponent part) {
    return part.getStatus().getCode().equals("UP");
  }
}
