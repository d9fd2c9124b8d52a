package se.vardformedling.imports;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What others have done stands in the way; the fault says what, and what to do about it. */
final class Conflict extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT)
          .withZone(ZoneId.of("Europe/Stockholm"));

  private final transient ImportFault fault;

  private Conflict(String key, String swedish, String english) {
    super("conflict");
    this.fault = new ImportFault(0, 0, key, "conflict", swedish, english);
  }

  ImportFault fault() {
    return fault;
  }

  /** What was previewed is no longer what is stored. */
  static Conflict sincePreview(String key) {
    return new Conflict(
        key,
        "Detta har ändrats sedan filen granskades. Skicka filen igen, så granskas den mot det som gäller nu.",
        "This has changed since the file was previewed. Send the file again, and it is judged against what holds now.");
  }

  /** What was published is no longer what is stored, and it was not a file that changed it. */
  static Conflict sincePublished(String key) {
    return new Conflict(
        key,
        "Detta har ändrats för hand eller av katalogen sedan filen publicerades, och ångras inte under den ändringen.",
        "This has been changed by hand or by the catalogue since the file was published, and is not undone under that change.");
  }

  /**
   * A later file speaks of the same.
   *
   * @param file its name
   * @param sent when it was sent
   */
  static Conflict laterFile(String key, String file, Instant sent) {
    String which = file + " (" + WHEN.format(sent) + ")";
    return new Conflict(
        key,
        "En senare fil säger något om samma sak: ångra först " + which + ".",
        "A later file speaks of the same thing: first undo " + which + ".");
  }

  /** Another did the same at the same moment, and was first. */
  static Conflict atOnce(boolean publishing) {
    return publishing
        ? new Conflict(
            "",
            "Någon annan publicerade detsamma samtidigt. Skicka filen igen, så granskas den mot det som gäller nu.",
            "Somebody else published the same at the same moment. Send the file again, and it is judged against what holds now.")
        : new Conflict(
            "",
            "Någon annan ändrade detsamma samtidigt. Försök ångra igen.",
            "Somebody else changed the same at the same moment. Try to undo again.");
  }
}
