package se.vardformedling.referral;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import se.vardformedling.referral.CaseTaskResource.Kind;

class MachinesTest {

  @ParameterizedTest
  @EnumSource(Kind.class)
  void every_state_of_a_row_is_a_state_of_its_machine(Kind kind) {
    for (Move move : kind.machine.moves()) {
      assertThat(kind.machine.states().keySet()).as(move.id()).containsAll(move.from());
      if (!move.to().equals(Machine.PREVIOUS)) {
        assertThat(kind.machine.states()).as(move.id()).containsKey(move.to());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void every_state_is_reached_and_every_open_one_can_be_left(Kind kind) {
    Set<String> reached = reachable(kind.machine);
    Set<String> unreachable =
        kind.machine.states().keySet().stream()
            .filter(state -> !reached.contains(state))
            .collect(Collectors.toSet());
    // What waits for timers that are not built yet.
    unreachable.removeAll(Set.of("expired", "no-answer"));
    assertThat(unreachable).isEmpty();
    for (String state : kind.machine.states().keySet()) {
      boolean left = kind.machine.moves().stream().anyMatch(move -> move.from().contains(state));
      boolean mayStay = kind.machine.ended(state) || kind == Kind.OFFER && state.equals("accepted");
      assertThat(left || mayStay).as(state).isTrue();
      assertThat(left && kind.machine.ended(state)).as("leaves its end: " + state).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void a_verb_means_one_thing_in_a_state(Kind kind) {
    for (String state : kind.machine.states().keySet()) {
      List<String> verbs =
          kind.machine.moves().stream()
              .filter(move -> move.from().contains(state) && !move.verb().isEmpty())
              .map(Move::verb)
              .toList();
      assertThat(verbs).as(state).doesNotHaveDuplicates();
    }
  }

  @Test
  void the_receiving_provider_never_moves_the_case_itself_and_the_broker_never_answers_for_it() {
    assertThat(Machines.CASE.moves()).noneMatch(move -> move.actors().contains(Actor.RP));
    assertThat(Machines.ORDER.moves()).noneMatch(move -> move.actors().contains(Actor.BR));
  }

  @Test
  void what_is_available_is_what_can_be_made_in_thousands_of_random_walks() {
    Random random = new Random(20_261_124);
    Actor[] actors = Actor.values();
    for (int walk = 0; walk < 2_000; walk++) {
      Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
      String state = start(kind.machine);
      for (int i = 0; i < 30 && !kind.machine.ended(state); i++) {
        Set<Actor> caller = Set.of(actors[random.nextInt(actors.length)]);
        List<Move> offered = kind.machine.available(state, caller);
        for (Move move : kind.machine.moves()) {
          if (!move.verb().isEmpty()) {
            boolean possible =
                kind.machine
                    .move(state, move.verb())
                    .filter(m -> m.actors().stream().anyMatch(caller::contains))
                    .isPresent();
            assertThat(offered.stream().anyMatch(m -> m.verb().equals(move.verb())))
                .isEqualTo(possible);
          }
        }
        String now = state;
        List<Move> any =
            kind.machine.moves().stream()
                .filter(m -> m.from().contains(now) && !m.to().equals(Machine.PREVIOUS))
                .toList();
        if (any.isEmpty()) {
          break;
        }
        state = any.get(random.nextInt(any.size())).to();
        assertThat(kind.machine.status(state)).isNotBlank();
      }
    }
  }

  private static String start(Machine machine) {
    return machine.states().keySet().iterator().next();
  }

  private static Set<String> reachable(Machine machine) {
    Set<String> seen = new HashSet<>(Set.of(start(machine)));
    Deque<String> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      String state = open.pop();
      machine.moves().stream()
          .filter(move -> move.from().contains(state) && !move.to().equals(Machine.PREVIOUS))
          .map(Move::to)
          .filter(seen::add)
          .forEach(open::push);
    }
    return seen;
  }
}
