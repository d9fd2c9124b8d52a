package se.vardformedling.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.CompositeHealth;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthComponent;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import se.vardformedling.fhir.Backups;
import se.vardformedling.fhir.Backups.What;
import se.vardformedling.timer.TimerQueue;
import se.vardformedling.web.words.Words;
import se.vardformedling.web.words.Words.Say;

/**
 * Systemstatus: whether each part of the node answers, as the health check sees it, how much waits
 * to be done, and when the data were last copied.
 */
@Controller
class StatusPage {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.of("Europe/Stockholm"));

  private static final double GIGA = 1e9;

  /** An older copy is too old: a day's work would be lost with the disk. */
  private static final Duration FRESH = Duration.ofDays(1);

  private final HealthEndpoint health;
  private final TimerQueue queue;
  private final Backups backups;
  private final ObjectProvider<SourcesHeard> sources;
  private final Words words;
  private final Clock clock;

  StatusPage(
      HealthEndpoint health,
      TimerQueue queue,
      Backups backups,
      ObjectProvider<SourcesHeard> sources,
      Words words,
      Clock clock) {
    this.sources = sources;
    this.words = words;
    this.backups = backups;
    this.health = health;
    this.queue = queue;
    this.clock = clock;
  }

  /**
   * One part.
   *
   * @param well whether it answers; what it says beside that is for the operator
   * @param more in words; empty when there is nothing to add
   */
  public record Part(String name, boolean well, String more) {}

  /** When a source of waiting times was read last, and of which day what it says is. */
  public record Feed(String source, String read, String asOf) {}

  /**
   * Something that was done with the data.
   *
   * @param hours whole hours since
   * @param old whether it should have been done again
   */
  public record Told(String at, long hours, boolean old) {}

  @GetMapping("/app/status")
  String status(Model model, Locale locale) {
    Say say = words.in(locale);
    HealthComponent whole = health.health();
    List<Part> parts = new ArrayList<>();
    if (whole instanceof CompositeHealth composite) {
      for (Map.Entry<String, HealthComponent> part : composite.getComponents().entrySet()) {
        parts.add(
            new Part(
                say.code("status-part", part.getKey()),
                well(part.getValue()),
                disk(part.getValue(), say)));
      }
    }
    model.addAttribute("well", well(whole));
    model.addAttribute("parts", parts);
    model.addAttribute(
        "feeds",
        sources.stream()
            .flatMap(known -> known.all().stream())
            .map(
                one ->
                    new Feed(
                        say.code("wait-source", one.source()),
                        MOMENT.format(one.readAt()),
                        one.dataAsOf().toString()))
            .toList());
    Instant now = clock.instant();
    TimerQueue.Waiting waiting = queue.at(now);
    model.addAttribute("due", waiting.due());
    model.addAttribute("oldest", waiting.oldest().map(MOMENT::format).orElse(""));
    model.addAttribute("at", MOMENT.format(now));
    model.addAttribute("copied", backups.last(What.COPIED).map(at -> told(at, now)).orElse(null));
    model.addAttribute(
        "restored", backups.last(What.RESTORED).map(at -> told(at, now)).orElse(null));
    return "web/status";
  }

  private static Told told(Instant at, Instant now) {
    Duration ago = Duration.between(at, now);
    return new Told(MOMENT.format(at), Math.max(0, ago.toHours()), ago.compareTo(FRESH) > 0);
  }

  /** What is left of the disk, of the part that knows. */
  private static String disk(HealthComponent part, Say say) {
    return part instanceof Health health
            && health.getDetails().get("free") instanceof Long free
            && health.getDetails().get("total") instanceof Long total
        ? say.the("status.disk", say.number(free / GIGA, 0), say.number(total / GIGA, 0))
        : "";
  }

  private static boolean well(HealthComponent part) {
    return part.getStatus().getCode().equals("UP");
  }
}
