package se.vardformedling.fhir;

/**
 * The program will not start as it is set up; the message says why and what to do, and is all the
 * operator sees.
 */
public abstract class RefusedStart extends RuntimeException {
  private static final long serialVersionUID = 1;

  protected RefusedStart(String sentence) {
    super(sentence);
  }
}
