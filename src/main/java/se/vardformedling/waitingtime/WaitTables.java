package se.vardformedling.waitingtime;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the table and the series out of figures that are computed already. */
@Component
class WaitTables {
  /** A register that follows one kind of care knows it better than one that counts all. */
  static final List<String> BEST = List.of("ncr", "spor", "vantetidsdatabasen");

  private final JdbcClient sql;
  private final WaitingLists lists;

  WaitTables(JdbcClient sql, WaitingLists lists) {
    this.sql = sql;
    this.lists = lists;
  }

  WaitTable table(WaitQuestion question, LocalDate today) {
    List<String> sources = sources(question.vardtjanst(), today);
    Optional<String> source =
        question.source().filter(sources::contains).or(() -> sources.stream().findFirst());
    if (source.isEmpty()) {
      return lists.table(question, estimates(question.vardtjanst(), today), today);
    }
    List<PlacedFigure> found = find(question, source.get(), today);
    return new WaitTable(
        question,
        source,
        sources,
        slices(question.vardtjanst(), source.get()),
        performed(found, question)
            .filter(each -> each.at("nation"))
            .map(PlacedFigure::figure)
            .findFirst(),
        rows(found, question, today));
  }

  private List<WaitTable.Row> rows(
      List<PlacedFigure> found, WaitQuestion question, LocalDate today) {
    Map<String, PlacedFigure> year = new HashMap<>();
    Map<String, WaitFigure> waiting = new HashMap<>();
    for (PlacedFigure each : found) {
      FigureKey key = each.row().key();
      if (key.clock().equals("waiting")) {
        waiting.put(key.place(), each.figure());
      } else if (key.span().equals("365") && key.slice().equals(FigureKey.ALL)) {
        year.put(key.place(), each);
      }
    }
    Map<String, WaitTable.Estimate> estimates = estimates(question.vardtjanst(), today);
    return performed(found, question)
        .filter(each -> each.at(level(question)))
        .map(
            each -> {
              String place = each.row().key().place();
              return each.told(
                  withAsa(each.figure(), year.get(place)), waiting.get(place), estimates);
            })
        .filter(
            row ->
                question.minimum() <= 0
                    || row.performed().n().map(n -> n >= question.minimum()).orElse(false))
        .sorted(order(question))
        .toList();
  }

  /** The figures that were asked for, of every level that was read. */
  private static Stream<PlacedFigure> performed(List<PlacedFigure> found, WaitQuestion question) {
    return found.stream()
        .filter(each -> each.row().key().clock().equals("performed"))
        .filter(each -> each.row().key().span().equals(String.valueOf(question.days())))
        .filter(each -> each.row().key().slice().equals(question.slice()));
  }

  WaitSeries series(String vardtjanst, String serviceId, Optional<String> asked, LocalDate today) {
    List<String> sources = sources(vardtjanst, today);
    String source = asked.filter(sources::contains).orElse(sources.isEmpty() ? "" : sources.get(0));
    Map<String, WaitFigure> unit = new HashMap<>();
    Map<String, WaitFigure> nation = new HashMap<>();
    sql.sql(
            """
            select f.*, f.place as name, null as unit_id, '' as county from vf.wait_figure f
             where vardtjanst = :vardtjanst and source = :source and clock = 'performed' and slice = 'all'
               and place in (:place, 'SE') and span not in ('30', '90', '365')
            """)
        .param("vardtjanst", vardtjanst)
        .param("source", source)
        .param("place", serviceId)
        .query((row, n) -> PlacedFigure.of(row, today))
        .list()
        .forEach(
            each ->
                (each.at("nation") ? nation : unit).put(each.row().key().span(), each.figure()));
    List<WaitSeries.Month> months =
        unit.entrySet().stream()
            .map(
                month ->
                    new WaitSeries.Month(
                        YearMonth.from(month.getValue().from()),
                        month.getKey().equals(FigureSums.RUNNING),
                        month.getValue(),
                        nation.getOrDefault(month.getKey(), month.getValue())))
            .sorted(Comparator.comparing(WaitSeries.Month::month))
            .toList();
    return new WaitSeries(vardtjanst, serviceId, source, months);
  }

  /** One that has sent nothing for six weeks comes after those that have. */
  List<String> sources(String vardtjanst, LocalDate today) {
    return sql.sql(
            """
            select source from vf.wait_figure
             where vardtjanst = :v and level = 'nation' and clock = 'performed' and span = '365'
               and slice = 'all' and state not in ('none', 'missing')
             order by data_as_of < :oldest, array_position(:best, source), source
            """)
        .param("v", vardtjanst)
        .param("oldest", today.minusDays(WaitRules.FRESH_DAYS))
        .param("best", BEST.toArray(String[]::new))
        .query(String.class)
        .list();
  }

  private List<String> slices(String vardtjanst, String source) {
    return sql.sql(
            """
            select distinct slice from vf.wait_figure
             where vardtjanst = :v and source = :source and level = 'nation' and span = '90' order by 1
            """)
        .param("v", vardtjanst)
        .param("source", source)
        .query(String.class)
        .list();
  }

  static String level(WaitQuestion question) {
    return question.level().name().toLowerCase(Locale.ROOT);
  }

  private List<PlacedFigure> find(WaitQuestion question, String source, LocalDate today) {
    return sql.sql(
            PlacedFigure.SELECT
                + """
                 where f.vardtjanst = :vardtjanst and f.level in (:level, 'nation')
                   and ((f.source = :source and f.span = :span and f.slice = :slice)
                     or (f.source = :source and f.span = '365' and f.slice = 'all')
                     or f.clock = 'waiting')
                """)
        .param("vardtjanst", question.vardtjanst())
        .param("level", level(question))
        .param("source", source)
        .param("span", String.valueOf(question.days()))
        .param("slice", question.slice())
        .query((row, n) -> PlacedFigure.of(row, today))
        .list();
  }

  private Map<String, WaitTable.Estimate> estimates(String vardtjanst, LocalDate today) {
    Map<String, WaitTable.Estimate> estimates = new HashMap<>();
    sql.sql(
            """
            select * from vf.wait_estimate where vardtjanst = :v and reported > :oldest
            """)
        .param("v", vardtjanst)
        .param("oldest", today.minusDays(WaitRules.FRESH_DAYS + 1L))
        .query(
            row -> {
              estimates.put(
                  row.getString("service_id"),
                  new WaitTable.Estimate(
                      row.getInt("weeks"),
                      row.getDate("reported").toLocalDate(),
                      row.getBoolean("takes_others")));
            });
    return estimates;
  }

  private static Comparator<WaitTable.Row> order(WaitQuestion question) {
    Comparator<WaitTable.Row> byName = Comparator.comparing(WaitTable.Row::name);
    if (question.sort() == WaitQuestion.Sort.NAME) {
      return question.descending() ? byName.reversed() : byName;
    }
    Comparator<Double> values =
        question.descending() ? Comparator.<Double>reverseOrder() : Comparator.naturalOrder();
    return Comparator.comparing(
            (WaitTable.Row row) -> sortValue(question.sort(), row.performed()).orElse(null),
            Comparator.nullsLast(values))
        .thenComparing(byName);
  }

  private static Optional<Double> sortValue(WaitQuestion.Sort sort, WaitFigure figure) {
    return switch (sort) {
      case N -> figure.n().map(Integer::doubleValue);
      case SHARE -> figure.share90();
      case CHANGE -> figure.change();
      case ASA -> figure.shareAsa34();
      default -> figure.median();
    };
  }

  private static WaitFigure withAsa(WaitFigure f, @Nullable PlacedFigure year) {
    return year == null
        ? f
        : new WaitFigure(
            f.state(),
            f.n(),
            f.median(),
            f.p25(),
            f.p75(),
            f.p90(),
            f.calendarMedian(),
            f.share90(),
            year.figure().shareAsa34(),
            f.previousMedian(),
            f.more(),
            f.clock(),
            f.from(),
            f.to(),
            f.source(),
            f.updated(),
            f.coverage(),
            f.synthetic(),
            f.rule());
  }
}
