package se.vardformedling.referral;

import se.vardformedling.security.Caller;

/** Who moves a case. */
enum Actor {
  /** The referring clinic: the unit that registered the need. */
  RC,
  /** The broker of the home region. */
  BR,
  /** The receiving provider: the unit that owns the Task. */
  RP,
  /** The server itself. */
  SYS,
  /** Who a question goes to, whichever of the three it is. */
  ASKED,
  /** Who asked it. */
  ASKER;

  /** What a caller is by its role, whatever the case. */
  static Actor of(Caller caller) {
    return switch (caller.role()) {
      case REMITTENT -> RC;
      case VARDFORMEDLARE -> BR;
      case MOTTAGARE -> RP;
      default -> SYS;
    };
  }
}
