package se.vardformedling.waitingtime;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The table of a vårdtjänst of which no source tells what was performed: only who waits or, when
 * that is not told either, what the units expect.
 */
@Component
class WaitingLists {
  private final JdbcClient sql;

  WaitingLists(JdbcClient sql) {
    this.sql = sql;
  }

  /** Without rows when nobody tells anything. */
  WaitTable table(
      WaitQuestion question, Map<String, WaitTable.Estimate> estimates, LocalDate today) {
    List<String> sources = sources(question.vardtjanst(), today);
    Optional<String> source =
        question.source().filter(sources::contains).or(() -> sources.stream().findFirst());
    if (source.isEmpty()) {
      return new WaitTable(
          question,
          source,
          sources,
          List.of(),
          Optional.empty(),
          WaitTables.level(question).equals("unit") && question.minimum() <= 0
              ? estimated(question.vardtjanst(), estimates, today)
              : List.of());
    }
    List<PlacedFigure> found = find(question, source.get(), today);
    return new WaitTable(
        question,
        source,
        sources,
        List.of(),
        found.stream().filter(each -> each.at("nation")).map(PlacedFigure::figure).findFirst(),
        found.stream()
            .filter(each -> each.at(WaitTables.level(question)))
            .filter(each -> each.figure().n().orElse(0) >= question.minimum())
            .sorted(
                Comparator.comparing(
                        (PlacedFigure each) -> each.figure().median().orElse(null),
                        Comparator.nullsLast(Comparator.<Double>naturalOrder()))
                    .thenComparing(PlacedFigure::name))
            .map(each -> each.told(notTold(each.figure()), each.figure(), estimates))
            .toList());
  }

  private List<WaitTable.Row> estimated(
      String vardtjanst, Map<String, WaitTable.Estimate> estimates, LocalDate today) {
    return sql.sql(
            """
            select o.service_id, o.unit_id, coalesce(u.name, o.name) as name, coalesce(left(p.municipality, 2), '') as county
              from vf.offer o
              left join vf.party u on u.organization_id = o.unit_id
              left join vf.place p on p.location_id = o.location_id
             where o.vardtjanst = :vardtjanst and o.service_id = any(:services) order by 3, 1
            """)
        .param("vardtjanst", vardtjanst)
        .param("services", estimates.keySet().toArray(String[]::new))
        .query(
            (row, n) ->
                new WaitTable.Row(
                    row.getString("service_id"),
                    row.getString("name"),
                    Optional.ofNullable(row.getString("unit_id")),
                    row.getString("county"),
                    WaitFigure.notTold(today),
                    Optional.empty(),
                    Optional.ofNullable(estimates.get(row.getString("service_id")))))
        .list();
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

  private List<PlacedFigure> find(WaitQuestion question, String source, LocalDate today) {
    return sql.sql(
            PlacedFigure.SELECT
                + """
                 where f.vardtjanst = :vardtjanst and f.level in (:level, 'nation') and f.source = :source
                   and f.clock = 'waiting' and f.span = 'now' and f.slice = 'all'
                """)
        .param("vardtjanst", question.vardtjanst())
        .param("level", WaitTables.level(question))
        .param("source", source)
        .query((row, n) -> PlacedFigure.of(row, today))
        .list();
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
}
