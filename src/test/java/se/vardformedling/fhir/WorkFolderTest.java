package se.vardformedling.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {
  @TempDir private Path data;

  @Test
  void what_a_kill_has_left_is_gone_at_the_next_start_and_nothing_else_is() throws Exception {
    Path left = Files.createDirectories(data.resolve("work/as4/deep")).resolve("remiss.tmp");
    Files.writeString(left, "Tolvan");
    Path database = Files.writeString(data.resolve("postgres-password"), "kept");

    try (WorkFolder work = new WorkFolder(data)) {
      assertThat(names()).containsExactly("lock");
      assertThat(work.of("as4")).isEqualTo(data.resolve("work/as4")).isEmptyDirectory();
      assertThat(database).hasContent("kept");
    }
  }

  @Test
  void only_the_program_may_look_into_it() throws Exception {
    Files.createDirectories(data.resolve("work"));
    Files.setPosixFilePermissions(
        data.resolve("work"), PosixFilePermissions.fromString("rwxr-xr-x"));

    try (WorkFolder work = new WorkFolder(data)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(work.of("."))))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void it_is_emptied_when_the_program_stops() throws Exception {
    try (WorkFolder work = new WorkFolder(data)) {
      Files.writeString(work.of("tomcat").resolve("upload.tmp"), "Tolvan");
    }
    assertThat(names()).containsExactly("lock");
  }

  @Test
  void a_second_program_on_the_same_data_leaves_what_the_first_works_with() throws Exception {
    try (WorkFolder first = new WorkFolder(data)) {
      Path file = Files.writeString(first.of("as4").resolve("remiss.tmp"), "Tolvan");
      try (WorkFolder second = new WorkFolder(data)) {
        assertThat(second.of("as4")).isEqualTo(first.of("as4"));
        assertThat(file).hasContent("Tolvan");
      }
      assertThat(file).hasContent("Tolvan");
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("work"))) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }
}
