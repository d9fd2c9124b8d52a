package se.vardformedling.messaging.sdk;

/**
 * What is wrong with a message, in the words of the meddelandekvittens.
 *
 * @param reason orsakskod
 * @param detail detaljkod
 * @param path where, as an XPath, or {@code NA}
 * @param text for a person; never a value from the message
 */
public record Finding(Reason reason, String detail, String path, String text) {

  /** Orsakskod: schema validation, business validation, signature. */
  public enum Reason {
    SV,
    BV,
    SIG
  }

  public static final String NOWHERE = "NA";

  static Finding structure(String path, String text) {
    return new Finding(Reason.SV, "structure", path, text);
  }

  static Finding invariant(String path, String text) {
    return new Finding(Reason.BV, "invariant", path, text);
  }

  static Finding business(String detail, String text) {
    return new Finding(Reason.BV, detail, NOWHERE, text);
  }

  static Finding signature(String text) {
    return new Finding(Reason.SIG, "security", NOWHERE, text);
  }
}
