package se.vardformedling.search;

import java.time.LocalDate;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The strategies of the regions and the country, by the day they are asked for. */
@Component
public class Strategies {
  /** Before it, what was first decided is what a question is answered by. */
  private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);

  private final JdbcClient sql;

  Strategies(JdbcClient sql) {
    this.sql = sql;
  }

  /** The region's version of that day, else the country's; empty for an unknown code. */
  public Optional<Strategy> of(String code, String region, LocalDate asOf) {
    return find("s.code = :code", code, region, asOf);
  }

  /** What the region has made its standard, else the country's. */
  public Strategy standard(String region, LocalDate asOf) {
    return find("s.standard", "", region, asOf)
        .or(() -> of("balanced", "SE", asOf))
        .orElseThrow(() -> new IllegalStateException("no strategy on " + asOf));
  }

  private Optional<Strategy> find(String condition, String code, String region, LocalDate asOf) {
    return sql.sql(
            """
            select s.* from vf.strategy s
             where %s and s.region in (:region, 'SE') and s.valid_from <= :asOf and :code = :code
               and not exists (select 1 from vf.strategy newer
                                where newer.code = s.code and newer.region = s.region
                                  and newer.valid_from <= :asOf and newer.version > s.version)
             order by s.region = 'SE', s.code limit 1
            """
                .formatted(condition))
        .param("code", code)
        .param("region", region)
        .param("asOf", asOf.isBefore(FIRST) ? FIRST : asOf)
        .query(
            (row, n) ->
                new Strategy(
                    row.getString("code"),
                    row.getString("region"),
                    row.getInt("version"),
                    row.getDouble("wait"),
                    row.getDouble("guarantee"),
                    row.getDouble("distance"),
                    row.getDouble("price"),
                    row.getDouble("quality"),
                    row.getDouble("capacity"),
                    row.getDouble("volume"),
                    row.getDouble("freshness")))
        .optional();
  }
}
