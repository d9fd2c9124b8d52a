package se.vardformedling.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LanesTest {
  private final Lanes lanes = new Lanes(3, 2);

  private static Lanes.Turn turn(String party, int message) {
    return new Lanes.Turn(party, party + message, party + message + " 0");
  }

  @Test
  void a_party_that_does_not_answer_takes_its_own_places_and_leaves_one_for_the_others() {
    assertThat(lanes.enter(turn("hangs", 1))).isTrue();
    assertThat(lanes.enter(turn("hangs", 2))).isTrue();
    assertThat(lanes.enter(turn("hangs", 3))).isFalse();
    assertThat(lanes.enter(turn("answers", 1))).isTrue();
    assertThat(lanes.enter(turn("another", 1))).as("all places are taken").isFalse();
  }

  @Test
  void parties_that_did_not_answer_last_get_one_place_each_and_half_of_all_until_they_do() {
    Lanes four = new Lanes(4, 2);
    for (String party : new String[] {"a", "b", "c"}) {
      four.heard(party, false);
    }
    assertThat(four.enter(turn("a", 1))).isTrue();
    assertThat(four.enter(turn("a", 2))).isFalse();
    assertThat(four.enter(turn("b", 1))).isTrue();
    assertThat(four.enter(turn("c", 1))).as("half is taken").isFalse();
    assertThat(four.enter(turn("answers", 1))).isTrue();

    four.heard("c", true);
    assertThat(four.next()).contains(turn("c", 1));
  }

  @Test
  void a_message_is_never_sent_by_two_tries_at_once() {
    Lanes.Turn first = turn("a", 1);
    assertThat(lanes.enter(first)).isTrue();
    assertThat(lanes.enter(new Lanes.Turn("a", first.messageId(), "next"))).isFalse();
  }

  @Test
  void who_leaves_makes_room_for_the_first_that_may_go_and_each_goes_once() {
    Lanes.Turn hangs = turn("hangs", 1);
    lanes.enter(hangs);
    lanes.enter(turn("hangs", 2));
    Lanes.Turn answers = turn("answers", 1);
    lanes.enter(answers);
    lanes.enter(turn("hangs", 3));
    lanes.enter(turn("another", 1));
    lanes.enter(turn("another", 2));
    assertThat(lanes.next()).isEmpty();

    lanes.leave(answers);
    assertThat(lanes.next()).contains(turn("another", 1));
    assertThat(lanes.next()).isEmpty();
    lanes.leave(hangs);
    assertThat(lanes.next()).contains(turn("hangs", 3));
  }

  @Test
  void who_was_woken_by_its_timer_meanwhile_waits_no_more() {
    lanes.enter(turn("a", 1));
    lanes.enter(turn("a", 2));
    lanes.enter(turn("a", 3));
    lanes.leave(turn("a", 1));
    assertThat(lanes.enter(turn("a", 3))).isTrue();
    lanes.leave(turn("a", 3));
    assertThat(lanes.next()).isEmpty();
  }
}
