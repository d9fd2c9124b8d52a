package se.vardformedling.fhir;

/** What may be written at all, so that the node says no more of itself than is so. */
public interface WriteRights {

  /** Whether anybody at all may create or change resources of the type over FHIR. */
  boolean anybodyWrites(String type);

  /**
   * Whether what one may do with a resource of the type depends on the resource: then nothing is
   * created by an update or found by a condition, which would tell of others'.
   */
  boolean related(String type);
}
