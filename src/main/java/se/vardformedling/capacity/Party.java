package se.vardformedling.capacity;

/** Who moves an announcement or a response to it. */
enum Party {
  /** Who published the announcement. */
  ANNOUNCER,
  /** Who answered it. */
  RESPONDER,
  /** The server itself. */
  SERVER
}
