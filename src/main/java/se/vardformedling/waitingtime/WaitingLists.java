package se.vardformedling.waitingtime;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of a vårdtjänst of which no source tells what was performed: only who waits. */
@Component
class WaitingLists {
  private final JdbcClient sql;

  WaitingLists(JdbcClient sql) {
    this.sql = sql;
  }

  private record Found(String level, WaitTable.Row row, WaitFigure waiting) {}

  /** Without rows when no source tells that either. */
  WaitTable table(
      WaitQuestion question, Map<String, WaitTable.Estimate> estimates, LocalDate today) {
    List<String> sources = sources(question.vardtjanst(), today);
    Optional<String> source =
        question.source().filter(sources::contains).or(() -> sources.stream().findFirst());
    List<Found> found =
        source.map(one -> find(question, one, estimates, today)).orElseGet(List::of);
    return new WaitTable(
        question,
        source,
        sources,
        List.of(),
        found.stream()
            .filter(each -> each.level().equals("nation"))
            .map(Found::waiting)
            .findFirst(),
        found.stream()
            .filter(each -> each.level().equals(level(question)))
            .filter(each -> each.waiting().n().orElse(0) >= question.minimum())
            .sorted(
                Comparator.comparing(
                        (Found each) -> each.waiting().median().orElse(null),
                        Comparator.nullsLast(Comparator.<Double>naturalOrder()))
                    .thenComparing(each -> each.row().name()))
            .map(Found::row)
            .toList());
  }

  private List<String> sources(String vardtjanst, LocalDate today) {
    return sql.sql(
            """
            select source from vf.wait_figure
             where vardtjanst = :v and level = 'nation' and clock = 'waiting' and span = 'now'
               and slice = 'all' and state not in ('none', 'missing')
             order by data_as_of < :oldest, array_position(:best, source), source
            """)
        .param("v", vardtjanst)
        .param("oldest", today.minusDays(WaitRules.FRESH_DAYS))
        .param("best", WaitTables.BEST.toArray(String[]::new))
        .query(String.class)
        .list();
  }

  private List<Found> find(
      WaitQuestion question,
      String source,
      Map<String, WaitTable.Estimate> estimates,
      LocalDate today) {
    return sql.sql(
            """
            select f.*, coalesce(u.name, r.name, f.place) as name, o.unit_id,
                   coalesce(left(p.municipality, 2), f.place) as county
              from vf.wait_figure f
              left join vf.offer o on f.level = 'unit' and o.service_id = f.place and o.vardtjanst = f.vardtjanst
              left join vf.place p on p.location_id = o.location_id
              left join vf.party u on u.organization_id = o.unit_id
              left join vf.party r on f.level = 'region' and r.county = f.place
             where f.vardtjanst = :vardtjanst and f.level in (:level, 'nation') and f.source = :source
               and f.clock = 'waiting' and f.span = 'now' and f.slice = 'all'
            """)
        .param("vardtjanst", question.vardtjanst())
        .param("level", level(question))
        .param("source", source)
        .query((row, n) -> found(row, estimates, today))
        .list();
  }

  private static Found found(
      ResultSet row, Map<String, WaitTable.Estimate> estimates, LocalDate today)
      throws SQLException {
    FigureRow figure = Figures.row(row);
    WaitFigure waiting = WaitTables.figure(row, figure, today);
    String place = figure.key().place();
    return new Found(
        figure.key().level(),
        new WaitTable.Row(
            place,
            row.getString("name"),
            Optional.ofNullable(row.getString("unit_id")),
            row.getString("county"),
            notTold(waiting),
            Optional.of(waiting),
            Optional.ofNullable(estimates.get(place))),
        waiting);
  }

  /** What was performed, which nobody has said. */
  private static WaitFigure notTold(WaitFigure waiting) {
    return new WaitFigure(
        WaitFigure.State.MISSING,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        "performed",
        waiting.from(),
        waiting.to(),
        waiting.source(),
        waiting.updated(),
        waiting.coverage(),
        waiting.synthetic(),
        waiting.rule());
  }

  private static String level(WaitQuestion question) {
    return question.level().name().toLowerCase(Locale.ROOT);
  }
}
