package se.vardformedling.fhir;

import java.util.Arrays;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Our tables in schema {@code vf}, moved by Flyway. */
final class OurSchema {
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

  static void migrate(Flyway flyway) {
    refuseNewer(flyway);
    flyway.migrate();
  }

  /** For what only asks: a node that runs beside it may be of another version. */
  static void refuseOther(Flyway flyway) {
    refuseNewer(flyway);
    if (flyway.info().pending().length > 0) {
      throw new SchemaTooOldException();
    }
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
