package se.vardformedling.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

  private final JdbcClient sql;
  private final Clock clock;

  Seals(JdbcClient sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /** What a region has got since the last time, up to its last row. */
  private record Unsealed(String region, long last) {}

  private record Seal(String region, int number, long first, long last, int rows, String hash) {}

  /**
   * Seals all rows that are not sealed.
   *
   * @return how many seals were made
   */
  @Transactional
  public int seal() {
    sql.sql(ALONE).query((row, n) -> 0).list();
    long sealed = sealed();
    List<Unsealed> regions =
        sql.sql(
                """
                select region, max(id) as last from vf.access_log where id > :sealed
                group by region order by region
                """)
            .param("sealed", sealed)
            .query(Unsealed.class)
            .list();
    regions.forEach(region -> seal(region, sealed));
    return regions.size();
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
   * there, and no smaller number comes afterwards. It is asked by itself, since with the number in
   * it the next question reads the new rows only, not the whole log.
   */
  private long sealed() {
    return sql.sql("select coalesce(max(last_id), 0) from vf.access_seal")
        .query(Long.class)
        .single();
  }

  private void seal(Unsealed rest, long sealed) {
    String region = rest.region();
    Optional<Seal> before = newest(region);
    List<String> rows = rows(region, sealed + 1, rest.last());
    String hash = hash(before.map(Seal::hash).orElse(""), rows);
    sql.sql(
            """
            insert into vf.access_seal (region, number, first_id, last_id, row_count, sealed_at, hash)
            values (:region, :number, :first, :last, :rows, :at, :hash)
            """)
        .param("region", region)
        .param("number", before.map(Seal::number).orElse(0) + 1)
        .param("first", before.map(Seal::last).orElse(0L) + 1)
        .param("last", rest.last())
        .param("rows", rows.size())
        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
        .param("hash", hash)
        .update();
    // Whoever collects this line holds what no change of the database can reach.
    log.info("Access log sealed: region {}, up to {}, {}", region, rest.last(), hash);
  }

  /**
   * Computes every seal again.
   *
   * @return one sentence for each seal that does not hold; empty if the log is whole
   */
  @Transactional(readOnly = true)
  public List<String> verify() {
    List<String> broken = new ArrayList<>();
    String region = "";
    Optional<Seal> before = Optional.empty();
    for (Seal seal : all()) {
      if (!seal.region().equals(region)) {
        region = seal.region();
        before = Optional.empty();
      }
      check(seal, before).ifPresent(broken::add);
      before = Optional.of(seal);
    }
    return broken;
  }

  private Optional<String> check(Seal seal, Optional<Seal> before) {
    String name = "Region " + seal.region() + ", seal " + seal.number() + ": ";
    if (seal.number() != before.map(Seal::number).orElse(0) + 1
        || seal.first() != before.map(Seal::last).orElse(0L) + 1) {
      return Optional.of(name + "a seal before it is missing");
    }
    List<String> rows = rows(seal.region(), seal.first(), seal.last());
    if (rows.size() != seal.rows()) {
      return Optional.of(name + seal.rows() + " rows were sealed, " + rows.size() + " are there");
    }
    return hash(before.map(Seal::hash).orElse(""), rows).equals(seal.hash())
        ? Optional.empty()
        : Optional.of(name + "a row from " + seal.first() + " to " + seal.last() + " was changed");
  }

  private Optional<Seal> newest(String region) {
    return sql.sql(
            "select * from vf.access_seal where region = :region order by number desc limit 1")
        .param("region", region)
        .query((row, n) -> seal(row))
        .optional();
  }

  private List<Seal> all() {
    return sql.sql("select * from vf.access_seal order by region, number")
        .query((row, n) -> seal(row))
        .list();
  }

  /**
   * The rows as text that does not depend on the session's settings. What a row does not have at
   * its end leaves no trace in it, so seals from before the uppdrag or the recipient was logged
   * still hold; what is there says which of the two it is.
   */
  private List<String> rows(String region, long first, long last) {
    return sql.sql(
            """
            select concat_ws('|', id, extract(epoch from at)::text, region, subject, role,
              coalesce(unit, ''), action, array_to_string(entities, ','),
              array_to_string(case_ids, ','), purpose, status, outcome, request_id, correlation_id, commission,
              'to ' || recipient)
            from vf.access_log where region = :region and id between :first and :last order by id
            """)
        .param("region", region)
        .param("first", first)
        .param("last", last)
        .query(String.class)
        .list();
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

  private static String hash(String before, List<String> rows) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(before.getBytes(StandardCharsets.UTF_8));
      rows.forEach(row -> sha.update(("\n" + row).getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
