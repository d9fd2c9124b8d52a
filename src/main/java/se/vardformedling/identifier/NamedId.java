package se.vardformedling.identifier;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.UUID;

/** Ids that follow from a name (UUID version 5, RFC 9562 section 5.5). */
public final class NamedId {
  /** Ours, made once; a name in it is a case ID or something of a message. */
  private static final UUID NAMESPACE = UUID.fromString("5f0a3a52-6f0e-5d0b-9a53-0f2f1c1f7a10");

  private NamedId() {}

  /** The same name always gives the same id. */
  public static String of(String name) {
    byte[] digest = sha1(name);
    digest[6] = (byte) ((digest[6] & 0x0f) | 0x50);
    digest[8] = (byte) ((digest[8] & 0x3f) | 0x80);
    ByteBuffer bytes = ByteBuffer.wrap(Arrays.copyOf(digest, 16));
    return new UUID(bytes.getLong(), bytes.getLong()).toString();
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
