package se.vardformedling.fhir;

import java.util.Locale;

/** The two kinds of node that the one program can be ({@code vf.node.role}). */
public enum NodeRole {
  /** The cases, what can be found, and nobody's identity. */
  NATIONAL,
  /** An organisation's own: patients, documents, and the way to the other organisations. */
  REGIONAL;

  /**
   * What the operator has written.
   *
   * @throws RefusedStart it is neither
   */
  public static NodeRole of(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "national" -> NATIONAL;
      case "regional" -> REGIONAL;
      default -> throw new UnknownRoleException();
    };
  }

  private static final class UnknownRoleException extends RefusedStart {
    private static final long serialVersionUID = 1;

    UnknownRoleException() {
      super("VF_NODE_ROLE is national or regional; nothing else is.");
    }
  }
}
