package se.vardformedling.waitingtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Browser;

/** Booked visits of cases on this node, from what was done in them to reports and pages. */
@NodeIT
class VisitsIT {
  private static final String SERVICE = "falun-knaprotes";

  @Autowired VisitFigures figures;
  @Autowired JdbcClient sql;
  @Autowired Clock clock;
  @LocalServerPort int port;

  private int cases;

  /** What was done stays for ever; without their Tasks the cases are nobody's. */
  @AfterEach
  void forget() {
    sql.sql("delete from vf.case_task where case_id like 'VF-VISITS-%'").update();
    sql.sql("delete from vf.case_need where case_id like 'VF-VISITS-%'").update();
    figures.run();
  }

  @Test
  void missed_and_cancelled_visits_are_shares_of_those_that_ended_in_a_year() {
    LocalDate day = VisitRules.last(LocalDate.now(clock));
    ended(30, day, "scheduled", "visit-completed");
    ended(20, day, "scheduled", "performed");
    ended(20, day.minusDays(364), "scheduled", "no-show");
    ended(30, day, "scheduled", "appointment-cancelled");
    ended(9, day, "no-show", "appointment-cancelled");
    ended(9, day, "visit-completed", "performed");
    ended(9, day.minusDays(365), "scheduled", "no-show");
    ended(9, day.plusDays(1), "scheduled", "no-show");

    figures.run();
    figures.run();

    Api.Answer report =
        new Api(port)
            .get(
                "broker-dalarna", "/fhir/MeasureReport/wait-falun-knaprotes-visits-vardformedling");
    assertThat(report.status()).as(report.body()).isEqualTo(200);
    assertThat(report.body())
        .contains("/Measure/wait-visits", "\"count\":100", "\"versionId\":\"1\"", "HTEST")
        .containsPattern("share-cancelled[^}]*}[^}]*].{0,400}?\"value\":30[,}]")
        .containsPattern("share-no-show[^}]*}[^}]*].{0,400}?\"value\":20[,}]");
    Browser browser = new Browser(port);
    browser.signIn("broker-dalarna", "/app/me");
    assertThat(browser.open("/app/lagesbild/enhet/falun-knaprotes?vard=knaprotes").body())
        .contains("Andel bokade tider där patienten uteblev", "Vårdförmedlingens ärenden");
  }

  private void ended(int n, LocalDate day, String from, String to) {
    for (int i = 0; i < n; i++) {
      String id = "VF-VISITS-" + ++cases;
      OffsetDateTime noon = day.atTime(12, 0).atOffset(ZoneOffset.UTC);
      sql.sql(
              """
              insert into vf.case_need (case_id, need_id, vardtjanst, status) values (:id, :id, 'knaprotes', 'active')
              """)
          .param("id", id)
          .update();
      task(id, "candidate-inquiry", SERVICE, noon.minusDays(30));
      task(id, "fulfill", id, noon.minusDays(20));
      sql.sql(
              """
              insert into vf.case_event (case_id, task_id, kind, move, verb, from_state, to_state, at, actor, subject)
              values (:id, :task, 'fulfill', 'O10', '', :from, :to, :at, 'RP', 'test')
              """)
          .param("id", id)
          .param("task", id + "-fulfill")
          .param("from", from)
          .param("to", to)
          .param("at", noon)
          .update();
    }
  }

  private void task(String id, String kind, String focus, OffsetDateTime opened) {
    sql.sql(
            """
            insert into vf.case_task (task_id, case_id, kind, state, status, version, owner_id, focus_id, opened)
            values (:task, :id, :kind, 'accepted', 'accepted', 1, 'unit-falun', :focus, :opened)
            """)
        .param("task", id + "-" + kind)
        .param("id", id)
        .param("kind", kind)
        .param("focus", focus)
        .param("opened", opened)
        .update();
  }
}
