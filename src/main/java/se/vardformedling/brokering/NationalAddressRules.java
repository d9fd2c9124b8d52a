package se.vardformedling.brokering;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import se.vardformedling.fhir.Problem;

/** Where this node may show who it is: over TLS, or to a program on the same machine. */
final class NationalAddressRules {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private NationalAddressRules() {}

  static boolean isSafe(String address) {
    try {
      URI uri = URI.create(address);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
      return uri.getHost() != null
          && (scheme.equals("https") || (scheme.equals("http") && LOOPBACK.contains(host)));
    } catch (IllegalArgumentException none) {
      return false;
    }
  }

  static void mustBeSafe(String address) {
    if (!isSafe(address)) {
      throw Problem.NATIONAL_NODE_AWAY.because("its address is neither https nor this machine's");
    }
  }
}
