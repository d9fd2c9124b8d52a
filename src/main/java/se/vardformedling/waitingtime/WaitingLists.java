package se.vardformedling.waitingtime;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
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

  /** Without rows when no source tells that either. */
  WaitTable table(
      WaitQuestion question, Map<String, WaitTable.Estimate> estimates, LocalDate today) {
    List<String> sources = sources(question.vardtjanst(), today);
    Optional<String> source =
        question.source().filter(sources::contains).or(() -> sources.stream().findFirst());
    List<PlacedFigure> found = source.map(one -> find(question, one, today)).orElseGet(List::of);
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
