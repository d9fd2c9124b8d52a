package se.vardformedling.messaging;

import java.util.Locale;

/** How far a message of ours has come. Sent is not received is not accepted. */
public enum MessageState {
  /** It will be sent. */
  QUEUED,
  /** It has been sent at least once; no receipt yet. */
  SENT,
  /** The recipient's access point has given a receipt. */
  RECEIVED,
  /** The recipient has answered that it takes the message. */
  ACCEPTED,
  /** The recipient has answered that it does not. */
  REJECTED,
  /** No receipt after the last try, or no answer in time: a person has been told. */
  FAILED;

  String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  static MessageState of(String column) {
    return valueOf(column.toUpperCase(Locale.ROOT));
  }
}
