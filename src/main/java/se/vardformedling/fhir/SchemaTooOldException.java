package se.vardformedling.fhir;

/** A command that asks the tables only was given to a program that is newer than they are. */
final class SchemaTooOldException extends RefusedStart {
  private static final long serialVersionUID = 1;

  SchemaTooOldException() {
    super(
        "The database is not of this version yet. Start the server with it once, or use the version that runs. Nothing was changed.");
  }
}
