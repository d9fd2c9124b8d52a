package se.vardformedling.fhir;

import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Our tables in schema {@code vf}, moved by Flyway. */
final class OurSchema {
  private OurSchema() {}

  static void migrate(Flyway flyway) {
    Arrays.stream(flyway.info().all())
        .filter(OurSchema::fromTheFuture)
        .findFirst()
        .ifPresent(
            migration -> {
              throw new SchemaTooNewException("vf", String.valueOf(migration.getVersion()));
            });
    flyway.migrate();
  }

  private static boolean fromTheFuture(MigrationInfo migration) {
    return migration.getState() == MigrationState.FUTURE_SUCCESS
        || migration.getState() == MigrationState.FUTURE_FAILED;
  }
}
