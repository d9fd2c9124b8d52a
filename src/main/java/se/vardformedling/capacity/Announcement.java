package se.vardformedling.capacity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Capacity that somebody offers or asks for.
 *
 * @param kind offer-capacity or request-capacity
 * @param state of {@code CodeSystem/announcement-state}
 * @param announcer {@code unit:HSA-id} or {@code region:länskod}
 * @param requesterId the announcing Organization
 * @param serviceId the service that is offered, if one is named
 * @param remaining places that are not yet agreed on, of {@code quantity}
 * @param to the moment it expires
 * @param audience länskoder; empty for every region
 * @param text at most 300 characters, about no patient
 */
public record Announcement(
    String taskId,
    String kind,
    String state,
    String announcer,
    String requesterId,
    Optional<String> serviceId,
    String vardtjanst,
    int quantity,
    int remaining,
    Instant from,
    Instant to,
    List<String> audience,
    Optional<Long> priceOre,
    Optional<String> text) {

  /**
   * What is announced, before the server has seen to it.
   *
   * @param requesterId the announcing Organization; empty for a region's broker
   */
  public record Draft(
      String kind,
      String requesterId,
      Optional<String> serviceId,
      String vardtjanst,
      int quantity,
      Instant from,
      Instant to,
      List<String> audience,
      Optional<Long> priceOre,
      Optional<String> text) {}

  /** Which announcements to list; empty parts leave it open. */
  public record Filter(
      Optional<String> kind, Optional<String> vardtjanst, Optional<String> announcer) {
    public static final Filter ALL =
        new Filter(Optional.empty(), Optional.empty(), Optional.empty());
  }

  boolean open() {
    return Machines.OPEN.contains(state);
  }
}
