package se.vardformedling.security;

import se.vardformedling.fhir.RefusedStart;

/** The demo was asked to be more than a demo. */
final class DemoRefusedException extends RefusedStart {
  private static final long serialVersionUID = 1;

  DemoRefusedException(String sentence) {
    super(sentence);
  }
}
