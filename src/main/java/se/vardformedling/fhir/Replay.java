package se.vardformedling.fhir;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request with an {@code X-Request-Id} did the first time.
 *
 * @param hash SHA-256 of method, address and body
 * @param made what was written, in order, as {@code Type/id/_history/version}; without a version
 *     where rows of ours were written
 * @param answer empty if the program ended before the answer was kept
 */
record Replay(byte[] hash, List<String> made, @Nullable Answer answer) {

  /** The answer as it was sent. */
  record Answer(
      int status,
      @Nullable String contentType,
      @Nullable String location,
      @Nullable String etag,
      byte[] body) {}

  boolean sameRequest(byte[] other) {
    return Arrays.equals(hash, other);
  }
}
