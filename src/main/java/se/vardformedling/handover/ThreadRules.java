package se.vardformedling.handover;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.vardformedling.identifier.CaseId;

/** Which case a message belongs to, and which thread a case's messages are in. */
final class ThreadRules {
  /** Ours, made once; a name in it is a case ID or something of a message. */
  private static final UUID NAMESPACE = UUID.fromString("5f0a3a52-6f0e-5d0b-9a53-0f2f1c1f7a10");

  private ThreadRules() {}

  /**
   * What the traces of a message say.
   *
   * @param caseId empty when none says anything, or when they disagree
   * @param disagreed two cases are named: no program may choose between them
   */
  record Belonging(Optional<CaseId> caseId, boolean disagreed) {}

  /** All messages of a case are in one thread, whoever sends them (SDK's conversationId). */
  static String conversation(CaseId caseId) {
    return named(caseId.value());
  }

  /** The same name always gives the same id (UUID version 5, RFC 9562 section 5.5). */
  static String named(String name) {
    byte[] digest = sha1(name);
    digest[6] = (byte) ((digest[6] & 0x0f) | 0x50);
    digest[8] = (byte) ((digest[8] & 0x3f) | 0x80);
    ByteBuffer bytes = ByteBuffer.wrap(Arrays.copyOf(digest, 16));
    return new UUID(bytes.getLong(), bytes.getLong()).toString();
  }

  /** Traces that are no case IDs say nothing; all that are must be the same. */
  @SafeVarargs
  static Belonging belonging(Optional<String>... traces) {
    Set<String> cases =
        Stream.of(traces)
            .flatMap(Optional::stream)
            .map(CaseId::parse)
            .flatMap(Optional::stream)
            .map(CaseId::value)
            .collect(Collectors.toCollection(TreeSet::new));
    return new Belonging(
        cases.size() == 1 ? cases.stream().findFirst().map(CaseId::new) : Optional.empty(),
        cases.size() > 1);
  }

  private static byte[] sha1(String name) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      digest.update(
          ByteBuffer.allocate(16)
              .putLong(NAMESPACE.getMostSignificantBits())
              .putLong(NAMESPACE.getLeastSignificantBits())
              .array());
      return digest.digest(name.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
