package se.vardformedling.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a database does by and by, done at once, so that it does nothing of it beside a measurement. */
final class Upkeep {
  private Upkeep() {}

  static void all(HikariDataSource pool) {
    run(pool, "vacuum (analyze)", "checkpoint");
  }

  /** What there is to plan by, of the tables as they are filled now. */
  static void statistics(JdbcTemplate sql) {
    run((HikariDataSource) Objects.requireNonNull(sql.getDataSource()), "analyze");
  }

  /** As the server's administrator: the program's own role may neither vacuum nor analyze. */
  private static void run(HikariDataSource pool, String... statements) {
    try (Connection connection =
            DriverManager.getConnection(pool.getJdbcUrl(), "postgres", pool.getPassword());
        Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
