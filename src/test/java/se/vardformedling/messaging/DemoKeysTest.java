package se.vardformedling.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoKeysTest {
  @TempDir Path folder;

  @Test
  void a_node_is_on_this_machine_unless_the_line_says_where() {
    assertThat(
            DemoKeys.written(
                List.of("a", "b@node-b:8444", "c=20:UNIT-1,UNIT-2", "d@10.0.0.7:8444=14:UNIT-3")))
        .containsExactly(
            new DemoKeys.Node("a", "127.0.0.1", 8451),
            new DemoKeys.Node("b", "node-b", 8444),
            new DemoKeys.Node("c", "127.0.0.1", 8453, "20", List.of("UNIT-1", "UNIT-2")),
            new DemoKeys.Node("d", "10.0.0.7", 8444, "14", List.of("UNIT-3")));
    assertThatThrownBy(() -> DemoKeys.written(List.of("../elsewhere")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("../elsewhere is not NAME");
  }

  @Test
  void the_national_node_is_told_the_public_half_of_a_key_and_for_whom_it_acts() throws Exception {
    new DemoKeys(folder, Instant.parse("2026-11-26T00:00:00Z"), 2048)
        .make(DemoKeys.written(List.of("a=20:UNIT-1,UNIT-2")));

    assertThat(Files.readAllLines(folder.resolve("authority/national-systems.properties")))
        .containsExactly(
            "vf.security.systems[a].role=journalsystem",
            "vf.security.systems[a].region=20",
            "vf.security.systems[a].units=UNIT-1,UNIT-2");
    assertThat(Files.readString(folder.resolve("authority/national-clients.json")))
        .contains("\"client_id\":\"a\"", "\"UNIT-2\"", "\"crv\":\"P-384\"")
        .doesNotContain("\"d\":");
    Path secret = folder.resolve("a/national-client.pem");
    assertThat(Files.readString(secret)).startsWith("-----BEGIN PRIVATE KEY-----");
    assertThat(Files.getPosixFilePermissions(secret))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    assertThat(Files.readString(folder.resolve("a/node.properties")))
        .contains("vf.national.client-id=a", "vf.national.units=UNIT-1,UNIT-2");
  }
}
