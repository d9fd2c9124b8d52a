package se.vardformedling.waitingtime;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import se.vardformedling.waitingtime.FigureRow.Values;
import se.vardformedling.waitingtime.WaitFigure.State;

/** A figure as it is read for a table, with what its place is called and where that is. */
record PlacedFigure(
    FigureRow row, WaitFigure figure, String name, @Nullable String unit, String county) {
  static final String SELECT =
      """
      select f.*, coalesce(u.name, r.name, f.place) as name, o.unit_id,
             coalesce(left(p.municipality, 2), f.place) as county
        from vf.wait_figure f
        left join vf.offer o on f.level = 'unit' and o.service_id = f.place and o.vardtjanst = f.vardtjanst
        left join vf.place p on p.location_id = o.location_id
        left join vf.party u on u.organization_id = o.unit_id
        left join vf.party r on f.level = 'region' and r.county = f.place
      """;

  boolean at(String level) {
    return row.key().level().equals(level);
  }

  WaitTable.Row told(
      WaitFigure performed,
      @Nullable WaitFigure waiting,
      Map<String, WaitTable.Estimate> estimates) {
    String place = row.key().place();
    return new WaitTable.Row(
        place,
        name,
        Optional.ofNullable(unit),
        county,
        performed,
        Optional.ofNullable(waiting),
        Optional.ofNullable(estimates.get(place)));
  }

  static PlacedFigure of(ResultSet row, LocalDate today) throws SQLException {
    FigureRow figure = Figures.row(row);
    return new PlacedFigure(
        figure,
        figure(row, figure, today),
        row.getString("name"),
        row.getString("unit_id"),
        row.getString("county"));
  }

  static WaitFigure figure(ResultSet row, FigureRow figure, LocalDate today) throws SQLException {
    LocalDate updated = row.getDate("data_as_of").toLocalDate();
    boolean stale = updated.plusDays(WaitRules.FRESH_DAYS).isBefore(today);
    Values values = stale ? Values.NOTHING : figure.values();
    return new WaitFigure(
        stale ? State.MISSING : State.valueOf(figure.state().toUpperCase(Locale.ROOT)),
        stale ? Optional.empty() : Optional.ofNullable(figure.n()),
        Optional.ofNullable(values.median()),
        Optional.ofNullable(values.p25()),
        Optional.ofNullable(values.p75()),
        Optional.ofNullable(values.p90()),
        Optional.ofNullable(values.calendarMedian()),
        Optional.ofNullable(values.share90()),
        Optional.ofNullable(values.shareAsa34()),
        Optional.ofNullable(values.previousMedian()),
        more(values),
        figure.key().clock(),
        figure.start(),
        figure.end(),
        row.getString("source"),
        updated,
        Optional.ofNullable(row.getBigDecimal("coverage")).map(BigDecimal::doubleValue),
        row.getBoolean("synthetic"),
        row.getString("rule_version"));
  }

  private static Map<String, Optional<Double>> more(Values values) {
    Map<String, Optional<Double>> more = new TreeMap<>();
    values.more().forEach((metric, value) -> more.put(metric, Optional.ofNullable(value)));
    return more;
  }
}
