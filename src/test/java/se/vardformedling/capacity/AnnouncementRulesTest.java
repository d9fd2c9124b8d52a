package se.vardformedling.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnnouncementRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final Set<String> ENDED = Set.of("completed", "cancelled", "failed", "rejected");

  @Test
  void an_announcement_stands_for_thirty_days_at_most_and_ends_in_the_future() {
    assertThat(AnnouncementRules.period(NOW, NOW.plus(Duration.ofDays(30)), NOW)).isEmpty();
    assertThat(AnnouncementRules.period(NOW, NOW.plus(Duration.ofDays(31)), NOW))
        .contains("at most 30 days");
    assertThat(AnnouncementRules.period(NOW, NOW, NOW)).contains("ends after it begins");
    assertThat(AnnouncementRules.period(NOW.minusSeconds(9), NOW.minusSeconds(1), NOW))
        .contains("ends in the future");
  }

  @Test
  void it_is_live_from_its_first_second_until_its_last_and_not_in_it() {
    Instant end = NOW.plusSeconds(60);
    assertThat(AnnouncementRules.live("published", NOW, end, NOW)).isTrue();
    assertThat(AnnouncementRules.live("agreed", NOW, end, end.minusMillis(1))).isTrue();
    assertThat(AnnouncementRules.live("published", NOW, end, end)).isFalse();
    assertThat(AnnouncementRules.live("published", NOW, end, NOW.minusMillis(1))).isFalse();
    assertThat(AnnouncementRules.live("closed", NOW, end, NOW)).isFalse();
    assertThat(AnnouncementRules.live("draft", NOW, end, NOW)).isFalse();
  }

  @Test
  void the_number_of_places_never_falls_below_what_is_agreed_on() {
    assertThat(AnnouncementRules.remaining(10, 4, 8)).contains(2);
    assertThat(AnnouncementRules.remaining(10, 4, 6)).contains(0);
    assertThat(AnnouncementRules.remaining(10, 4, 5)).isEmpty();
    assertThat(AnnouncementRules.places(0)).isFalse();
    assertThat(AnnouncementRules.places(501)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Machines.class)
  void every_row_leads_between_states_there_are_and_no_verb_means_two_things(Machines machine) {
    for (Row row : machine.rows()) {
      assertThat(machine.states()).containsAll(row.from()).contains(row.to());
    }
    for (String state : machine.states()) {
      Set<String> verbs = new HashSet<>();
      machine
          .available(state, EnumSet.allOf(Party.class))
          .forEach(row -> assertThat(verbs.add(row.verb())).as(state + " " + row).isTrue());
    }
  }

  @ParameterizedTest
  @EnumSource(Machines.class)
  void a_walk_stops_where_it_has_ended_and_nowhere_else(Machines machine) {
    Random random = new Random(20_261_125);
    for (int walk = 0; walk < 2_000; walk++) {
      String state = machine == Machines.ANNOUNCEMENT ? "draft" : "requested";
      for (int step = 0; step < 20; step++) {
        String from = state;
        List<Row> out = machine.rows().stream().filter(row -> row.from().contains(from)).toList();
        boolean agreed = machine == Machines.RESPONSE && state.equals("accepted");
        assertThat(out.isEmpty())
            .as(state)
            .isEqualTo(agreed || ENDED.contains(machine.status(state)));
        if (out.isEmpty()) {
          break;
        }
        state = out.get(random.nextInt(out.size())).to();
      }
    }
  }

  @Test
  void only_who_announced_decides_and_only_who_answered_takes_an_answer_back() {
    assertThat(Machines.RESPONSE.available("requested", Set.of(Party.ANNOUNCER)))
        .extracting(Row::verb)
        .containsExactlyInAnyOrder("accept", "reject");
    assertThat(Machines.RESPONSE.available("requested", Set.of(Party.RESPONDER)))
        .extracting(Row::verb)
        .containsExactly("withdraw");
    assertThat(Machines.ANNOUNCEMENT.available("published", Set.of())).isEmpty();
  }
}
