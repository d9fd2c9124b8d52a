package se.vardformedling.messaging.sdk;

/** Reads messages that were accepted before. */
public final class SdkMessages {
  private SdkMessages() {}

  /** The message in bytes that {@link Inbound} has accepted. */
  public static SdkMessage read(byte[] accepted) {
    try {
      return SdkMessageReader.read(Xml.read(accepted));
    } catch (Xml.UnreadableException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
