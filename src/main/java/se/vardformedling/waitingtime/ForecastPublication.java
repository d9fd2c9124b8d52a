package se.vardformedling.waitingtime;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.waitingtime.Figures.Edition;
import se.vardformedling.waitingtime.ForecastResource.Expected;
import se.vardformedling.waitingtime.forecast.Model;
import se.vardformedling.waitingtime.forecast.Spread;
import se.vardformedling.waitingtime.forecast.Stay;
import se.vardformedling.waitingtime.forecast.Trial;
import se.vardformedling.waitingtime.forecast.WaitForecastRules;
import se.vardformedling.waitingtime.forecast.WaitForecasts;

/**
 * Publishes the expected waits of a vårdtjänst from a source that knows both who is treated and who
 * waits, if a model has earned it; withdraws them when none has.
 */
@Component
class ForecastPublication {
  private static final Logger log = LoggerFactory.getLogger(ForecastPublication.class);
  private final JdbcClient sql;
  private final FhirStore store;

  ForecastPublication(JdbcClient sql, FhirStore store) {
    this.sql = sql;
    this.store = store;
  }

  /** What is published of a service now. */
  private record Told(double median, int n, java.time.LocalDate asOf, WaitForecast made) {}

  /**
   * In the caller's transaction, after the figures.
   *
   * @param figures as published: a service whose number may not be told gets no forecast
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void publish(
      Edition edition,
      String vardtjanst,
      Map<FigureKey, FigureRow> figures,
      Map<String, Place> places,
      String rule) {
    WaitForecasts made = forecasts(edition, vardtjanst);
    keep(edition, vardtjanst, made);
    Map<String, Expected> expected = expected(edition, made, figures);
    Map<String, Told> told = told(edition, places);
    Bundle bundle = new Bundle();
    bundle.setType(Bundle.BundleType.TRANSACTION);
    for (String service : new TreeSet<>(places.keySet())) {
      Optional<Place> place = Optional.ofNullable(places.get(service));
      Expected now = expected.get(service);
      Told before = told.get(service);
      if (now != null && !same(before, now, edition)) {
        place.ifPresent(
            p -> ReportResource.put(bundle, ForecastResource.report(edition, p, now, rule)));
      } else if (now == null && before != null) {
        place.ifPresent(
            p -> ReportResource.put(bundle, ForecastResource.withdrawn(edition, p, rule)));
      }
    }
    if (bundle.hasEntry()) {
      store.transaction(bundle);
    }
  }

  private static boolean same(
      @org.jspecify.annotations.Nullable Told before, Expected now, Edition edition) {
    return before != null
        && before.equals(new Told(now.median(), now.n(), edition.dataAsOf(), now.made()));
  }

  private WaitForecasts forecasts(Edition edition, String vardtjanst) {
    List<Stay> stays = stays(edition, vardtjanst);
    boolean listed = stays.stream().anyMatch(stay -> stay.exit() == Stay.Exit.WAITING);
    int to = (int) edition.to().toEpochDay();
    int since =
        stays.stream()
            .filter(stay -> stay.exit() == Stay.Exit.TREATED)
            .mapToInt(Stay::left)
            .min()
            .orElse(to);
    // A source that does not know who waits cannot tell how long the queue is.
    return listed
        ? WaitForecastRules.forecasts(since, to, stays)
        : new WaitForecasts(List.of(), Optional.empty(), Map.of());
  }

  /**
   * Of two years: a forecast that was right of care as it was given long ago says little of
   * today's.
   */
  private List<Stay> stays(Edition edition, String vardtjanst) {
    return sql.sql(
            """
            select c.service_id, c.status, c.day - c.days as entered, c.day, c.need, c.counted < c.days as chosen,
                   sum(c.n) as n
              from vf.wait_count c
              join vf.offer o on o.service_id = c.service_id and o.vardtjanst = c.vardtjanst
             where c.source = :source and c.vardtjanst = :vardtjanst and c.day > :since and c.day <= :to
             group by 1, 2, 3, 4, 5, 6
            """)
        .param("source", edition.source())
        .param("vardtjanst", vardtjanst)
        .param("since", edition.to().minusDays(Figures.TWO_YEARS))
        .param("to", edition.to())
        .query(
            (row, n) ->
                new Stay(
                    row.getString("service_id"),
                    (int) row.getDate("entered").toLocalDate().toEpochDay(),
                    (int) row.getDate("day").toLocalDate().toEpochDay(),
                    switch (row.getString("status")) {
                      case "performed" -> Stay.Exit.TREATED;
                      case "waiting" -> Stay.Exit.WAITING;
                      default -> Stay.Exit.REMOVED;
                    },
                    row.getString("need"),
                    row.getBoolean("chosen"),
                    row.getInt("n")))
        .list();
  }

  /** Only where both the number treated in a year and the number on the list are told. */
  private static Map<String, Expected> expected(
      Edition edition, WaitForecasts made, Map<FigureKey, FigureRow> figures) {
    Map<String, Expected> expected = new TreeMap<>();
    made.chosen()
        .flatMap(made::trial)
        .ifPresent(
            trial ->
                made.expected()
                    .forEach(
                        (service, one) -> {
                          Optional<Integer> year = told(figures, "performed", service, "365");
                          Optional<Integer> list =
                              told(figures, "waiting", service, FigureSums.NOW);
                          if (year.isPresent() && list.isPresent()) {
                            expected.put(service, expected(edition, made, trial, one, year.get()));
                          }
                        }));
    return expected;
  }

  private static Optional<Integer> told(
      Map<FigureKey, FigureRow> figures, String clock, String service, String span) {
    return Optional.ofNullable(
            figures.get(new FigureKey(clock, "unit", service, FigureKey.ALL, span)))
        .filter(row -> row.state().equals("shown"))
        .map(FigureRow::n);
  }

  private static Expected expected(
      Edition edition, WaitForecasts made, Trial trial, WaitForecasts.Expected one, int n) {
    Spread days = one.spread();
    double baseline = made.trial(Model.CLEARANCE).map(Trial::pinball).orElse(trial.pinball());
    return new Expected(
        Math.rint(days.p50()),
        Math.rint(days.p80()),
        n,
        new WaitForecast(
            trial.model().code() + (one.pooled() ? "-pooled" : ""),
            edition.to(),
            Math.rint(days.p10()),
            Math.rint(days.p90()),
            trial.n() / 10 * 10,
            rounded(trial.coverage()),
            rounded(trial.within14()),
            rounded(trial.pinball()),
            rounded(baseline)));
  }

  private static double rounded(double value) {
    return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP).doubleValue();
  }

  private void keep(Edition edition, String vardtjanst, WaitForecasts made) {
    sql.sql("delete from vf.wait_trial where vardtjanst = :vardtjanst and source = :source")
        .param("vardtjanst", vardtjanst)
        .param("source", edition.source())
        .update();
    for (Trial trial : made.trials()) {
      sql.sql(
              """
              insert into vf.wait_trial (vardtjanst, source, model, chosen, months, n, coverage, within14, pinball,
                                         bias, trained_until)
              values (:vardtjanst, :source, :model, :chosen, :months, :n, :coverage, :within14, :pinball, :bias, :until)
              """)
          .param("vardtjanst", vardtjanst)
          .param("source", edition.source())
          .param("model", trial.model().code())
          .param("chosen", made.chosen().filter(trial.model()::equals).isPresent())
          .param("months", trial.months())
          .param("n", trial.n())
          .param("coverage", rounded(trial.coverage()))
          .param("within14", rounded(trial.within14()))
          .param("pinball", rounded(trial.pinball()))
          .param("bias", rounded(trial.bias()))
          .param("until", edition.to())
          .update();
    }
    if (!made.trials().isEmpty()) {
      log.info(
          "Forecast of {} from {}: {}; mean loss in days {}",
          vardtjanst,
          edition.source(),
          made.chosen().map(Model::code).orElse("none is good enough"),
          made.trials().stream()
              .map(trial -> trial.model().code() + " " + rounded(trial.pinball()))
              .collect(Collectors.joining(", ")));
    }
  }

  private Map<String, Told> told(Edition edition, Map<String, Place> places) {
    Map<String, Told> told = new HashMap<>();
    sql.sql(
            """
            select service_id, value, n, as_of, forecast from vf.wait
             where kind = 'wait-forecast' and metric = 'median' and span = '90' and source = :source
               and forecast is not null and report_id = any(:reports)
            """)
        .param("source", edition.source())
        .param(
            "reports",
            places.values().stream()
                .map(place -> place.reportId(ForecastResource.CLOCK, edition.source()))
                .toArray(String[]::new))
        .query(
            row -> {
              told.put(
                  row.getString("service_id"),
                  new Told(
                      row.getDouble("value"),
                      row.getInt("n"),
                      row.getDate("as_of").toLocalDate(),
                      ForecastJson.read(row.getString("forecast")).orElseThrow()));
            });
    return told;
  }
}
