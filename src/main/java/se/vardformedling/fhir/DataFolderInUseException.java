package se.vardformedling.fhir;

import java.nio.file.Path;

/** Another program holds the data folder. */
final class DataFolderInUseException extends RefusedStart {
  private static final long serialVersionUID = 1;

  DataFolderInUseException(Path folder) {
    super(
        "The data folder "
            + folder
            + " is in use by another running Vårdförmedling. Stop it, or choose another folder with VF_DATA_DIR.");
  }
}
