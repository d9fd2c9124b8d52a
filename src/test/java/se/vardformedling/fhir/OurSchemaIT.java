package se.vardformedling.fhir;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import se.vardformedling.NodeIT;

@NodeIT
class OurSchemaIT {
  private static final String ADMINISTRATOR = "postgres";
  @Autowired HikariDataSource pool;

  @ParameterizedTest
  @ValueSource(strings = {"9999", "15.5"})
  void a_database_that_a_newer_program_has_moved_is_refused_wherever_its_step_lies(String version)
      throws SQLException {
    DataSource tables =
        new DriverManagerDataSource(pool.getJdbcUrl(), ADMINISTRATOR, pool.getPassword());
    assertThatCode(() -> OurSchema.migrate(tables)).doesNotThrowAnyException();
    try (Connection connection =
            DriverManager.getConnection(pool.getJdbcUrl(), ADMINISTRATOR, pool.getPassword());
        Statement sql = connection.createStatement()) {
      sql.execute(
          """
          insert into vf.flyway_schema_history
            (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
          select max(installed_rank) + 1, '%1$s', 'newer', 'SQL', 'V%1$s__newer.sql', 1, 'postgres', 1, true
            from vf.flyway_schema_history
          """
              .formatted(version));
      try {
        assertThatThrownBy(() -> OurSchema.migrate(tables))
            .isInstanceOf(SchemaTooNewException.class)
            .hasMessageContaining(version);
      } finally {
        sql.execute("delete from vf.flyway_schema_history where description = 'newer'");
      }
    }
  }
}
