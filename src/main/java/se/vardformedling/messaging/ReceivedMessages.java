package se.vardformedling.messaging;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import se.vardformedling.messaging.sdk.FileRules;
import se.vardformedling.messaging.sdk.SdkMessage;
import se.vardformedling.messaging.sdk.SdkMessages;

/** Reads stored messages. */
final class ReceivedMessages {
  private ReceivedMessages() {}

  static Received read(byte[] content, String caseRoot) {
    SdkMessage message = SdkMessages.read(content);
    return new Received(
        message.sender().participant(),
        message.sender().function(),
        message.id(),
        message.conversation(),
        message.answers(),
        caseId(message, caseRoot),
        message.created(),
        message.subject(),
        message.confidential(),
        message.documents().stream()
            .map(SdkMessage.Document::text)
            .filter(text -> !text.isBlank())
            .collect(Collectors.joining("\n\n")),
        message.documents().stream()
            .flatMap(document -> document.files().stream())
            .map(f -> new Packet.File(FileRules.clean(f.name()), f.type(), f.content()))
            .toList());
  }

  /** As the sender returned it to us, else as the sender has it. */
  static Optional<String> caseId(SdkMessage message, String root) {
    return java.util.stream.Stream.of(message.recipient(), message.sender())
        .map(SdkMessage.Party::references)
        .flatMap(List::stream)
        .filter(reference -> reference.root().equals(root))
        .map(SdkMessage.Reference::extension)
        .findFirst();
  }
}
