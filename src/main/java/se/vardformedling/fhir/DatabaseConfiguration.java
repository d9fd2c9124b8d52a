package se.vardformedling.fhir;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * The one PostgreSQL: schema {@code hapi} is HAPI's, {@code vf} ours, {@code ext} the extensions'.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
  private static final Logger log = LoggerFactory.getLogger(DatabaseConfiguration.class);

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
    return timed(
        pool(database.url(), database.program(), database.password(), settings.poolSize()),
        settings);
  }

  @Bean
  @Conditional(NoExternalDatabase.class)
  SchemaOwner embeddedOwner(EmbeddedDatabase database) {
    return new SchemaOwner(database.url(), database.owner(), database.password());
  }

  @Bean
  @Conditional(ExternalDatabase.class)
  SchemaOwner externalOwner(DatabaseSettings settings) {
    if (settings.migrationUsername().isBlank()) {
      log.warn(
          "The program's database role owns the schema, so nothing but the program keeps the access"
              + " log from being changed. Set VF_DATABASE_MIGRATION_USERNAME to a role of its own.");
      return new SchemaOwner(settings.url(), settings.username(), settings.password());
    }
    return new SchemaOwner(
        settings.url(), settings.migrationUsername(), settings.migrationPassword());
  }

  @Bean(destroyMethod = "close")
  @Conditional(ExternalDatabase.class)
  HikariDataSource externalDataSource(DatabaseSettings settings) {
    return timed(
        pool(settings.url(), settings.username(), settings.password(), settings.poolSize()),
        settings);
  }

  /** A statement without end would keep its connection from the others. */
  private static HikariDataSource timed(HikariDataSource pool, DatabaseSettings settings) {
    pool.setConnectionInitSql(
        pool.getConnectionInitSql()
            + "; set statement_timeout to "
            + settings.statementTimeout().toMillis());
    return pool;
  }

  static HikariDataSource pool(String url, String username, String password, int size) {
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
    // What was to be stored does not belong in a log that tells that it was not.
    pool.addDataSourceProperty("logServerErrorDetail", false);
    return pool;
  }
}
