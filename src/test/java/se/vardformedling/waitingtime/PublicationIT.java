package se.vardformedling.waitingtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.rest.api.server.SimplePreResourceShowDetails;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.MeasureReport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.NodeIT;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.waitingtime.Figures.Edition;
import se.vardformedling.waitingtime.feed.FeedCount;
import se.vardformedling.waitingtime.feed.FeedEstimate;
import se.vardformedling.waitingtime.feed.FeedFile;
import se.vardformedling.waitingtime.feed.FeedReport;

/** What is published, corrected and withdrawn of a care that nobody counts; nothing of it stays. */
@NodeIT
class PublicationIT {
  private static final String VARDTJANST = "koloskopi";
  private static final String SOURCE = "unit";

  @Autowired Feeds feeds;
  @Autowired RecomputeDaily recompute;
  @Autowired Publication publication;
  @Autowired WaitingTimes waitingTimes;
  @Autowired FhirStore store;
  @Autowired Clock clock;
  @Autowired MaskedReports masking;
  @Autowired JdbcClient sql;
  @Autowired TransactionTemplate transaction;

  @Test
  void a_late_correction_of_an_old_period_leaves_the_newest_edition_and_the_waiting_list() {
    undone(
        today -> {
          String service = service();
          take(today.minusDays(200), today, counts(service, today));
          take(today.minusDays(200), today.minusDays(190), few(service, today.minusDays(195)));

          Edition edition = publication.edition(SOURCE).orElseThrow();
          assertThat(edition.to()).isEqualTo(today);
          assertThat(published(service, "performed", "30")).isEqualTo("30 to " + today);
          assertThat(published(service, "waiting", "now")).isEqualTo("25 to " + today);
          assertThat(status(service, "waiting")).isEqualTo("COMPLETE");
          assertThat(
                  sql.sql("select sum(n) from vf.wait_count where source = 'unit' and days = 12")
                      .query(Integer.class)
                      .single())
              .isEqualTo(7);
        });
  }

  @Test
  void what_is_more_than_two_years_older_than_the_newest_day_is_deleted() {
    undone(
        today -> {
          take(
              today.minusDays(800),
              today,
              List.of(
                  count(service(), "performed", today.minusDays(730), 5, 9),
                  count(service(), "performed", today.minusDays(729), 6, 9)));

          assertThat(
                  sql.sql("select days from vf.wait_count where source = 'unit'")
                      .query(Integer.class)
                      .list())
              .containsExactly(6);
        });
  }

  @Test
  void a_first_publication_that_was_cut_off_is_taken_up_at_night() {
    undone(
        today -> {
          sql.sql("update vf.wait_feed set published_at = null where source = 'ncr'").update();

          recompute.run();

          assertThat(
                  sql.sql("select count(published_at) from vf.wait_feed where source = 'ncr'")
                      .query(Integer.class)
                      .single())
              .isEqualTo(1);
        });
  }

  @Test
  void pauses_and_how_punctual_the_source_is_are_in_the_report() {
    undone(
        today -> {
          String service = service();
          LocalDate first = YearMonth.from(today).minusMonths(3).atEndOfMonth();
          LocalDate second = YearMonth.from(today).minusMonths(2).atEndOfMonth();
          List<FeedCount> counts = counts(service, today);
          counts.add(
              new FeedCount(service, VARDTJANST, "performed", today, 60, 40, 5, "", "", 0, 10));
          take(today.minusDays(200), first, List.of());
          take(first.plusDays(1), second, List.of());
          take(second.plusDays(1), today, counts);

          MeasureReport report =
              store.read(
                  MeasureReport.class,
                  place(service, VARDTJANST, false).reportId("performed", SOURCE));
          assertThat(scores(report)).containsEntry("share-medical", 25.0);
          assertThat(scores(report)).containsEntry("share-chosen", 25.0);
          assertThat(scores(report))
              .containsEntry(
                  "share-reported-21-days",
                  PunctualityRules.share(
                          List.of(
                              new PunctualityRules.Delivery(first, first),
                              new PunctualityRules.Delivery(second, second),
                              new PunctualityRules.Delivery(today, today)),
                          LocalDate.now(clock))
                      .orElseThrow());
        });
  }

  private static Map<String, Double> scores(MeasureReport report) {
    return report.getGroup().stream()
        .filter(group -> group.getMeasureScore().hasValue())
        .collect(
            Collectors.toMap(
                group -> group.getCode().getCodingFirstRep().getCode(),
                group -> group.getMeasureScore().getValue().doubleValue()));
  }

  @Test
  void what_a_source_says_no_more_is_withdrawn() {
    undone(
        today -> {
          String service = service();
          take(today.minusDays(200), today, counts(service, today));
          assertThat(status(service, "performed")).isEqualTo("COMPLETE");

          take(today.minusDays(200), today, List.of());

          assertThat(status(service, "performed")).isEqualTo("PENDING");
          assertThat(status(service, "waiting")).isEqualTo("PENDING");
          assertThat(waitingTimes.medians(List.of(service)))
              .extracting(Wait::kind)
              .doesNotContain("wait-performed", "wait-waiting");
          assertThat(waitingTimes.sources(VARDTJANST, today)).doesNotContain(SOURCE);
        });
  }

  @Test
  void a_unit_that_sends_only_its_waiting_list_has_no_report_of_what_it_performed() {
    undone(
        today -> {
          String service = service();
          take(today.minusDays(200), today, counts(service, today));
          List<FeedCount> list =
              counts(service, today).stream().filter(c -> c.status().equals("waiting")).toList();
          take(today.minusDays(200), today, list);

          assertThat(status(service, "performed")).isEqualTo("PENDING");
          assertThat(status(service, "waiting")).isEqualTo("COMPLETE");

          sql.sql("delete from vf.wait_figure where vardtjanst = :v and source <> :source")
              .param("v", VARDTJANST)
              .param("source", SOURCE)
              .update();
          WaitTable table = waitingTimes.table(WaitQuestion.of(VARDTJANST), today);
          assertThat(table.source()).as("the table has the list alone").contains(SOURCE);
          assertThat(table.nation().orElseThrow().clock()).isEqualTo("waiting");
          assertThat(table.rows())
              .anySatisfy(
                  row -> {
                    assertThat(row.waiting().orElseThrow().n()).contains(25);
                    assertThat(row.performed().state()).isEqualTo(WaitFigure.State.MISSING);
                  });
        });
  }

  @Test
  void a_source_that_has_sent_nothing_for_six_weeks_is_withdrawn_and_comes_back_with_its_next() {
    undone(
        today -> {
          String service = service();
          take(today.minusDays(200), today, counts(service, today));
          Edition fresh = publication.edition(SOURCE).orElseThrow();

          publication.publish(fresh.from(today.minusDays(43)));
          assertThat(status(service, "performed")).isEqualTo("PENDING");

          publication.publish(fresh);
          assertThat(status(service, "performed")).isEqualTo("COMPLETE");
        });
  }

  @Test
  void an_older_estimate_changes_neither_the_page_nor_the_order() {
    undone(
        today -> {
          String service =
              sql.sql("select min(service_id) from vf.wait_estimate where vardtjanst = :v")
                  .param("v", VARDTJANST)
                  .query(String.class)
                  .single();
          String before = estimate(service);
          FeedEstimate old = new FeedEstimate(service, VARDTJANST, today.minusDays(300), 99, true);

          feeds.keep(
              "old", new FeedFile(report(today.minusDays(300), today), List.of(), List.of(old)));

          assertThat(estimate(service)).isEqualTo(before);
        });
  }

  @Test
  void two_files_of_one_source_are_kept_one_after_the_other() {
    undone(
        today -> {
          FeedFile file = new FeedFile(report(today, today), List.of(), List.of());
          feeds.keep("first", file);
          CompletableFuture<Void> other =
              CompletableFuture.runAsync(
                  () ->
                      undone(
                          day -> {
                            sql.sql("set local lock_timeout = '200ms'").update();
                            feeds.keep("second", file);
                          }));

          assertThatThrownBy(other::join).hasStackTraceContaining("lock timeout");
        });
  }

  @Test
  void the_source_that_knows_the_care_best_speaks_while_it_is_fresh_and_its_year_for_few() {
    undone(
        today -> {
          wait("a", "vantetidsdatabasen", "90", 50, 20, today);
          wait("b", "spor", "90", 60, 4, today.minusDays(3));
          wait("b", "spor", "365", 70, 40, today.minusDays(3));
          assertThat(waitingTimes.medians(List.of("two-sources")))
              .extracting(Wait::source, Wait::days, Wait::span)
              .containsExactly(org.assertj.core.groups.Tuple.tuple("spor", 70.0, 365));

          sql.sql("update vf.wait set as_of = :old where report_id = 'b'")
              .param("old", today.minusDays(43))
              .update();
          assertThat(waitingTimes.medians(List.of("two-sources")))
              .extracting(Wait::source, Wait::span)
              .containsExactly(org.assertj.core.groups.Tuple.tuple("vantetidsdatabasen", 90));
        });
  }

  @Test
  void a_source_that_is_fresh_comes_before_a_better_one_that_is_not() {
    undone(
        today -> {
          figure("ncr", today.minusDays(43));
          figure("spor", today);
          assertThat(waitingTimes.sources(VARDTJANST, today)).containsExactly("spor", "ncr");
        });
  }

  @Test
  void each_vardtjanst_of_a_service_has_figures_and_an_estimate_of_its_own() {
    undone(
        today -> {
          String service = service();
          take(today.minusDays(200), today, counts(service, today));
          String alone = place(service, VARDTJANST, false).reportId("performed", SOURCE);
          assertThat(kinds(service, "wait-performed")).containsExactly(VARDTJANST + " 54.5");

          sql.sql(
                  """
                  insert into vf.offer (service_id, vardtjanst, version, name, unit_id, location_id, active, acceptance,
                                        capacity)
                  select service_id, 'ljumskbrack', version, name, unit_id, location_id, active, acceptance, capacity
                    from vf.offer where service_id = :service and vardtjanst = :v
                  """)
              .param("service", service)
              .param("v", VARDTJANST)
              .update();
          List<FeedCount> both = new ArrayList<>(counts(service, today));
          counts(service, today).forEach(c -> both.add(of("ljumskbrack", c, c.days() + 100)));
          take(today.minusDays(200), today, both);

          assertThat(kinds(service, "wait-performed"))
              .containsExactlyInAnyOrder(VARDTJANST + " 54.5", "ljumskbrack 154.5");
          assertThat(kinds(service, "wait-waiting"))
              .containsExactlyInAnyOrder(VARDTJANST + " 33.0", "ljumskbrack 133.0");
          assertThat(
                  WaitRules.about("ljumskbrack", waitingTimes.medians(List.of(service))).stream()
                      .filter(wait -> wait.source().equals(SOURCE))
                      .map(Wait::days))
              .containsExactlyInAnyOrder(154.5, 133.0);
          assertThat(store.read(MeasureReport.class, alone).getStatus().name())
              .isEqualTo("PENDING");
          assertThat(
                  store
                      .read(
                          MeasureReport.class,
                          place(service, "ljumskbrack", true).reportId("performed", SOURCE))
                      .getStatus()
                      .name())
              .isEqualTo("COMPLETE");

          feeds.keep(
              "estimates",
              new FeedFile(
                  report(today, today),
                  List.of(),
                  List.of(
                      new FeedEstimate(service, VARDTJANST, today, 4, true),
                      new FeedEstimate(service, "ljumskbrack", today, 20, true))));
          assertThat(kinds(service, "wait-reported-estimate"))
              .containsExactlyInAnyOrder(VARDTJANST + " 28.0", "ljumskbrack 140.0");

          sql.sql("delete from vf.offer where service_id = :service and vardtjanst = 'ljumskbrack'")
              .param("service", service)
              .update();
          take(today.minusDays(200), today, counts(service, today));
          assertThat(kinds(service, "wait-performed")).containsExactly(VARDTJANST + " 54.5");
          assertThat(store.read(MeasureReport.class, alone).getStatus().name())
              .isEqualTo("COMPLETE");
        });
  }

  @Test
  void a_units_own_file_does_not_tell_what_is_masked_of_it() {
    undone(
        today -> {
          String service = service();
          own("own", service, 40, today);
          assertThat(kinds(service, "wait-performed")).contains(" 40.0");
          assertThat(then(service)).hasSize(1);

          MeasureReport file = file(service, today);
          assertThat(atTheDoor(file).getGroupFirstRep().getMeasureScore().getValue())
              .isEqualByComparingTo("40");

          masked(service, today.minusDays(89), today.minusDays(2));

          MeasureReport.MeasureReportGroupComponent told = atTheDoor(file).getGroupFirstRep();
          assertThat(told.getMeasureScore().getValue()).isNull();
          assertThat(told.getPopulationFirstRep().getCountElement().getValue()).isNull();
          assertThat(file.getGroupFirstRep().getPopulationFirstRep().getCount()).isEqualTo(22);
          assertThat(kinds(service, "wait-performed")).doesNotContain(" 40.0");
          assertThat(then(service)).isEmpty();
        });
  }

  @Test
  void a_units_own_file_of_another_time_is_told() {
    undone(
        today -> {
          String service = service();
          own("own", service, 40, today);
          masked(service, today.minusDays(364), today);
          masked(service, today.minusDays(29), today);

          assertThat(kinds(service, "wait-performed")).contains(" 40.0");
        });
  }

  /** As a file of the last ninety days with twenty-two persons leaves it. */
  private void own(String id, String service, int days, LocalDate today) {
    sql.sql("delete from vf.wait_figure where place = :service").param("service", service).update();
    sql.sql("delete from vf.wait where service_id = :service").param("service", service).update();
    sql.sql(
            """
            insert into vf.wait (report_id, metric, service_id, kind, value, n, period_start, period_end, as_of, source)
            values (:id, 'median', :service, 'wait-performed', :days, 22, :start, :today, :today, 'unit')
            """)
        .param("id", id)
        .param("service", service)
        .param("days", days)
        .param("start", today.minusDays(89))
        .param("today", today)
        .update();
    sql.sql(
            """
            insert into vf.wait_published (report_id, version, published_at, service_id, kind, value, n, as_of, source)
            values (:id, 1, :now, :service, 'wait-performed', :days, 22, :today, 'unit')
            """)
        .param("id", id)
        .param("now", java.sql.Timestamp.from(clock.instant().minusSeconds(60)))
        .param("service", service)
        .param("days", days)
        .param("today", today)
        .update();
  }

  private MeasureReport file(String service, LocalDate today) {
    Edition edition = new Edition(0, SOURCE, today, today, null, true);
    MeasureReport report =
        ReportResource.head(edition, place(service, VARDTJANST, false), "performed", "1");
    report
        .getPeriod()
        .setStartElement(ReportResource.day(today.minusDays(89)))
        .setEndElement(ReportResource.day(today));
    MeasureReport.MeasureReportGroupComponent group = ReportResource.group(report, "median");
    group.getPopulationFirstRep().setCount(22);
    group.setMeasureScore(ReportResource.quantity(40, false));
    return report;
  }

  /** As somebody who asks over HTTP gets it. */
  private MeasureReport atTheDoor(MeasureReport report) {
    SimplePreResourceShowDetails shown = new SimplePreResourceShowDetails(report);
    masking.show(shown, new ServletRequestDetails());
    return (MeasureReport) shown.getResource(0);
  }

  private List<Wait> then(String service) {
    return waitingTimes.medians(List.of(service), clock.instant()).stream()
        .filter(wait -> wait.source().equals(SOURCE) && wait.kind().equals("wait-performed"))
        .toList();
  }

  private void masked(String service, LocalDate start, LocalDate end) {
    sql.sql(
            """
            insert into vf.wait_figure (vardtjanst, source, clock, level, place, slice, span, state, period_start,
                                        period_end, data_as_of, synthetic, rule_version)
            values (:v, 'spor', 'performed', 'unit', :service, 'all', :span, 'masked', :start, :end, :end, true, '1')
            """)
        .param("v", VARDTJANST)
        .param("service", service)
        .param("span", start.toString())
        .param("start", start)
        .param("end", end)
        .update();
  }

  private List<String> kinds(String service, String kind) {
    return waitingTimes.medians(List.of(service)).stream()
        .filter(wait -> wait.source().equals(SOURCE) && wait.kind().equals(kind))
        .map(wait -> wait.vardtjanst() + " " + wait.days())
        .toList();
  }

  private static FeedCount of(String vardtjanst, FeedCount c, int days) {
    return new FeedCount(
        c.serviceId(), vardtjanst, c.status(), c.day(), days, days, 0, "", "", 0, c.n());
  }

  private static Place place(String service, String vardtjanst, boolean several) {
    return new Place(service, "", "", vardtjanst, several);
  }

  private void undone(Consumer<LocalDate> test) {
    transaction.executeWithoutResult(
        status -> {
          status.setRollbackOnly();
          test.accept(
              sql.sql("select max(data_as_of) from vf.wait_feed where source = 'spor'")
                  .query(LocalDate.class)
                  .single());
        });
  }

  private void take(LocalDate from, LocalDate to, List<FeedCount> counts) {
    feeds.keep("test", new FeedFile(report(from, to), counts, List.of()));
    publication.publish(publication.edition(SOURCE).orElseThrow());
  }

  private static FeedReport report(LocalDate from, LocalDate to) {
    return new FeedReport(SOURCE, to, from, to, true, 1, 1, Optional.empty(), List.of());
  }

  /** Thirty in thirty days, and twenty-five who wait. */
  private static List<FeedCount> counts(String service, LocalDate today) {
    List<FeedCount> counts = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      counts.add(count(service, "performed", today.minusDays(i), 40 + i, 1));
    }
    counts.add(count(service, "waiting", today, 33, 25));
    return counts;
  }

  private static List<FeedCount> few(String service, LocalDate day) {
    return List.of(count(service, "performed", day, 12, 7), count(service, "waiting", day, 3, 90));
  }

  private static FeedCount count(String service, String status, LocalDate day, int days, int n) {
    return new FeedCount(service, VARDTJANST, status, day, days, days, 0, "", "", 0, n);
  }

  private String service() {
    return sql.sql("select min(service_id) from vf.offer where vardtjanst = :v")
        .param("v", VARDTJANST)
        .query(String.class)
        .single();
  }

  private String published(String service, String clock, String span) {
    return sql.sql(
            """
            select n || ' to ' || period_end from vf.wait_figure
             where source = 'unit' and place = :service and clock = :clock and span = :span and slice = 'all'
            """)
        .param("service", service)
        .param("clock", clock)
        .param("span", span)
        .query(String.class)
        .single();
  }

  private String status(String service, String clock) {
    return store
        .read(MeasureReport.class, place(service, VARDTJANST, false).reportId(clock, SOURCE))
        .getStatus()
        .name();
  }

  private String estimate(String service) {
    return sql.sql(
            """
            select e.weeks || ' ' || w.value || ' ' || w.as_of from vf.wait_estimate e
              join vf.wait w on w.service_id = e.service_id and w.vardtjanst = e.vardtjanst
             where e.service_id = :service and w.kind = 'wait-reported-estimate'
            """)
        .param("service", service)
        .query(String.class)
        .single();
  }

  private void wait(String id, String source, String span, int days, int n, LocalDate asOf) {
    sql.sql(
            """
            insert into vf.wait (report_id, metric, service_id, kind, span, value, n, as_of, source)
            values (:id, 'median', 'two-sources', 'wait-performed', :span, :days, :n, :asOf, :source)
            """)
        .param("id", id)
        .param("span", span)
        .param("days", days)
        .param("n", n)
        .param("asOf", asOf)
        .param("source", source)
        .update();
  }

  private void figure(String source, LocalDate asOf) {
    sql.sql(
            """
            insert into vf.wait_figure (vardtjanst, source, clock, level, place, slice, span, state, period_start,
                                        period_end, data_as_of, synthetic, rule_version)
            values (:v, :source, 'performed', 'nation', 'SE', 'all', '365', 'shown', :asOf, :asOf, :asOf, true, '1')
            """)
        .param("v", VARDTJANST)
        .param("source", source)
        .param("asOf", asOf)
        .update();
  }
}
