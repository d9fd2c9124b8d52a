package se.vardformedling.notification;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.vardformedling.security.Caller;

/**
 * Who is told.
 *
 * @param withIds whether a bundle of ids is sent, or an empty body
 * @param owner as whom it may see what it is told of
 * @param failures in a row
 * @param lease whoever is delivering, until {@code leaseUntil}
 */
record Subscriber(
    String id,
    String criteria,
    String endpoint,
    boolean withIds,
    boolean active,
    Optional<Instant> ends,
    Caller owner,
    int failures,
    Optional<Instant> notBefore,
    @Nullable String lease,
    Optional<Instant> leaseUntil) {

  boolean ended(Instant now) {
    return ends.filter(end -> !end.isAfter(now)).isPresent();
  }
}
