package se.vardformedling.handover;

import java.util.Locale;

/** How far a packet has come: as far as the last of its messages. */
public enum PacketState {
  /** At least one message is not accepted yet. */
  SENDING,
  /** The receiver has accepted every message. */
  DELIVERED,
  /** A message was rejected or not delivered: a person has been told. */
  FAILED,
  /** Taken back by the sender. */
  RECALLED;

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static PacketState of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
