package se.vardformedling.handover;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import se.vardformedling.messaging.Packet;
import se.vardformedling.messaging.Received;

class TextRulesTest {

  @Test
  void a_text_that_fhir_can_hold_is_left_as_it_is() {
    Received content = message("a".repeat(1_000_000));
    assertThat(TextRules.fit(content)).isSameAs(content);
  }

  @Test
  void a_longer_one_is_a_file_and_begins_the_message() {
    String text = "a".repeat(3_999) + "😀" + "ö".repeat(1_000_000);

    Received fit = TextRules.fit(message(text));

    assertThat(fit.text()).isEqualTo("a".repeat(3_999) + "…");
    assertThat(fit.files())
        .extracting(Packet.File::name)
        .containsExactly("a.pdf", "meddelande.txt");
    Packet.File file = fit.files().get(1);
    assertThat(file.type()).isEqualTo("text/plain");
    assertThat(new String(file.content(), StandardCharsets.UTF_8)).isEqualTo(text);
    assertThat(fit.subject()).isEqualTo("Fråga");
  }

  private static Received message(String text) {
    return new Received(
        "0203:a.example",
        "f",
        "m",
        "c",
        Optional.empty(),
        Set.of(),
        Optional.empty(),
        Set.of(),
        Instant.EPOCH,
        "Fråga",
        false,
        text,
        List.of(new Packet.File("a.pdf", "application/pdf", new byte[0])));
  }
}
