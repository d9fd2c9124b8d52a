package se.vardformedling.fhir;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * The one PostgreSQL: schema {@code hapi} is HAPI's, {@code vf} ours, {@code ext} the extensions'.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

  /**
   * HAPI's SQL names no schema, so the connection's search path decides; ours always says {@code
   * vf.}.
   */
  private static final String SEARCH_PATH = "hapi, vf, ext, public";

  /** Closed after the pool, which depends on it: the server stops as the program's last act. */
  @Bean(destroyMethod = "close")
  @Conditional(NoExternalDatabase.class)
  EmbeddedDatabase embeddedDatabase(
      DatabaseSettings settings, @Value("${vf.data-dir}") Path dataDir) throws IOException {
    return EmbeddedDatabase.start(dataDir, settings.binariesDir());
  }

  @Bean(destroyMethod = "close")
  @Conditional(NoExternalDatabase.class)
  HikariDataSource embeddedDataSource(EmbeddedDatabase database, DatabaseSettings settings) {
    return pool(database.url(), database.username(), database.password(), settings.poolSize());
  }

  @Bean(destroyMethod = "close")
  @Conditional(ExternalDatabase.class)
  HikariDataSource externalDataSource(DatabaseSettings settings) {
    return pool(settings.url(), settings.username(), settings.password(), settings.poolSize());
  }

  @Bean
  FlywayMigrationStrategy migrations(DataSource dataSource) {
    return (Flyway ours) -> {
      HapiSchema.migrate(dataSource);
      OurSchema.migrate(ours);
    };
  }

  private static HikariDataSource pool(String url, String username, String password, int size) {
    HikariDataSource pool = new HikariDataSource();
    pool.setPoolName("vf");
    pool.setJdbcUrl(url);
    pool.setUsername(username);
    pool.setPassword(password);
    pool.setMaximumPoolSize(size);
    pool.setConnectionInitSql("set search_path to " + SEARCH_PATH);
    // HAPI and our queries use one connection per transaction; a prepared plan pays off quickly.
    pool.addDataSourceProperty("prepareThreshold", 3);
    pool.addDataSourceProperty("reWriteBatchedInserts", true);
    return pool;
  }
}
