package se.vardformedling.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import se.vardformedling.identifier.CaseId;
import se.vardformedling.messaging.sdk.SdkMessage;
import se.vardformedling.messaging.sdk.SdkMessageWriter;
import se.vardformedling.messaging.sdk.SdkProfile;

class ReceivedMessagesTest {
  private static final SdkProfile PROFILE = SdkProfile.published();
  private static final String ROOT = PROFILE.caseReferenceRoot();
  private final String one = CaseId.mint().value();
  private final String other = CaseId.mint().value();

  @Test
  void every_case_that_either_party_refers_to_is_read_so_that_two_can_be_told_from_one() {
    assertThat(read(List.of(one), List.of(other)).cases()).containsExactlyInAnyOrder(one, other);
    assertThat(read(List.of(one), List.of(one)).cases()).containsExactly(one);
    assertThat(read(List.of(), List.of(one, "x".repeat(5000))).cases()).containsExactly(one);
  }

  @Test
  void the_packet_is_read_if_the_sender_says_it() {
    assertThat(read(List.of(), List.of()).packet()).isEmpty();
    Received one = read(message(List.of(), List.of(packet("p-1"))));
    assertThat(one.packet()).contains("p-1");
    assertThat(one.takesBack()).isEmpty();
  }

  @Test
  void the_packets_that_it_takes_back_are_named_after_its_own() {
    Received recall =
        read(message(List.of(), List.of(packet("p-3"), packet("p-1"), packet("p-2"))));
    assertThat(recall.packet()).contains("p-3");
    assertThat(recall.takesBack()).containsExactlyInAnyOrder("p-1", "p-2");
  }

  private static SdkMessage.Reference packet(String id) {
    return new SdkMessage.Reference(PROFILE.packetReferenceRoot(), id, Optional.empty());
  }

  private static Received read(List<String> recipients, List<String> senders) {
    return read(message(references(recipients), references(senders)));
  }

  private static Received read(SdkMessage message) {
    return ReceivedMessages.read(SdkMessageWriter.write(message, PROFILE), PROFILE);
  }

  private static List<SdkMessage.Reference> references(List<String> cases) {
    return Stream.concat(cases.stream(), Stream.of("dnr 17"))
        .map(id -> new SdkMessage.Reference(ROOT, id, Optional.empty()))
        .toList();
  }

  private static SdkMessage message(
      List<SdkMessage.Reference> recipients, List<SdkMessage.Reference> senders) {
    String id = "0b5a8a2e-3c0a-4a3e-9d5e-6f1f2a3b4c5d";
    return new SdkMessage(
        id,
        id,
        Optional.empty(),
        Instant.EPOCH,
        "Remiss",
        false,
        new SdkMessage.Party("0203:a.example", "f", Optional.empty(), senders),
        new SdkMessage.Party("0203:b.example", "g", Optional.empty(), recipients),
        List.of(new SdkMessage.Document("1", "Remiss", "Hej", List.of())));
  }
}
