package se.vardformedling.security;

/** The demo was asked to be more than a demo. */
final class DemoRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DemoRefusedException(String sentence) {
    super(sentence);
  }
}
