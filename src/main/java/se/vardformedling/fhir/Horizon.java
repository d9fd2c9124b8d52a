package se.vardformedling.fhir;

import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Up to when all that has been written can be seen: no transaction that is open now can have
 * written anything before it. Whoever reads up to it, and later from it on, misses nothing.
 */
@Component
class Horizon {
  private final JdbcClient sql;

  Horizon(JdbcClient sql) {
    this.sql = sql;
  }

  /** By the database's clock; to be asked outside any transaction that then reads. */
  Instant now() {
    return sql.sql(
            """
            select least(statement_timestamp(), min(xact_start)) from pg_stat_activity
             where datname = current_database() and pid <> pg_backend_pid()
               and backend_type = 'client backend'
            """)
        .query((row, n) -> row.getTimestamp(1))
        .optional()
        .map(Timestamp::toInstant)
        .orElseThrow();
  }
}
