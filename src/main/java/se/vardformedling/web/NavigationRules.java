package se.vardformedling.web;

import java.util.List;
import java.util.Set;
import se.vardformedling.fhir.NodeRole;
import se.vardformedling.security.Role;

/** Which pages are a role's work. Whether it may do a thing there is asked where it is done. */
final class NavigationRules {
  private static final List<Item> ITEMS =
      List.of(
          new Item("cases", "/app/arenden", Set.of(Role.VARDFORMEDLARE, Role.REMITTENT)),
          new Item("asked", "/app/fragor", Set.of(Role.MOTTAGARE, Role.REMITTENT)),
          new Item("find", "/app/hitta", Set.of(Role.VARDFORMEDLARE)),
          new Item(
              "waits",
              "/app/lagesbild",
              Set.of(
                  Role.VARDFORMEDLARE,
                  Role.REMITTENT,
                  Role.MOTTAGARE,
                  Role.AVTALSCONTROLLER,
                  Role.ANALYTIKER)),
          new Item("capacity", "/app/kapacitet", Set.of(Role.VARDFORMEDLARE, Role.MOTTAGARE)),
          new Item(
              "agreements",
              "/app/avtal",
              Set.of(Role.VARDFORMEDLARE, Role.MOTTAGARE, Role.AVTALSCONTROLLER)),
          new Item(
              "collaborations",
              "/app/samarbeten",
              Set.of(Role.VARDFORMEDLARE, Role.MOTTAGARE, Role.AVTALSCONTROLLER)),
          new Item("imports", "/app/import", Set.of(Role.AVTALSCONTROLLER, Role.KATALOGFORVALTARE)),
          new Item("calls", "/app/ringlista", Set.of(Role.REMITTENT)),
          new Item("packets", "/app/paket", Set.of(Role.REMITTENT, Role.MOTTAGARE)),
          new Item("messages", "/app/meddelanden", Set.of(Role.REMITTENT, Role.MOTTAGARE)),
          new Item("log", "/app/logg", Set.of(Role.LOGGRANSKARE)));

  private NavigationRules() {}

  /**
   * One page.
   *
   * @param key ends the message key {@code nav.…}
   * @param roles whose work it is
   */
  public record Item(String key, String path, Set<Role> roles) {}

  /** What a regional node has; of these only the log is on a national node too. */
  private static final Set<String> REGIONAL = Set.of("calls", "packets", "messages", "log");

  private static final Set<String> NATIONAL_TOO = Set.of("log");

  static List<Item> items(Role role, NodeRole node) {
    return ITEMS.stream()
        .filter(item -> item.roles().contains(role))
        .filter(
            item ->
                node == NodeRole.NATIONAL
                    ? !REGIONAL.contains(item.key()) || NATIONAL_TOO.contains(item.key())
                    : REGIONAL.contains(item.key()))
        .toList();
  }
}
