package se.vardformedling.demo;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Some cases in each of the five steps, so that there is work on the pages from the first minute.
 * They are carried there over the API by the demo's personas, as anybody would carry them; once,
 * into a node that has just got the demo or has no case.
 */
@Component
@Profile("demo")
@ConditionalOnProperty("vf.demo.cases")
class DemoCases {
  private static final Logger log = LoggerFactory.getLogger(DemoCases.class);

  /** How far a case is carried. */
  enum Until {
    REGISTERED,
    CLAIMED,
    SEARCHING,
    ASKED,
    ACCEPTED,
    OFFERED,
    ORDERED,
    SCHEDULED,
    PERFORMED,
    FOLLOWED_UP
  }

  /**
   * One case.
   *
   * @param kva what is needed
   * @param days since the decision; the guarantee is 90
   * @param provider persona of the unit that is asked
   * @param service of that unit
   */
  record Story(String kva, int days, String provider, String service, Until until) {}

  private static final String GOTEBORG = "provider-goteborg";
  private static final String FALUN = "provider-falun";

  /** Some near the limit, one past it. */
  static final List<Story> STORIES =
      List.of(
          new Story("NGB49", 97, GOTEBORG, "goteborg-knaprotes", Until.REGISTERED),
          new Story("CJE20", 83, FALUN, "falun-gra-starr", Until.REGISTERED),
          new Story("JAB30", 40, GOTEBORG, "goteborg-ljumskbrack", Until.CLAIMED),
          new Story("NFB49", 78, GOTEBORG, "goteborg-hoftprotes", Until.SEARCHING),
          new Story("NGB49", 60, GOTEBORG, "goteborg-knaprotes", Until.ASKED),
          new Story("JAB30", 70, GOTEBORG, "goteborg-ljumskbrack", Until.ACCEPTED),
          new Story("NGB49", 81, GOTEBORG, "goteborg-knaprotes", Until.OFFERED),
          new Story("NFB49", 55, GOTEBORG, "goteborg-hoftprotes", Until.ORDERED),
          new Story("CJE20", 50, FALUN, "falun-gra-starr", Until.SCHEDULED),
          new Story("NGB49", 65, GOTEBORG, "goteborg-knaprotes", Until.PERFORMED),
          new Story("JAB30", 75, GOTEBORG, "goteborg-ljumskbrack", Until.FOLLOWED_UP));

  private final JdbcClient sql;
  private final DemoLoader loader;
  private final Clock clock;

  DemoCases(JdbcClient sql, DemoLoader loader, Clock clock) {
    this.loader = loader;
    this.sql = sql;
    this.clock = clock;
  }

  @EventListener
  @Order(Ordered.LOWEST_PRECEDENCE)
  void ready(ApplicationReadyEvent event) {
    boolean command =
        event
            .getApplicationContext()
            .getEnvironment()
            .getProperty("vf.command", Boolean.class, false);
    if (!command
        && event.getApplicationContext() instanceof ServletWebServerApplicationContext context
        && (loader.fresh()
            || sql.sql("select count(*) from vf.case_file").query(Integer.class).single() == 0)) {
      tell("http://127.0.0.1:" + context.getWebServer().getPort());
    }
  }

  /** A story that cannot be told is left where it is: the demo is of use without it. */
  private void tell(String base) {
    DemoJourney journey = new DemoJourney(base, LocalDate.now(clock));
    int told = 0;
    for (Story story : STORIES) {
      try {
        journey.carry(story);
        told++;
      } catch (IOException | InterruptedException failure) {
        if (failure instanceof InterruptedException) {
          Thread.currentThread().interrupt();
          return;
        }
        log.warn("A case of the demo was left on its way: {}", failure.getMessage());
      }
    }
    log.info("{} cases of the demo are there, in each of the five steps", told);
  }
}
