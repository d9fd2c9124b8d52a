package se.vardformedling.waitingtime;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Whose figures a report is about: one vårdtjänst of a service, and where the service is given.
 *
 * @param several whether the service stands for other vårdtjänster too, which have reports of their
 *     own
 */
record Place(
    String serviceId, String unitId, String locationId, String vardtjanst, boolean several) {
  private static final int LONGEST_ID = 64;

  /**
   * The same for the same service, vårdtjänst, clock and source, so that a new edition is a new
   * version. The vårdtjänst is not named where there is no other.
   */
  String reportId(String clock, String source) {
    String plain =
        "wait-%s-%s-%s"
            .formatted(serviceId, clock, source.equals("vantetidsdatabasen") ? "vd" : source);
    String full = several ? plain + "-" + vardtjanst : plain;
    return full.length() <= LONGEST_ID
        ? full
        : "wait-" + UUID.nameUUIDFromBytes(full.getBytes(StandardCharsets.UTF_8));
  }

  /** The same service as if it stood for this alone, or for others too. */
  Place among(boolean others) {
    return new Place(serviceId, unitId, locationId, vardtjanst, others);
  }
}
