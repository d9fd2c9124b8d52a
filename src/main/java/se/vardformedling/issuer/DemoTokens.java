package se.vardformedling.issuer;

/** Gives a persona its token. */
public interface DemoTokens {
  String tokenOf(Persona persona);
}
