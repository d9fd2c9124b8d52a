package se.vardformedling.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import se.vardformedling.fhir.NodeRole;

class SightTest {
  private static final Caller SYSTEM =
      new Caller(
          "journal",
          Role.JOURNALSYSTEM,
          Optional.of("20"),
          Optional.empty(),
          Set.of("A"),
          Optional.of(Set.of("system/*.rs")));

  @Test
  void a_system_stands_while_it_is_registered_for_the_same() {
    assertThat(stands(SYSTEM, new SystemClients.Registered(Role.JOURNALSYSTEM, "20", Set.of("A"))))
        .isTrue();
    assertThat(
            stands(
                SYSTEM, new SystemClients.Registered(Role.JOURNALSYSTEM, "20", Set.of("A", "B"))))
        .isTrue();
  }

  @Test
  void a_system_whose_registration_is_gone_or_narrower_does_not() {
    assertThat(stands(SYSTEM, null)).isFalse();
    assertThat(stands(SYSTEM, new SystemClients.Registered(Role.JOURNALSYSTEM, "20", Set.of("B"))))
        .isFalse();
    assertThat(stands(SYSTEM, new SystemClients.Registered(Role.JOURNALSYSTEM, "14", Set.of("A"))))
        .isFalse();
    assertThat(stands(SYSTEM, new SystemClients.Registered(Role.ANALYTIKER, "20", Set.of("A"))))
        .isFalse();
  }

  @Test
  void a_person_is_registered_nowhere_here() {
    assertThat(
            stands(new Caller("p", Role.VARDFORMEDLARE, Optional.of("20"), Optional.empty()), null))
        .isTrue();
  }

  private static boolean stands(
      Caller earlier, SystemClients.@org.jspecify.annotations.Nullable Registered now) {
    return new Sight(NodeRole.NATIONAL, List.of(), id -> Optional.ofNullable(now)).stands(earlier);
  }
}
