package se.vardformedling.security;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import java.time.Duration;
import java.util.Optional;
import org.springframework.util.ConcurrentLruCache;

/** So many requests a minute for each client; what is not used is kept for at most a minute. */
final class RateLimit {
  /** Clients kept in mind; the one longest silent is forgotten first. */
  private static final int CLIENTS = 10_000;

  private final int perMinute;
  private final ConcurrentLruCache<String, Bucket> buckets;

  /**
   * @param perMinute requests; 0 means no limit
   */
  RateLimit(int perMinute) {
    this.perMinute = perMinute;
    this.buckets = new ConcurrentLruCache<>(CLIENTS, client -> bucket(Math.max(perMinute, 1)));
  }

  /** Takes one request; otherwise how long the client must wait for the next. */
  Optional<Duration> take(String client) {
    if (perMinute == 0) {
      return Optional.empty();
    }
    ConsumptionProbe probe = buckets.get(client).tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  /** Whether the client has used up its requests; takes none. */
  Optional<Duration> wait(String client) {
    if (perMinute == 0) {
      return Optional.empty();
    }
    EstimationProbe probe = buckets.get(client).estimateAbilityToConsume(1);
    return probe.canBeConsumed()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  private static Bucket bucket(int perMinute) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
        .build();
  }
}
