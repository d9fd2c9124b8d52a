package se.vardformedling.fhir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The embedded server's password: drawn once, in a file that only its owner can read. */
final class DatabasePassword {
  private DatabasePassword() {}

  static String in(Path file) throws IOException {
    if (Files.exists(file)) {
      return Files.readString(file).strip();
    }
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    // Whole or not at all: with an empty one nobody could ever sign in again.
    Path begun = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(begun);
    Files.createFile(
        begun, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(begun, password);
    Files.move(begun, file, StandardCopyOption.ATOMIC_MOVE);
    return password;
  }
}
