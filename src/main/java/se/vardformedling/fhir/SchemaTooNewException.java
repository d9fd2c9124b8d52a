package se.vardformedling.fhir;

/** The database was last used by a newer version of the program. */
final class SchemaTooNewException extends RefusedStart {
  private static final long serialVersionUID = 1;

  SchemaTooNewException(String schema, String version) {
    super(
        "Schema "
            + schema
            + " is at version "
            + version
            + ", which this program does not know: a newer version has used the database. Start that version, or restore a copy"
            + " made before the upgrade (src/docs/operate/upgrade.md). Nothing was changed.");
  }
}
