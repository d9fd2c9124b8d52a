package se.vardformedling.enclosure;

import java.util.Collection;
import java.util.Set;

/** What a mark on the patient or a document means for a packet (OSL 22:1, PDL 4:4). */
final class ProtectionRules {
  private static final String BLOCKED = "sparr";
  private static final Set<String> PROTECTED =
      Set.of("sekretessmarkering", "skyddad-folkbokforing");

  private ProtectionRules() {}

  /** A spärr: nothing of it is sent. */
  static boolean blocked(Collection<String> marks) {
    return marks.contains(BLOCKED);
  }

  /** The message is marked confidential, and where the patient lives is not told. */
  static boolean confidential(Collection<String> marks) {
    return marks.stream().anyMatch(PROTECTED::contains);
  }
}
