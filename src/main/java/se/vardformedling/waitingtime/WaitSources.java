package se.vardformedling.waitingtime;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** When each source of waiting times was heard last. */
@Component
public class WaitSources {
  private final JdbcClient sql;

  WaitSources(JdbcClient sql) {
    this.sql = sql;
  }

  /**
   * One source.
   *
   * @param source a code of CodeSystem wait-source
   * @param readAt when the last file of it was taken in
   * @param dataAsOf the day of what that file says
   */
  public record Source(String source, Instant readAt, LocalDate dataAsOf) {}

  /** Those that any file has been taken of, the one heard longest ago first; no refused file. */
  public List<Source> all() {
    return sql
        .sql(
            """
            select distinct on (source) source, read_at, data_as_of from vf.wait_feed
             where not refused order by source, feed_id desc
            """)
        .query(
            (row, n) ->
                new Source(
                    row.getString("source"),
                    row.getTimestamp("read_at").toInstant(),
                    row.getDate("data_as_of").toLocalDate()))
        .list()
        .stream()
        .sorted(java.util.Comparator.comparing(Source::readAt))
        .toList();
  }
}
