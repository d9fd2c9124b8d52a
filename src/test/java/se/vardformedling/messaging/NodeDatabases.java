package se.vardformedling.messaging;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Databases with our tables, each a copy of the first. */
public final class NodeDatabases {
  private NodeDatabases() {}

  /** A new database with our tables, and its address. */
  public static String make(EmbeddedPostgres postgres, String name) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement sql = connection.createStatement()) {
      if (!made(sql)) {
        sql.execute("create database with_tables");
        migrate(postgres);
      }
      sql.execute("create database " + name + " template with_tables");
    }
    return postgres.getJdbcUrl("postgres", name);
  }

  private static boolean made(Statement sql) throws SQLException {
    try (ResultSet found =
        sql.executeQuery("select 1 from pg_database where datname = 'with_tables'")) {
      return found.next();
    }
  }

  private static void migrate(EmbeddedPostgres postgres) throws SQLException {
    DataSource database = postgres.getDatabase("postgres", "with_tables");
    try (Connection connection = database.getConnection();
        Statement sql = connection.createStatement()) {
      // What our migrations look at of HAPI's tables, which nobody writes here.
      sql.execute(
          "create schema ext; create schema vf; create schema hapi;"
              + " create table hapi.hfj_res_ver (res_type text, res_updated timestamptz);"
              + " create table hapi.hfj_resource (res_id bigint, res_type text, fhir_id text,"
              + " res_deleted_at timestamptz);"
              + " create table hapi.hfj_spidx_token (res_id bigint, sp_name text, sp_system text,"
              + " sp_value text)");
    }
    Flyway.configure()
        .dataSource(database)
        .defaultSchema("vf")
        .locations("classpath:db/migration")
        .outOfOrder(true)
        .ignoreMigrationPatterns("*:*")
        .load()
        .migrate();
  }
}
