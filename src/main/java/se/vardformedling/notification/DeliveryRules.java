package se.vardformedling.notification;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What may be subscribed to, where it may be sent, and how often it is tried. */
final class DeliveryRules {
  /** The closed list; each is a FHIR search as well, by which the same can be polled. */
  static final Set<String> CRITERIA =
      Set.of(
          "Task?code=broker-case",
          "Task?code=candidate-inquiry",
          "Task?code=patient-offer",
          "Task?code=fulfill",
          "Task?code=offer-capacity",
          "Task?code=request-capacity",
          "Task?code=capacity-response",
          "Task?guarantee-state=at-risk",
          "Task?guarantee-state=broken",
          "ServiceRequest?",
          "Contract?",
          "HealthcareService?");

  /** Failures in a row after which the Subscription says that something is wrong. */
  static final int ERROR_AFTER = 3;

  /** Failures in a row after which nothing more is tried. */
  static final int OFF_AFTER = 10;

  /**
   * Subscribers that one node tells at the same time: half of the threads that its timers have, so
   * that receivers who take their time never keep deadlines and the log's seals waiting.
   */
  static final int TURNS = 3;

  /** When who got no turn asks again. */
  static final Duration NEXT_TURN = Duration.ofSeconds(2);

  private static final int MOST_IN_A_TURN = 20;
  private static final Duration LONGEST_TURN = Duration.ofSeconds(5);

  /** Active Subscriptions of one role for one region and unit. */
  static final int MOST = 50;

  /** A system's rights are looked up at every delivery; of people nobody says that they left. */
  private static final Duration OF_A_SYSTEM = Duration.ofDays(366);

  private static final Duration OF_A_PERSON = Duration.ofDays(31);

  private static final Duration LONGEST = Duration.ofHours(1);

  private static final int LAST_PORT = 65_535;

  private DeliveryRules() {}

  /** The latest end that a Subscription may have, and the one it gets if it names none. */
  static Instant latestEnd(boolean system, Instant now) {
    return now.plus(system ? OF_A_SYSTEM : OF_A_PERSON);
  }

  /** How long to wait after so many failures in a row: three times as long each time. */
  static Duration wait(int failures, Duration first) {
    Duration wait = first;
    for (int i = 1; i < failures && wait.compareTo(LONGEST) < 0; i++) {
      wait = wait.multipliedBy(3);
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }

  /**
   * Whether a turn is over and others are told before this one goes on.
   *
   * @param told how many have been sent in it
   * @param since how long it has lasted
   */
  static boolean enough(int told, Duration since) {
    return told >= MOST_IN_A_TURN || (told > 0 && since.compareTo(LONGEST_TURN) >= 0);
  }

  /** The status of a Subscription after so many failures in a row. */
  static String status(int failures) {
    if (failures >= OFF_AFTER) {
      return "off";
    }
    return failures >= ERROR_AFTER ? "error" : "active";
  }

  /**
   * Why nothing may be sent there; empty if it may.
   *
   * @param allowed origins such as {@code https://journal.example}, {@code http://127.0.0.1:*};
   *     {@code private+} before one says that it is in a private network
   */
  static Optional<String> objection(String endpoint, List<String> allowed) {
    URI address;
    try {
      address = new URI(endpoint);
    } catch (URISyntaxException e) {
      return Optional.of("not an address");
    }
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    if (!Set.of("https", "http").contains(scheme) || address.getHost() == null) {
      return Optional.of("an https address");
    }
    if (address.getPort() == 0 || address.getPort() > LAST_PORT) {
      return Optional.of("a port from 1 to " + LAST_PORT);
    }
    if (address.getRawUserInfo() != null || address.getRawFragment() != null) {
      return Optional.of("an address without user or fragment");
    }
    return allowed.stream().anyMatch(entry -> matches(entry, address))
        ? Optional.empty()
        : Optional.of("an address that the operator allows");
  }

  /**
   * Whether the operator has said that the address is in a private network, or named it by number.
   */
  static boolean mayBePrivate(URI address, List<String> allowed) {
    boolean numbered = address.getHost().matches("[0-9.]+|\\[.*]|localhost");
    return allowed.stream()
        .filter(entry -> matches(entry, address))
        .anyMatch(entry -> numbered || entry.startsWith("private+"));
  }

  /** An address that is not out on the internet. */
  static boolean isPrivate(InetAddress address) {
    return isReserved(address)
        || address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress();
  }

  /** Unique local (fc00::/7), shared by carriers (100.64.0.0/10) or this network (0.0.0.0/8). */
  private static boolean isReserved(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (address instanceof Inet6Address) {
      return (bytes[0] & 0xFE) == 0xFC;
    }
    return bytes[0] == 0 || ((bytes[0] & 0xFF) == 100 && (bytes[1] & 0xC0) == 64);
  }

  private static boolean matches(String entry, URI address) {
    String origin = entry.strip().toLowerCase(Locale.ROOT).replaceFirst("^private\\+", "");
    String host =
        address.getScheme().toLowerCase(Locale.ROOT)
            + "://"
            + address.getHost().toLowerCase(Locale.ROOT);
    int port = port(address);
    boolean usual = port == ("https".equalsIgnoreCase(address.getScheme()) ? 443 : 80);
    return origin.equals(host + ":" + port)
        || origin.equals(host + ":*")
        || (usual && origin.equals(host));
  }

  private static int port(URI address) {
    if (address.getPort() >= 0) {
      return address.getPort();
    }
    return "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
  }
}
