package se.vardformedling.fhir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Our tables in schema {@code vf}, moved by Flyway. It is asked only when there is something to do
 * or to refuse: it is some 300 classes, which each start would load.
 */
final class OurSchema {
  private static final String STEPS = "db/migration";

  /**
   * A step that this program does not know: above its last, or between, since each module numbers
   * its own.
   */
  private static final Set<MigrationState> FROM_THE_FUTURE =
      Set.of(
          MigrationState.FUTURE_SUCCESS,
          MigrationState.FUTURE_FAILED,
          MigrationState.MISSING_SUCCESS,
          MigrationState.MISSING_FAILED);

  private OurSchema() {}

  static void migrate(DataSource tables) {
    if (!settled(tables)) {
      Flyway flyway = flyway(tables);
      refuseNewer(flyway);
      flyway.migrate();
    }
  }

  /** For what only asks: a node that runs beside it may be of another version. */
  static void refuseOther(DataSource tables) {
    if (!settled(tables)) {
      Flyway flyway = flyway(tables);
      refuseNewer(flyway);
      if (flyway.info().pending().length > 0) {
        throw new SchemaTooOldException();
      }
    }
  }

  /** Whether the steps that were made are those that this program has, no more and no less. */
  private static boolean settled(DataSource tables) {
    JdbcTemplate sql = new JdbcTemplate(tables);
    return Boolean.TRUE.equals(
            sql.queryForObject(
                "select to_regclass('vf.flyway_schema_history') is not null", Boolean.class))
        && new HashSet<>(
                sql.queryForList(
                    """
                    select case when success then script else 'failed' end
                      from vf.flyway_schema_history where version is not null
                    """,
                    String.class))
            .equals(known());
  }

  private static Set<String> known() {
    try {
      return Stream.of(
              new PathMatchingResourcePatternResolver()
                  .getResources("classpath:" + STEPS + "/*.sql"))
          .map(Resource::getFilename)
          .map(Objects::requireNonNull)
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Flyway flyway(DataSource tables) {
    return Flyway.configure()
        .dataSource(tables)
        .defaultSchema("vf")
        .schemas("vf")
        .locations("classpath:" + STEPS)
        // Each module numbers its own steps.
        .outOfOrder(true)
        .load();
  }

  private static void refuseNewer(Flyway flyway) {
    Arrays.stream(flyway.info().all())
        .filter(OurSchema::fromTheFuture)
        .findFirst()
        .ifPresent(
            migration -> {
              throw new SchemaTooNewException("vf", String.valueOf(migration.getVersion()));
            });
  }

  private static boolean fromTheFuture(MigrationInfo migration) {
    return FROM_THE_FUTURE.contains(migration.getState());
  }
}
