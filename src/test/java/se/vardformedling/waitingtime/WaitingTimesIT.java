package se.vardformedling.waitingtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Browser;
import se.vardformedling.demo.DemoFiles;
import se.vardformedling.waitingtime.WaitFigure.State;
import se.vardformedling.waitingtime.WaitQuestion.Level;
import se.vardformedling.waitingtime.WaitQuestion.Sort;
import se.vardformedling.waitingtime.feed.FeedKind;
import se.vardformedling.waitingtime.feed.FeedReport;

/** The demo's feeds in a whole node. */
@NodeIT
class WaitingTimesIT {
  private static final String VARDTJANST = "ljumskbrack";

  @LocalServerPort int port;
  @Autowired WaitingTimes waitingTimes;
  @Autowired Feeds feeds;
  @Autowired JdbcClient sql;

  private record Unit(String hsaId, String service) {}

  @Test
  void a_median_of_few_is_told_to_nobody() {
    sql.sql(
            """
            insert into vf.wait (report_id, metric, service_id, kind, span, value, n, as_of, source)
            values ('few', 'median', 'few-service', 'wait-performed', '90', 30, 9, current_date, 'test'),
                   ('own', 'median', 'few-service', 'wait-reported-estimate', '90', 40, 0, current_date, 'test')
            """)
        .update();
    try {
      assertThat(waitingTimes.medians(List.of("few-service")))
          .extracting(Wait::kind)
          .containsExactly("wait-reported-estimate");
    } finally {
      sql.sql("delete from vf.wait where service_id = 'few-service'").update();
    }
  }

  @Test
  void the_table_has_every_figure_with_its_clock_source_period_and_coverage() {
    WaitTable table = waitingTimes.table(WaitQuestion.of(VARDTJANST), today());

    assertThat(table.source()).contains("spor");
    assertThat(table.slices())
        .containsExactly("all", "need-later", "need-within-30", "need-within-90");
    assertThat(table.rows()).isNotEmpty();
    assertThat(table.rows())
        .allSatisfy(
            row -> {
              assertThat(row.performed().clock()).isEqualTo("performed");
              assertThat(row.performed().synthetic()).isTrue();
              assertThat(row.performed().from()).isEqualTo(today().minusDays(90));
              assertThat(row.performed().to()).isEqualTo(today().minusDays(1));
              assertThat(row.performed().updated()).isEqualTo(today());
              assertThat(row.name()).containsIgnoringCase("region");
            });
    assertThat(table.rows().stream().flatMap(row -> row.performed().median().stream())).isSorted();
    assertThat(table.nation().orElseThrow().n().orElseThrow()).isGreaterThan(100);
  }

  @Test
  void a_small_unit_is_masked_and_nobody_shows_a_number_under_five() {
    WaitTable units = units(30);

    assertThat(units.rows())
        .hasSizeGreaterThan(50)
        .extracting(WaitTable.Row::unit)
        .allMatch(Optional::isPresent);
    assertThat(units.rows())
        .extracting(row -> row.performed().state())
        .contains(State.SHOWN, State.MASKED);
    assertThat(units.rows())
        .allSatisfy(row -> assertThat(row.performed().n().filter(n -> n > 0 && n < 5)).isEmpty());
  }

  @Test
  void what_is_older_than_six_weeks_is_missing() {
    assertThat(waitingTimes.table(WaitQuestion.of(VARDTJANST), today().plusDays(43)).rows())
        .isNotEmpty()
        .allSatisfy(
            row -> {
              assertThat(row.performed().state()).isEqualTo(State.MISSING);
              assertThat(row.performed().median()).isEmpty();
              assertThat(row.performed().n()).isEmpty();
            });
  }

  @Test
  void the_series_has_eighteen_months_beside_the_countrys() {
    WaitSeries series =
        waitingTimes.series(VARDTJANST, unitsOf().get(0).service(), Optional.empty(), today());

    assertThat(series.months().stream().filter(month -> !month.running())).hasSize(18);
    assertThat(series.months())
        .filteredOn(month -> !month.running())
        .allSatisfy(month -> assertThat(month.nation().median()).isPresent());
  }

  @Test
  void percentiles_are_what_the_database_makes_of_the_same_counts() {
    WaitTable.Row row =
        units(365).rows().stream()
            .filter(each -> each.place().equals(unitsOf().get(0).service()))
            .findFirst()
            .orElseThrow();
    double expected =
        sql.sql(
                """
                select percentile_cont(0.75) within group (order by counted)
                  from vf.wait_count, generate_series(1, n)
                 where source = 'spor' and service_id = :service and day > :to::date - 365 and day <= :to
                """)
            .param("service", row.place())
            .param("to", row.performed().to())
            .query(Double.class)
            .single();

    assertThat(row.performed().p75()).contains(expected);
  }

  @Test
  void computing_again_and_reading_the_file_again_change_nothing() {
    String before = digest();

    for (String source : List.of("vantetidsdatabasen", "spor", "ncr")) {
      feeds.recompute(source);
    }
    feeds.read(FeedKind.SPOR, "test", new StringReader(DemoFiles.text(FeedKind.SPOR, today())));

    assertThat(digest()).isEqualTo(before);
  }

  @Test
  void a_report_tells_what_the_table_tells_and_a_masked_one_does_not_say_why() {
    Api api = new Api(port);
    WaitTable.Row row =
        units(90).rows().stream()
            .filter(each -> each.performed().state() == State.SHOWN)
            .findFirst()
            .orElseThrow();
    Api.Answer report =
        api.get("broker-dalarna", "/fhir/MeasureReport/wait-" + row.place() + "-performed-spor");
    Api.Answer all = api.get("broker-dalarna", "/fhir/MeasureReport?_count=200");

    assertThat(report.status()).as(report.body()).isEqualTo(200);
    assertThat(report.body())
        .contains("\"count\":" + row.performed().n().orElseThrow(), "\"valueCode\":\"1\"", "HTEST");
    assertThat(all.body())
        .contains("\"valueCode\":\"masked\"")
        .doesNotContainPattern("\"count\":[1-4][,}]");
  }

  @Test
  void a_units_report_page_and_file_tell_how_its_waits_lie_and_what_the_rule_is_set_to() {
    String service =
        sql.sql(
                """
                select min(place) from vf.wait_figure
                 where vardtjanst = 'framfall' and source = 'vantetidsdatabasen' and clock = 'waiting'
                   and (more ->> 'clearance-weeks') is not null
                """)
            .query(String.class)
            .single();
    String report =
        new Api(port)
            .get("broker-dalarna", "/fhir/MeasureReport/wait-" + service + "-waiting-vd")
            .body();
    Browser browser = new Browser(port);
    browser.signIn("broker-dalarna", "/app/me");
    String address = "/app/lagesbild/enhet/" + service + "?vard=framfall";

    assertThat(report)
        .contains(
            "band-0-30", "band-over-150", "share-over-90", "added-per-week", "clearance-weeks")
        .contains("/measured-vardtjanst\",\"valueCoding\"")
        .contains("\"url\":\"countThreshold\",\"valueInteger\":5")
        .contains("\"url\":\"statisticThreshold\",\"valueInteger\":10");
    assertThat(browser.open(address).body())
        .contains("Hur väntetiderna ligger", "Veckor till tömd kö", "Tillkomna per vecka");
    assertThat(browser.open(address + "&tabell=fler&som=csv").body())
        .contains("Veckor till tömd kö", "Skydd av små tal, regel 1", "Antal från 1 till 4");
  }

  @Test
  void a_refused_file_changes_nothing_and_is_remembered_without_what_it_said() {
    String before = digest();
    FeedReport report =
        feeds.read(
            FeedKind.SPOR,
            "refused",
            new StringReader(
                DemoFiles.text(FeedKind.SPOR, today())
                    + today().minusDays(1)
                    + ";"
                    + unitsOf().get(0).hsaId()
                    + ";JAB;;40;191212121212;0\n"));

    assertThat(report.refused()).isTrue();
    assertThat(digest()).isEqualTo(before);
    assertThat(
            sql.sql("select problems::text from vf.wait_feed where name = 'refused'")
                .query(String.class)
                .list())
        .isNotEmpty()
        .allSatisfy(kept -> assertThat(kept).contains("identity").doesNotContain("1212121212"));
  }

  /** The day of the extract: other tests put the clock on. */
  private LocalDate today() {
    return sql.sql("select max(data_as_of) from vf.wait_feed where source = 'spor' and not refused")
        .query(LocalDate.class)
        .single();
  }

  private WaitTable units(int days) {
    return waitingTimes.table(
        new WaitQuestion(
            VARDTJANST, Level.UNIT, days, "all", 0, Sort.NAME, false, Optional.empty()),
        today());
  }

  private List<Unit> unitsOf() {
    return sql.sql(
            """
            select u.hsa_id, o.service_id from vf.offer o join vf.party u on u.organization_id = o.unit_id
             where o.vardtjanst = :v order by u.hsa_id limit 6
            """)
        .param("v", VARDTJANST)
        .query((row, n) -> new Unit(row.getString(1), row.getString(2)))
        .list();
  }

  private String digest() {
    return sql.sql("select md5(string_agg(f::text, '|' order by f::text)) from vf.wait_figure f")
        .query(String.class)
        .single();
  }
}
