package se.vardformedling.capacity;

import static se.vardformedling.capacity.Party.ANNOUNCER;
import static se.vardformedling.capacity.Party.RESPONDER;
import static se.vardformedling.capacity.Party.SERVER;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The two machines as tables: a new step is a new row. The business state decides the status. */
enum Machines {
  ANNOUNCEMENT(
      "announcement-state",
      Map.of(
          "draft", "draft",
          "published", "requested",
          "agreed", "accepted",
          "exhausted", "completed",
          "closed", "completed",
          "withdrawn", "cancelled",
          "expired", "failed"),
      List.of(
          new Row("A02", "publish", Set.of("draft"), "published", ANNOUNCER),
          new Row("A03", "", Set.of("published", "agreed"), "agreed", SERVER),
          new Row("A04", "", Set.of("published", "agreed"), "exhausted", SERVER),
          new Row("A04", "close", Set.of("published", "agreed"), "closed", ANNOUNCER),
          new Row(
              "A05", "withdraw", Set.of("draft", "published", "agreed"), "withdrawn", ANNOUNCER),
          new Row("A06", "", Set.of("published", "agreed"), "expired", SERVER),
          new Row("A07", "change", Set.of("published"), "published", ANNOUNCER),
          new Row("A07", "change", Set.of("agreed"), "agreed", ANNOUNCER))),

  RESPONSE(
      "response-state",
      Map.of(
          "requested", "requested",
          "accepted", "accepted",
          "rejected", "rejected",
          "withdrawn", "cancelled",
          "expired", "failed"),
      List.of(
          new Row("R02", "accept", Set.of("requested"), "accepted", ANNOUNCER),
          new Row("R02", "reject", Set.of("requested"), "rejected", ANNOUNCER),
          new Row("R03", "withdraw", Set.of("requested"), "withdrawn", RESPONDER),
          new Row("R04", "", Set.of("requested"), "expired", SERVER)));

  /** Announcements that are shown and can be answered. */
  static final Set<String> OPEN = Set.of("published", "agreed");

  private final String system;
  private final Map<String, String> states;
  private final List<Row> rows;

  Machines(String system, Map<String, String> states, List<Row> rows) {
    this.system = system;
    this.states = states;
    this.rows = rows;
  }

  String system() {
    return system;
  }

  Set<String> states() {
    return states.keySet();
  }

  List<Row> rows() {
    return rows;
  }

  String status(String state) {
    String status = states.get(state);
    if (status == null) {
      throw new IllegalArgumentException("no such state: " + state);
    }
    return status;
  }

  /** What any of the parties may ask for in the state. */
  List<Row> available(String state, Set<Party> parties) {
    return rows.stream()
        .filter(row -> !row.verb().isEmpty() && row.from().contains(state))
        .filter(row -> parties.contains(row.party()))
        .toList();
  }

  /** The row that the verb means in the state, whoever may ask for it. */
  Optional<Row> row(String state, String verb) {
    return rows.stream()
        .filter(row -> !verb.isEmpty() && row.verb().equals(verb) && row.from().contains(state))
        .findFirst();
  }
}
