package se.vardformedling.waitingtime;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.waitingtime.FigureRow.Values;
import se.vardformedling.waitingtime.feed.FeedReport;

/** The rows of counts and of figures. */
@Component
class Figures {
  private static final List<String> CLOCKS = List.of("performed", "waiting");

  /** Days: the longest period that is told, and the one before it. */
  static final int TWO_YEARS = 730;

  private final JdbcClient sql;
  private final JdbcTemplate batches;

  Figures(JdbcClient sql, JdbcTemplate batches) {
    this.sql = sql;
    this.batches = batches;
  }

  /**
   * The extract of a source that reaches furthest: an older one that came later is a correction.
   *
   * @param coverage null when nobody has said who should report
   */
  record Edition(
      long feedId,
      String source,
      LocalDate dataAsOf,
      LocalDate to,
      @Nullable Double coverage,
      boolean synthetic) {

    /** The same, of which a figure is from another day. */
    Edition from(LocalDate day) {
      return new Edition(feedId, source, day, to, coverage, synthetic);
    }
  }

  /** Also those of which nothing is left but what was told of them. */
  List<String> vardtjanster(String source) {
    return sql.sql(
            """
            select vardtjanst from vf.wait_count where source = :source
            union select vardtjanst from vf.wait_figure where source = :source order by 1
            """)
        .param("source", source)
        .query(String.class)
        .list();
  }

  FigureInput input(Edition edition, Hearings hearings, String vardtjanst, LocalDate today) {
    List<Counted> counts = counts(edition.source(), vardtjanst, edition.to());
    Map<String, String> counties = new TreeMap<>();
    counts.forEach(count -> counties.put(count.serviceId(), count.county()));
    Map<String, String> units = units(vardtjanst);
    Map<String, Set<YearMonth>> heard = new HashMap<>();
    counties
        .keySet()
        .forEach(service -> heard.put(service, hearings.months(units.getOrDefault(service, ""))));
    LocalDate oldest = edition.to().minusDays(FeedReport.SILENT_DAYS);
    Map<String, Set<String>> silent = new HashMap<>();
    for (String clock : CLOCKS) {
      silent.put(
          clock,
          counties.keySet().stream()
              .filter(service -> hearings.silent(units.getOrDefault(service, ""), clock, oldest))
              .collect(Collectors.toSet()));
    }
    return new FigureInput(
        edition.to(),
        counts,
        counties,
        heard,
        silent,
        counts.stream().anyMatch(count -> !count.need().isEmpty()),
        counts.stream().anyMatch(count -> !count.anaesthesia().isEmpty()),
        counts.stream().anyMatch(count -> count.severe() > 0),
        PunctualityRules.share(deliveries(edition.source()), today).orElse(null));
  }

  private List<PunctualityRules.Delivery> deliveries(String source) {
    return sql.sql(
            "select data_as_of, period_to from vf.wait_feed where source = :source and not refused")
        .param("source", source)
        .query(
            (row, n) ->
                new PunctualityRules.Delivery(
                    row.getDate("data_as_of").toLocalDate(),
                    row.getDate("period_to").toLocalDate()))
        .list();
  }

  /** What was counted earlier is used for nothing. */
  private List<Counted> counts(String source, String vardtjanst, LocalDate to) {
    return sql.sql(
            """
            select c.*, coalesce(left(p.municipality, 2), '') as county
              from vf.wait_count c
              join vf.offer o on o.service_id = c.service_id and o.vardtjanst = c.vardtjanst
              left join vf.place p on p.location_id = o.location_id
             where c.source = :source and c.vardtjanst = :vardtjanst and c.day > :since
            """)
        .param("source", source)
        .param("vardtjanst", vardtjanst)
        .param("since", to.minusDays(TWO_YEARS))
        .query(
            (row, n) ->
                new Counted(
                    row.getString("service_id"),
                    row.getString("county"),
                    row.getString("status"),
                    row.getDate("day").toLocalDate(),
                    row.getInt("days"),
                    row.getInt("counted"),
                    row.getString("need"),
                    row.getString("anaesthesia"),
                    row.getInt("severe"),
                    row.getInt("paused") > 0 ? row.getInt("n") : 0,
                    row.getInt("n")))
        .list();
  }

  /** Of all units at once: to look through a source's counts takes as long for one service. */
  Hearings hearings(Edition edition) {
    Hearings hearings = new Hearings();
    sql.sql(
            """
            with said as (
              select service_id, vardtjanst, status = 'waiting' as waits, date_trunc('month', day) as month, max(day) as last
                from vf.wait_count where source = :source and day <= :to group by 1, 2, 3, 4)
            select o.unit_id, case when said.waits then 'waiting' else 'performed' end as clock, max(said.last) as last
              from said join vf.offer o on o.service_id = said.service_id and o.vardtjanst = said.vardtjanst
             group by o.unit_id, said.waits, said.month
            """)
        .param("source", edition.source())
        .param("to", edition.to())
        .query(
            row -> {
              hearings.add(
                  row.getString("unit_id"),
                  row.getString("clock"),
                  row.getDate("last").toLocalDate());
            });
    return hearings;
  }

  private Map<String, String> units(String vardtjanst) {
    Map<String, String> units = new HashMap<>();
    sql.sql("select service_id, unit_id from vf.offer where vardtjanst = :vardtjanst")
        .param("vardtjanst", vardtjanst)
        .query(
            row -> {
              units.put(row.getString("service_id"), row.getString("unit_id"));
            });
    return units;
  }

  /** What is published now. */
  Map<FigureKey, Published> published(Edition edition, String vardtjanst) {
    Map<FigureKey, Published> rows = new HashMap<>();
    sql.sql("select * from vf.wait_figure where vardtjanst = :vardtjanst and source = :source")
        .param("vardtjanst", vardtjanst)
        .param("source", edition.source())
        .query((row, n) -> new Published(row(row), row.getDate("data_as_of").toLocalDate()))
        .list()
        .forEach(told -> rows.put(told.row().key(), told));
    return rows;
  }

  /** Whether what is published says what the extract says of itself, under the same rule. */
  boolean isPublished(Edition edition, String vardtjanst, String version) {
    return sql.sql(
            """
            select count(*) > 0 and bool_and(synthetic = :synthetic and rule_version = :version
                                             and coalesce(abs(coverage - cast(:coverage as numeric)) < 0.0005,
                                                          coverage is null and cast(:coverage as numeric) is null))
              from vf.wait_figure where vardtjanst = :vardtjanst and source = :source
            """)
        .param("synthetic", edition.synthetic())
        .param("version", version)
        .param("coverage", edition.coverage())
        .param("vardtjanst", vardtjanst)
        .param("source", edition.source())
        .query(Boolean.class)
        .single();
  }

  void replace(Edition edition, String vardtjanst, List<Published> rows, String version) {
    sql.sql("delete from vf.wait_figure where vardtjanst = :vardtjanst and source = :source")
        .param("vardtjanst", vardtjanst)
        .param("source", edition.source())
        .update();
    List<Object[]> values = new ArrayList<>();
    rows.forEach(
        told -> values.add(columns(edition.from(told.asOf()), vardtjanst, told.row(), version)));
    batches.batchUpdate(
        """
        insert into vf.wait_figure (vardtjanst, source, clock, level, place, slice, span, state, n, median, p25, p75,
          p90, share_90, share_asa34, calendar_median, previous_median, more, period_start, period_end, data_as_of,
          coverage, synthetic, rule_version)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?)
        """,
        values);
  }

  private static Object[] columns(
      Edition edition, String vardtjanst, FigureRow row, String version) {
    FigureKey key = row.key();
    Values v = row.values();
    return new Object[] {
      vardtjanst,
      edition.source(),
      key.clock(),
      key.level(),
      key.place(),
      key.slice(),
      key.span(),
      row.state(),
      row.n(),
      v.median(),
      v.p25(),
      v.p75(),
      v.p90(),
      v.share90(),
      v.shareAsa34(),
      v.calendarMedian(),
      v.previousMedian(),
      ForecastJson.figures(v.more()),
      row.start(),
      row.end(),
      edition.dataAsOf(),
      edition.coverage(),
      edition.synthetic(),
      version
    };
  }

  static FigureRow row(ResultSet row) throws SQLException {
    return new FigureRow(
        new FigureKey(
            row.getString("clock"),
            row.getString("level"),
            row.getString("place"),
            row.getString("slice"),
            row.getString("span")),
        row.getString("state"),
        (Integer) row.getObject("n"),
        new Values(
            number(row, "median"),
            number(row, "p25"),
            number(row, "p75"),
            number(row, "p90"),
            number(row, "share_90"),
            number(row, "share_asa34"),
            number(row, "calendar_median"),
            number(row, "previous_median"),
            ForecastJson.figures(row.getString("more"))),
        row.getDate("period_start").toLocalDate(),
        row.getDate("period_end").toLocalDate());
  }

  private static @Nullable Double number(ResultSet row, String column) throws SQLException {
    BigDecimal number = row.getBigDecimal(column);
    return number == null ? null : number.doubleValue();
  }
}
