package se.vardformedling.messaging;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.vardformedling.identifier.CaseId;
import se.vardformedling.messaging.sdk.FileRules;
import se.vardformedling.messaging.sdk.SdkMessage;
import se.vardformedling.messaging.sdk.SdkMessages;
import se.vardformedling.messaging.sdk.SdkProfile;

/** Reads stored messages. */
final class ReceivedMessages {
  private static final int LONGEST = 100;

  private ReceivedMessages() {}

  static Received read(byte[] content, SdkProfile profile) {
    SdkMessage message = SdkMessages.read(content);
    return new Received(
        message.sender().participant(),
        message.sender().function(),
        message.id(),
        message.conversation(),
        message.answers(),
        cases(message, profile.caseReferenceRoot()),
        packets(references(message, profile.packetReferenceRoot())).findFirst(),
        packets(references(message.sender(), profile.packetReferenceRoot()))
            // The first is its own.
            .skip(1)
            .collect(Collectors.toSet()),
        message.created(),
        message.subject(),
        message.confidential(),
        message.documents().stream()
            .map(SdkMessage.Document::text)
            .filter(text -> !text.isBlank())
            .collect(Collectors.joining("\n\n")),
        message.documents().stream()
            .flatMap(document -> document.files().stream())
            .map(f -> new Packet.File(FileRules.clean(f.name(), f.type()), f.type(), f.content()))
            .toList());
  }

  /** All that are case IDs; more than one is for a person to judge. */
  static Set<String> cases(SdkMessage message, String root) {
    return references(message, root)
        .map(CaseId::parse)
        .flatMap(Optional::stream)
        .map(CaseId::value)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** As the sender returned them to us, then as the sender has them. */
  private static Stream<String> references(SdkMessage message, String root) {
    return Stream.of(message.recipient(), message.sender())
        .flatMap(party -> references(party, root));
  }

  private static Stream<String> references(SdkMessage.Party party, String root) {
    return party.references().stream()
        .filter(reference -> reference.root().equals(root))
        .map(SdkMessage.Reference::extension);
  }

  private static Stream<String> packets(Stream<String> said) {
    return said.filter(packet -> packet.length() <= LONGEST);
  }
}
