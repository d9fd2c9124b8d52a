package se.vardformedling.fhir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Where the program keeps files only while it works with them: the folder {@code work} of its data.
 * They may be patients' documents, so nobody else may look into it, and it is emptied when the
 * program starts and stops: what a kill leaves does not stay.
 */
@Component
public final class WorkFolder implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WorkFolder.class);
  private static final String LOCK = "lock";
  private final Path folder;
  private final FileChannel lock;
  private final boolean alone;

  WorkFolder(@Value("${vf.data-dir}") Path dataDir) throws IOException {
    this.folder = Files.createDirectories(dataDir.toAbsolutePath().normalize().resolve("work"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    this.lock =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    this.alone = isAlone();
    empty();
  }

  /** A folder in it, which is there from now on. */
  public Path of(String name) {
    try {
      return Files.createDirectories(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    empty();
    lock.close();
  }

  /** Another program on the same data, with a database elsewhere, keeps what it works with. */
  private boolean isAlone() throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private void empty() {
    if (!alone) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.equals(folder) && !path.equals(folder.resolve(LOCK))) {
          Files.deleteIfExists(path);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      log.error("{} could not be emptied; it may hold patients' documents", folder, e);
    }
  }
}
