package se.vardformedling.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DrawnIdsTest {

  @Test
  void an_id_that_could_be_a_persons_number_is_drawn_again() {
    Iterator<UUID> drawn =
        List.of(
                "0b1c2d3e-4f50-4a6b-8c7d-191212121212",
                "19121212-1212-4a6b-8c7d-0e1f2a3b4c5d",
                "0b1c2d3e-4f50-4a6b-8c7d-0e1f2a3b4c5d")
            .stream()
            .map(UUID::fromString)
            .iterator();

    assertThat(DrawnIds.firstOf(drawn::next)).isEqualTo("0b1c2d3e-4f50-4a6b-8c7d-0e1f2a3b4c5d");
  }
}
