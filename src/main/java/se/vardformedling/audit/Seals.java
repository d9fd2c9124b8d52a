package se.vardformedling.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Seals what the log has got since the last time, region by region. A seal is the SHA-256 of the
 * seal before it and of its rows in order, so a row that is changed, missing or put in afterwards
 * breaks its own seal and is found by whoever holds a later one.
 */
@Component
public class Seals {
  private static final Logger log = LoggerFactory.getLogger(Seals.class);

  /** Taken shared by every row that is added, alone by who seals. */
  private static final String ALONE = "select pg_advisory_xact_lock(7086113)";

  /** Rows that are brought from the database at a time: of all there are only so many are here. */
  private static final int AT_ONCE = 1000;

  private final JdbcClient sql;
  private final Clock clock;

  Seals(DataSource database, Clock clock) {
    JdbcTemplate inParts = new JdbcTemplate(database);
    inParts.setFetchSize(AT_ONCE);
    this.sql = JdbcClient.create(inParts);
    this.clock = clock;
  }

  /**
   * Seals all rows that are not sealed.
   *
   * @return how many seals were made
   */
  @Transactional
  public int seal() {
    sql.sql(ALONE).query((row, n) -> 0).list();
    Map<String, LogPiece> pieces = new TreeMap<>();
    try (Stream<LogPiece.Row> rows = after(sealed())) {
      rows.forEach(row -> pieces.computeIfAbsent(row.region(), this::next).add(row));
    }
    pieces.values().forEach(piece -> keep(piece.seal()));
    return pieces.size();
  }

  /**
   * When the oldest row came that is not sealed yet: about a minute ago at most, or sealing has
   * stopped.
   */
  public Optional<Instant> unsealedSince() {
    return sql.sql("select at from vf.access_log where id > :sealed order by id limit 1")
        .param("sealed", sealed())
        .query((row, n) -> row.getTimestamp("at").toInstant())
        .optional();
  }

  /**
   * Up to which row all are sealed, of whatever region: what is sealed at a time is all that is
   * there, and no smaller number comes afterwards. A seal of rows that cannot be there yet is none.
   * It is asked by itself, since with the number in it the next question reads the new rows only,
   * not the whole log.
   */
  private long sealed() {
    return sql.sql(
            """
            select coalesce(max(last_id), 0) from vf.access_seal
             where last_id <= (select last_value from vf.access_number)
            """)
        .query(Long.class)
        .single();
  }

  private void keep(Seal seal) {
    sql.sql(
            """
            insert into vf.access_seal (region, number, first_id, last_id, row_count, sealed_at, hash)
            values (:region, :number, :first, :last, :rows, :at, :hash)
            """)
        .param("region", seal.region())
        .param("number", seal.number())
        .param("first", seal.first())
        .param("last", seal.last())
        .param("rows", seal.rows())
        .param("hash", seal.hash())
        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
    // Whoever collects this line holds what no change of the database can reach.
    log.info("Access log sealed: region {}, up to {}, {}", seal.region(), seal.last(), seal.hash());
  }

  /**
   * Computes every seal again.
   *
   * @return one sentence for each fault; empty if the log is whole
   */
  @Transactional(readOnly = true)
  public List<String> verify() {
    try (Stream<Seal> seals = all();
        Stream<LogPiece.Row> rows = after(0)) {
      SealCheck check = new SealCheck(rows.iterator());
      seals.forEach(check::seal);
      return check.broken();
    }
  }

  /** What a region has got since its last seal. */
  private LogPiece next(String region) {
    return new LogPiece(
        region,
        sql.sql("select * from vf.access_seal where region = :region order by number desc limit 1")
            .param("region", region)
            .query((row, n) -> seal(row))
            .optional());
  }

  /** In the order of what they seal; never all at once. */
  private Stream<Seal> all() {
    return sql
        .sql("select * from vf.access_seal order by last_id")
        .query((row, n) -> seal(row))
        .stream();
  }

  /**
   * The rows with a larger number, as text that does not depend on the session's settings. What a
   * row does not have at its end leaves no trace in it, so seals from before the uppdrag or the
   * recipient was logged still hold; what is there says which of the two it is.
   */
  private Stream<LogPiece.Row> after(long number) {
    return sql
        .sql(
            """
            select id, region, concat_ws('|', id, extract(epoch from at)::text, region, subject, role,
                coalesce(unit, ''), action, array_to_string(entities, ','),
                array_to_string(case_ids, ','), purpose, status, outcome, request_id, correlation_id, commission,
                'to ' || recipient) as text
              from vf.access_log where id > :number order by id
            """)
        .param("number", number)
        .query(
            (row, n) ->
                new LogPiece.Row(row.getLong("id"), row.getString("region"), row.getString("text")))
        .stream();
  }

  private static Seal seal(ResultSet row) throws SQLException {
    return new Seal(
        row.getString("region"),
        row.getInt("number"),
        row.getLong("first_id"),
        row.getLong("last_id"),
        row.getInt("row_count"),
        row.getString("hash"));
  }
}
