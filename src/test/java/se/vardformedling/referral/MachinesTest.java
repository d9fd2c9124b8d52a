package se.vardformedling.referral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import se.vardformedling.referral.CaseTaskResource.Kind;

class MachinesTest {
  private static final Set<String> MARKS = Set.of(Machine.PREVIOUS, Machine.SAME);

  @ParameterizedTest
  @EnumSource(Kind.class)
  void every_state_of_a_row_is_a_state_of_its_machine(Kind kind) {
    for (Move move : kind.machine.moves()) {
      assertThat(kind.machine.states().keySet()).as(move.id()).containsAll(move.from());
      if (!MARKS.contains(move.to())) {
        assertThat(kind.machine.states()).as(move.id()).containsKey(move.to());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void every_row_has_a_name_of_its_own(Kind kind) {
    assertThat(kind.machine.moves().stream().map(Move::id)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void every_state_is_reached_and_every_open_one_can_be_left(Kind kind) {
    assertThat(reachable(kind.machine))
        .containsExactlyInAnyOrderElementsOf(kind.machine.states().keySet());
    for (String state : kind.machine.states().keySet()) {
      boolean left =
          kind.machine.moves().stream()
              .anyMatch(move -> move.leaves(state) && !move.to().equals(Machine.SAME));
      assertThat(left).as(state).isNotEqualTo(kind.machine.ended(state));
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void a_verb_means_one_thing_in_a_state(Kind kind) {
    for (String state : kind.machine.states().keySet()) {
      assertThat(
              kind.machine.moves().stream()
                  .filter(move -> move.leaves(state) && !move.verb().isEmpty())
                  .map(Move::verb))
          .as(state)
          .doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void who_resumes_comes_back_to_one_state(Kind kind) {
    for (Move back : kind.machine.moves()) {
      if (back.to().equals(Machine.PREVIOUS)) {
        for (String held : back.from()) {
          assertThat(kind.machine.into(held)).as(kind + " " + held).isNotEmpty();
        }
      }
    }
  }

  @Test
  void the_step_never_falls_but_in_the_four_rows_that_search_again() {
    Set<String> falling = new HashSet<>();
    for (Move move : Machines.CASE.moves()) {
      for (String from : move.from()) {
        move.target(from)
            .filter(to -> Machines.CASE.step(to) > 0)
            .filter(to -> Machines.CASE.step(to) < Machines.CASE.step(from))
            .ifPresent(to -> falling.add(move.id()));
      }
    }
    assertThat(falling).containsExactlyInAnyOrder("C14", "C25", "C38", "C39");
  }

  @Test
  void the_receiving_provider_never_moves_the_case_itself_and_the_broker_never_answers_for_it() {
    assertThat(Machines.CASE.moves()).noneMatch(move -> move.actors().contains(Actor.RP));
    assertThat(Machines.ORDER.moves()).noneMatch(move -> move.actors().contains(Actor.BR));
  }

  @Test
  void a_row_that_is_not_whole_is_refused() {
    assertThatThrownBy(() -> Machine.read("x", "a draft", "", "X1 | go | a | b"))
        .hasMessage("six columns: X1 | go | a | b");
    assertThatThrownBy(() -> Machines.CASE.status("lost")).hasMessage("no such state: lost");
  }

  @Test
  void a_row_says_what_its_move_wants() {
    assertThat(Machines.ORDER.row("O20"))
        .isEqualTo(
            new Move(
                "O20",
                "correct",
                Set.of("performed"),
                Machine.SAME,
                Set.of(Actor.RP),
                List.of("performed-date"),
                List.of("kva"),
                Optional.empty(),
                Optional.of(Move.Guard.CORRECTABLE)));
  }

  private static Set<String> reachable(Machine machine) {
    Set<String> reached = new HashSet<>();
    machine.moves().stream()
        .filter(move -> move.from().isEmpty())
        .forEach(m -> reached.add(m.to()));
    Deque<String> open = new ArrayDeque<>(reached);
    while (!open.isEmpty()) {
      String state = open.pop();
      for (Move move : machine.moves()) {
        if (move.leaves(state) && !MARKS.contains(move.to()) && reached.add(move.to())) {
          open.push(move.to());
        }
      }
    }
    return reached;
  }
}
