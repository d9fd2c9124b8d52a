package se.vardformedling.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * When each source of waiting times was heard last. The national node has them; a regional node's
 * system status does without.
 */
public interface SourcesHeard {

  /**
   * One source.
   *
   * @param source a code of CodeSystem wait-source
   * @param readAt when the last file of it was taken in
   * @param dataAsOf the day of what that file says
   */
  record Heard(String source, Instant readAt, LocalDate dataAsOf) {}

  /** The one heard longest ago first. */
  List<Heard> all();
}
