package se.vardformedling.referral;

/** Who moves a case. */
enum Actor {
  /** The referring clinic. */
  RC,
  /** The broker of the home region. */
  BR,
  /** The receiving provider. */
  RP,
  /** The server itself. */
  SYS
}
