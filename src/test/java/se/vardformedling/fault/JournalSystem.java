package se.vardformedling.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import se.vardformedling.cast.Api;

/** The journal system of a regional node, which signs in anew before its token ends. */
final class JournalSystem {
  private static final String NAME = "journal";
  private static final Duration LASTS = Duration.ofMinutes(3);
  private final Api api;
  private final Callable<String> signIn;
  private Instant until = Instant.MIN;

  JournalSystem(int port, Callable<String> signIn) {
    this.api = new Api(port);
    this.signIn = signIn;
  }

  Api.Answer get(String path) {
    return signedIn().get(NAME, path);
  }

  Api.Answer post(String path, String body) {
    return signedIn().post(NAME, path, body);
  }

  private Api signedIn() {
    if (Instant.now().isAfter(until)) {
      try {
        api.know(NAME, signIn.call());
      } catch (Exception e) {
        throw new AssertionError(e);
      }
      until = Instant.now().plus(LASTS);
    }
    return api;
  }
}
