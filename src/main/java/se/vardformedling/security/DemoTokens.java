package se.vardformedling.security;

/** Gives a persona its token. */
interface DemoTokens {
  String tokenOf(Persona persona);
}
