package se.vardformedling.security;

import java.util.Optional;
import java.util.Set;

/**
 * Which organisation a system acts for, and as what, by its client id; an unknown one has no
 * rights.
 */
@FunctionalInterface
public interface SystemClients {

  /**
   * What was agreed when the system was registered.
   *
   * @param role what it is here: {@code journalsystem} or another role's name
   * @param region länskod, for the log; empty for a national system
   * @param units HSA-ids of the units it acts for
   */
  record Registered(Role role, String region, Set<String> units) {}

  Optional<Registered> registered(String clientId);
}
