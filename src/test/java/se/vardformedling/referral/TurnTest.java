package se.vardformedling.referral;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnTest {

  @Test
  void every_open_state_is_somebodys_move_and_an_ended_one_nobodys() {
    for (String state : Machines.CASE.states().keySet()) {
      List<Turn> whose =
          Arrays.stream(Turn.values())
              .filter(
                  turn -> turn.always().contains(state) || turn.unlessAnswered().contains(state))
              .toList();

      assertThat(whose).as(state).hasSize(Machines.CASE.ended(state) ? 0 : 1);
      assertThat(Turn.of(state, 1)).as(state).isEqualTo(whose.stream().findFirst());
    }
  }

  @Test
  void while_providers_are_asked_it_is_theirs_until_all_of_them_ask_back() {
    assertThat(Turn.of("inquiring", 1)).contains(Turn.PROVIDER);
    assertThat(Turn.of("inquiring", 0)).contains(Turn.BROKER);
    assertThat(Turn.of("scheduled", 0)).contains(Turn.PROVIDER);
  }

  @Test
  void an_order_is_the_providers_until_it_is_accepted_and_then_the_documents_are_the_clinics() {
    assertThat(Turn.of("provider-selected", 1)).contains(Turn.PROVIDER);
    assertThat(Turn.of("provider-selected", 0)).contains(Turn.REFERRER);
    assertThat(Turn.PROVIDER.unlessAnswered())
        .containsExactlyInAnyOrder("inquiring", "provider-selected");
    assertThat(Turn.REFERRER.onceAnswered()).containsExactly("provider-selected");
    assertThat(Turn.BROKER.onceAnswered()).containsExactly("inquiring");
  }

  @Test
  void a_name_of_an_address_is_read_back_and_nonsense_is_nobody() {
    assertThat(Turn.named("broker")).contains(Turn.BROKER);
    assertThat(Turn.named("BROKER")).isEmpty();
    assertThat(Turn.named("")).isEmpty();
  }
}
