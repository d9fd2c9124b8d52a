package se.vardformedling.fhir;

import ca.uhn.fhir.jpa.migrate.DriverTypeEnum;
import ca.uhn.fhir.jpa.migrate.HapiMigrator;
import ca.uhn.fhir.jpa.migrate.MigrationTaskList;
import ca.uhn.fhir.jpa.migrate.dao.HapiMigrationDao;
import ca.uhn.fhir.jpa.migrate.tasks.HapiFhirJpaMigrationTasks;
import ca.uhn.fhir.util.VersionEnum;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationVersion;
import org.springframework.jdbc.core.JdbcTemplate;

/** HAPI's tables, made and moved by HAPI's own migrator in schema {@code hapi}. */
final class HapiSchema {
  private static final String TABLE = "FLY_HFJ_MIGRATION";

  private HapiSchema() {}

  static void migrate(DataSource dataSource) {
    new JdbcTemplate(dataSource).execute("create schema if not exists hapi");
    MigrationTaskList known =
        new HapiFhirJpaMigrationTasks(Set.of()).getAllTasks(VersionEnum.values());
    HapiMigrator migrator = new HapiMigrator(TABLE, dataSource, DriverTypeEnum.POSTGRES_9_4);
    migrator.createMigrationTableIfRequired();
    refuseNewer(dataSource, known);
    migrator.addTasks(known);
    migrator.migrate();
  }

  private static void refuseNewer(DataSource dataSource, MigrationTaskList known) {
    Set<MigrationVersion> names =
        StreamSupport.stream(known.spliterator(), false)
            .map(task -> MigrationVersion.fromVersion(task.getMigrationVersion()))
            .collect(Collectors.toSet());
    MigrationVersion newest = names.stream().max(MigrationVersion::compareTo).orElseThrow();
    new HapiMigrationDao(dataSource, DriverTypeEnum.POSTGRES_9_4, TABLE)
        .fetchSuccessfulMigrationVersions().stream()
            .filter(applied -> applied.isNewerThan(newest.getVersion()))
            .findAny()
            .ifPresent(
                applied -> {
                  throw new SchemaTooNewException("hapi", applied.getVersion());
                });
  }
}
