package se.vardformedling.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdsTest {

  @Test
  void every_drawn_id_is_kept_whatever_digits_chance_gives_it() {
    Random chance = new Random(20261126);

    for (int i = 0; i < 20_000; i++) {
      byte[] drawn = new byte[16];
      chance.nextBytes(drawn);
      UUID any = UUID.nameUUIDFromBytes(drawn);
      assertThat(RequestIds.usable(any.toString())).as(any.toString()).isTrue();
    }
    assertThat(RequestIds.usable("4e720867-2431-4c1e-8c1e-13ebb5a9838e")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "19121212-1212-4000-8000-000000000001",
        "00121212-1212-0000-0000-000000000000",
        "00121212-1212-0000-0000-0000000000ff",
        "00121212-1212-4000-8000-000000000000",
        "00000000-0000-4c1e-8c1e-191212121212",
        "not-a-uuid"
      })
  void what_was_made_to_carry_a_number_is_not_kept(String made) {
    assertThat(RequestIds.usable(made)).isFalse();
  }
}
