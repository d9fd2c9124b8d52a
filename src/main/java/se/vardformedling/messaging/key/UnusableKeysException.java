package se.vardformedling.messaging.key;

import se.vardformedling.fhir.RefusedStart;

/** A key or certificate file is not there or cannot be read. */
final class UnusableKeysException extends RefusedStart {
  private static final long serialVersionUID = 1;

  UnusableKeysException(String file, Exception cause) {
    super(
        "The key or certificate file '"
            + file
            + "' cannot be used ("
            + cause.getClass().getSimpleName()
            + "): set vf.sdk.keys, or make a set to try with by 'java -jar vardformedling.jar keys"
            + " demo'.");
    initCause(cause);
  }
}
