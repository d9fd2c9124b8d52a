package se.vardformedling.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** What a database does by and by, done at once, so that it does nothing of it beside a measurement. */
final class Upkeep {
  private Upkeep() {}

  /** As the server's administrator: the program's own role may neither vacuum nor analyze. */
  static void all(HikariDataSource pool) {
    try (Connection connection =
            DriverManager.getConnection(pool.getJdbcUrl(), "postgres", pool.getPassword());
        Statement statement = connection.createStatement()) {
      statement.execute("vacuum (analyze)");
      statement.execute("checkpoint");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
