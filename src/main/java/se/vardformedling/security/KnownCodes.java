package se.vardformedling.security;

/** What this node knows of codes. Implemented where the terminology is. */
public interface KnownCodes {
  /** Whether the code is one of the system's, and the system one that this node knows. */
  boolean holds(String system, String code);
}
