package se.vardformedling.referral;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The states of one kind of Task and the moves between them. The business state decides the Task's
 * status.
 *
 * @param system the code system of the states
 * @param states by business state, in the order of the work
 */
record Machine(String system, Map<String, State> states, List<Move> moves) {
  /** The state before the hold. */
  static final String PREVIOUS = "<previous>";

  /** The state it is in. */
  static final String SAME = "<same>";

  private static final String NONE = "-";
  private static final List<String> ENDED =
      List.of("completed", "cancelled", "failed", "rejected", "entered-in-error");

  /** The statuses of what has ended, as SQL lists them. */
  static final String ENDED_LISTED = "('" + String.join("', '", ENDED) + "')";

  /**
   * What a business state means.
   *
   * @param status of the Task
   * @param step 1 to 5 of the work with a case; 0 where it is in none
   */
  record State(String status, int step) {}

  /**
   * Reads the tables.
   *
   * @param states a line each: state, Task status and step
   * @param groups a line each: name, {@code =} and the words it stands for
   * @param rows a line each: name, verb, from, to, actors and conditions, with bars between and a
   *     dash where there is nothing. Conditions have commas between: {@code needs} what must be
   *     said, {@code may} what may be said besides, {@code because} the reasons, {@code if} the
   *     guard
   */
  static Machine read(String system, String states, String groups, String rows) {
    Map<String, State> read = new LinkedHashMap<>();
    states
        .lines()
        .map(line -> line.strip().split(" +"))
        .forEach(
            cell ->
                read.put(
                    cell[0], new State(cell[1], cell.length > 2 ? Integer.parseInt(cell[2]) : 0)));
    Map<String, Set<String>> named = new LinkedHashMap<>();
    groups
        .lines()
        .map(line -> line.split(" = "))
        .forEach(cell -> named.put(cell[0].strip(), expand(cell[1], named)));
    return new Machine(system, read, rows.lines().map(line -> row(line, named)).toList());
  }

  private static Move row(String line, Map<String, Set<String>> groups) {
    List<String> cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
    if (cells.size() != 6) {
      throw new IllegalArgumentException("six columns: " + line);
    }
    Map<String, String> conditions =
        Arrays.stream(cells.get(5).split(", "))
            .filter(condition -> !condition.isEmpty())
            .map(condition -> condition.split(" ", 2))
            .collect(Collectors.toMap(words -> words[0], words -> words[1]));
    return new Move(
        cells.get(0),
        said(cells.get(1)).orElse(""),
        said(cells.get(2)).map(from -> expand(from, groups)).orElse(Set.of()),
        cells.get(3),
        words(cells.get(4)).map(Actor::valueOf).collect(Collectors.toUnmodifiableSet()),
        List.copyOf(expand(conditions.getOrDefault("needs", NONE), groups)),
        List.copyOf(expand(conditions.getOrDefault("may", NONE), groups)),
        Optional.ofNullable(conditions.get("because")),
        Optional.ofNullable(conditions.get("if"))
            .map(name -> Move.Guard.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'))));
  }

  private static Set<String> expand(String from, Map<String, Set<String>> groups) {
    Set<String> states = new LinkedHashSet<>();
    words(from).forEach(word -> states.addAll(groups.getOrDefault(word, Set.of(word))));
    return states;
  }

  private static Optional<String> said(String cell) {
    return Optional.of(cell).filter(text -> !text.isEmpty() && !text.equals(NONE));
  }

  private static Stream<String> words(String cell) {
    return said(cell).stream().flatMap(text -> Arrays.stream(text.strip().split(" +")));
  }

  /** What any of the actors may ask for in the state, if its guard holds. */
  List<Move> available(String state, Set<Actor> actors) {
    return moves.stream()
        .filter(move -> !move.verb().isEmpty() && move.leaves(state) && move.mayBeMadeBy(actors))
        .toList();
  }

  /** The move that the verb means in the state, whoever may make it. */
  Optional<Move> move(String state, String verb) {
    return moves.stream()
        .filter(move -> !verb.isEmpty() && move.verb().equals(verb) && move.leaves(state))
        .findFirst();
  }

  /** A row by its name. */
  Move row(String id) {
    return moves.stream().filter(move -> move.id().equals(id)).findFirst().orElseThrow();
  }

  /** The server's own move from one state to another, if there is one. */
  Optional<Move> effect(String from, String to) {
    return moves.stream()
        .filter(
            move ->
                move.actors().contains(Actor.SYS)
                    && move.leaves(from)
                    && (move.to().equals(to) || move.to().equals(PREVIOUS) && onHold(from)))
        .findFirst();
  }

  /** The names of the moves that lead to the state by its name. */
  Set<String> into(String state) {
    return moves.stream()
        .filter(move -> move.to().equals(state))
        .map(Move::id)
        .collect(Collectors.toSet());
  }

  boolean ended(String state) {
    return ENDED.contains(status(state));
  }

  boolean onHold(String state) {
    return status(state).equals("on-hold");
  }

  String status(String state) {
    return state(state).status();
  }

  /** 1 to 5; 0 for a case that is on hold or has ended without care. */
  int step(String state) {
    return state(state).step();
  }

  /** The states of a step, 1 to 5. */
  List<String> of(int step) {
    return states.entrySet().stream()
        .filter(state -> state.getValue().step() == step)
        .map(Map.Entry::getKey)
        .toList();
  }

  private State state(String state) {
    State found = states.get(state);
    if (found == null) {
      throw new IllegalArgumentException("no such state: " + state);
    }
    return found;
  }
}
