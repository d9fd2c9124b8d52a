package se.vardformedling.waitingtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.MeasureReport;
import org.hl7.fhir.r4.model.Quantity;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Browser;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.FhirStore;

/** The demo's followed lists have forecasts, which are told where waits are told. */
@NodeIT
class ForecastsIT {
  private static final String VARDTJANST = "framfall";
  private static final String BROKER = "broker-dalarna";
  private static final String FROM_FALUN = "&origin=2080&originRegion=20&_count=100";

  @LocalServerPort int port;
  @Autowired WaitingTimes waitingTimes;
  @Autowired Publication publication;
  @Autowired TransactionTemplate transaction;
  @Autowired FhirStore store;
  @Autowired JdbcClient sql;
  @Autowired Clock clock;

  @Test
  void the_model_that_did_best_on_held_back_months_is_the_one_that_forecasts() {
    List<String> chosen =
        sql.sql(
                """
                select model from vf.wait_trial where vardtjanst = :v and chosen
                   and months >= 2 and n >= 100 and coverage between 0.7 and 0.95
                   and pinball = (select min(pinball) from vf.wait_trial t where t.vardtjanst = :v
                                     and coverage between 0.7 and 0.95)
                """)
            .param("v", VARDTJANST)
            .query(String.class)
            .list();
    assertThat(chosen).hasSize(1);
    Wait forecast = forecast();
    WaitForecast made = forecast.forecast().orElseThrow();

    assertThat(made.model()).startsWith(chosen.get(0));
    assertThat(made.low()).isLessThan(forecast.days());
    assertThat(made.high()).isGreaterThan(forecast.days());
    assertThat(made.coverage()).isBetween(.7, .95);
    assertThat(made.pinball()).isLessThanOrEqualTo(made.baseline());
    assertThat(made.tried()).isGreaterThanOrEqualTo(100);
  }

  @Test
  void a_report_gives_the_interval_and_how_the_model_has_done() {
    Wait forecast = forecast();
    MeasureReport report =
        store.read(MeasureReport.class, "wait-" + forecast.serviceId() + "-forecast-vd");
    Extension calibration = report.getExtensionByUrl(Canonical.profile("forecast-calibration"));

    assertThat(report.getMeta().getSecurity()).extracting(one -> one.getCode()).contains("HTEST");
    assertThat(report.getGroup())
        .extracting(group -> group.getCode().getCodingFirstRep().getCode())
        .containsExactly("median", "p10", "p80", "p90");
    assertThat(report.getGroup())
        .extracting(group -> group.getMeasureScore().getValue().doubleValue())
        .doesNotContainNull()
        .contains(forecast.days(), forecast.forecast().orElseThrow().low());
    assertThat(calibration.getExtension())
        .extracting(Extension::getUrl)
        .containsExactly(
            "method", "trainedUntil", "n", "coverage", "within14", "pinball", "baselinePinball");
  }

  @Test
  void a_service_whose_number_may_not_be_told_has_no_forecast() {
    List<String> told =
        sql.sql("select distinct service_id from vf.wait where kind = 'wait-forecast'")
            .query(String.class)
            .list();
    List<String> may =
        sql.sql(
                """
                select place from vf.wait_figure
                 where source = 'vantetidsdatabasen' and level = 'unit' and slice = 'all' and state = 'shown'
                   and (clock, span) in (('performed', '365'), ('waiting', 'now'))
                 group by place having count(*) = 2
                """)
            .query(String.class)
            .list();

    assertThat(told).isNotEmpty();
    assertThat(may).containsAll(told);
  }

  @Test
  void the_forecast_speaks_for_the_service_in_the_search_and_on_the_pages() {
    Wait forecast = forecast();
    String found =
        new Api(port)
            .get(BROKER, "/fhir/HealthcareService/$find-provider?code=" + VARDTJANST + FROM_FALUN)
            .body();
    Browser browser = new Browser(port);
    browser.signIn(BROKER, "/app/me");
    String page =
        browser.open("/app/lagesbild/enhet/" + forecast.serviceId() + "?vard=" + VARDTJANST).body();

    assertThat(found)
        .contains("\"valueCode\":\"wait-forecast\"")
        .contains("\"url\":\"baselinePinball\"", "\"url\":\"p10\"");
    assertThat(page).contains("åtta av tio väntar mellan", "Medelförlusten var", "syntetiska data");
  }

  @Test
  void a_service_of_two_vardtjanster_has_a_forecast_of_the_one_it_was_made_for_alone() {
    transaction.executeWithoutResult(
        status -> {
          status.setRollbackOnly();
          Wait before = forecast();
          String service = before.serviceId();
          sql.sql(
                  """
                  insert into vf.offer
                  select (jsonb_populate_record(o, '{"vardtjanst": "koloskopi"}')).* from vf.offer o
                   where service_id = :service and vardtjanst = :v
                  """)
              .param("service", service)
              .param("v", VARDTJANST)
              .update();
          publication.publish(publication.edition("vantetidsdatabasen").orElseThrow());
          List<Wait> waits = waitingTimes.medians(List.of(service));

          assertThat(forecasts(WaitRules.about(VARDTJANST, waits))).containsExactly(before.days());
          assertThat(forecasts(WaitRules.about("koloskopi", waits))).isEmpty();
          String id = "wait-" + service + "-forecast-vd";
          assertThat(store.read(MeasureReport.class, id + "-" + VARDTJANST).getStatus())
              .isEqualTo(MeasureReport.MeasureReportStatus.COMPLETE);
          assertThat(store.read(MeasureReport.class, id).getStatus())
              .isEqualTo(MeasureReport.MeasureReportStatus.PENDING);
        });
  }

  @Test
  void an_order_as_of_a_moment_goes_by_the_waits_that_were_published_then() {
    String service = forecast().serviceId();
    String id = "wait-" + service + "-forecast-vd";
    MeasureReport report = store.read(MeasureReport.class, id).copy();
    report.setId("MeasureReport/" + id);
    Quantity median =
        report.getGroup().stream()
            .filter(group -> group.getCode().getCodingFirstRep().is(metrics(), "median"))
            .findFirst()
            .orElseThrow()
            .getMeasureScore();
    BigDecimal before = median.getValue();
    Instant then = moment();
    median.setValue(before.add(BigDecimal.valueOf(33)));
    store.update(report);
    Instant between = moment();
    report.setStatus(MeasureReport.MeasureReportStatus.PENDING);
    store.update(report);

    try {
      assertThat(forecasts(waitingTimes.medians(List.of(service)))).isEmpty();
      assertThat(forecasts(waitingTimes.medians(List.of(service), between)))
          .containsExactly(before.doubleValue() + 33);
      assertThat(forecasts(waitingTimes.medians(List.of(service), then)))
          .containsExactly(before.doubleValue());
      assertThat(told(service, "&asOf=" + then)).contains(before.setScale(1) + "");
      assertThat(told(service, "&asOf=" + between))
          .contains(before.setScale(1).add(BigDecimal.valueOf(33)) + "");
      assertThat(told(service, "")).isEmpty();
      assertThat(
              told(service, "&asOf=" + LocalDate.now(ZoneId.of("Europe/Stockholm")).minusDays(3)))
          .as("before anything was published")
          .isEmpty();
    } finally {
      report.setStatus(MeasureReport.MeasureReportStatus.COMPLETE);
      median.setValue(before);
      store.update(report);
    }
  }

  /** The forecast that the search tells of the service, in days. */
  private Optional<String> told(String service, String asOf) {
    String found =
        new Api(port)
            .get(
                BROKER,
                "/fhir/HealthcareService/$find-provider?code=" + VARDTJANST + FROM_FALUN + asOf)
            .body();
    for (String entry : found.split("\\{\"extension\":", -1)) {
      if (entry.contains("HealthcareService/" + service + "\"")
          && entry.contains("wait-forecast")) {
        return Optional.of(
            entry.replaceAll(
                "(?s).*\"url\":\"days\",\"valueDecimal\":([0-9.]+)\\},\\{\"url\":\"kind\",\"valueCode\":\"wait-forecast\".*",
                "$1"));
      }
    }
    return Optional.empty();
  }

  private static String metrics() {
    return Canonical.codeSystem("wait-metric");
  }

  private static List<Double> forecasts(List<Wait> waits) {
    return waits.stream()
        .filter(wait -> wait.kind().equals("wait-forecast"))
        .map(Wait::days)
        .toList();
  }

  /** As the database keeps it; what is published after it is later. */
  private Instant moment() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private Wait forecast() {
    List<String> services =
        sql.sql(
                """
                select service_id from vf.wait where kind = 'wait-forecast' and metric = 'median'
                   and service_id in (select service_id from vf.offer where vardtjanst = :v) order by 1
                """)
            .param("v", VARDTJANST)
            .query(String.class)
            .list();
    return waitingTimes.medians(services).stream()
        .filter(wait -> wait.kind().equals("wait-forecast"))
        .findFirst()
        .orElseThrow();
  }
}
