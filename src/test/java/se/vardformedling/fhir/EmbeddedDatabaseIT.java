package se.vardformedling.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The server process itself, without Spring: what a crash at any moment leaves, and who may log in.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("a server process")
class EmbeddedDatabaseIT {
  private static final String PROGRAMS =
      Path.of("target/it-postgres-programs").toAbsolutePath().toString();
  private final Path folder = Path.of("target/it", UUID.randomUUID().toString()).toAbsolutePath();

  @Test
  void what_was_written_is_there_after_a_restart() throws Exception {
    try (EmbeddedDatabase first = EmbeddedDatabase.start(folder, PROGRAMS)) {
      execute(first, "create table kept as select 42 as n");
    }
    try (EmbeddedDatabase second = EmbeddedDatabase.start(folder, PROGRAMS)) {
      assertThat(query(second, "select n from kept")).isEqualTo("42");
    }
  }

  @Test
  void commits_reach_the_disk_before_they_are_acknowledged() throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, PROGRAMS)) {
      assertThat(
              List.of(
                  query(database, "show fsync"),
                  query(database, "show synchronous_commit"),
                  query(database, "show full_page_writes")))
          .containsOnly("on");
      assertThat(query(database, "show server_version")).startsWith("18.");
    }
  }

  @Test
  void nobody_logs_in_without_the_password_that_only_the_owner_can_read() throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, PROGRAMS)) {
      assertThatThrownBy(
              () -> DriverManager.getConnection(database.url(), database.owner(), "guess").close())
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
      assertThatThrownBy(
              () -> DriverManager.getConnection(database.url(), "postgres", "guess").close())
          .isInstanceOf(SQLException.class);
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(folder.resolve("postgres-password"))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void a_second_program_on_the_same_folder_is_refused_with_what_to_do() throws Exception {
    try (EmbeddedDatabase ignored = EmbeddedDatabase.start(folder, PROGRAMS)) {
      assertThatThrownBy(() -> EmbeddedDatabase.start(folder, PROGRAMS))
          .isInstanceOf(DataFolderInUseException.class)
          .hasMessageContaining("VF_DATA_DIR");
    }
  }

  @Test
  void a_server_left_by_a_killed_program_is_adopted_with_all_its_data() throws Exception {
    Process program = startProgram();
    program.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    long server = postmaster();
    assertThat(ProcessHandle.of(server)).isPresent();

    try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, PROGRAMS)) {
      assertThat(postmaster()).isEqualTo(server);
      assertThat(query(database, "select n from kept")).isEqualTo("42");
    }
    assertThat(ProcessHandle.of(server).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void a_killed_server_recovers_what_was_committed() throws Exception {
    Process program = startProgram();
    program.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    ProcessHandle server = ProcessHandle.of(postmaster()).orElseThrow();
    server.destroyForcibly();
    server.onExit().get(10, TimeUnit.SECONDS);

    try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, PROGRAMS)) {
      assertThat(query(database, "select n from kept")).isEqualTo("42");
    }
  }

  @Test
  void a_server_that_is_killed_under_the_program_serves_again_by_itself() throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, PROGRAMS)) {
      execute(database, "create table kept as select 42 as n");
      long killed = postmaster();
      ProcessHandle.of(killed).orElseThrow().destroyForcibly();

      await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(query(database, "select n from kept")).isEqualTo("42"));
      assertThat(postmaster()).isNotEqualTo(killed);
    }
  }

  private Process startProgram() throws IOException {
    Process program =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    while (line != null && !line.equals("written")) {
      line = out.readLine();
    }
    assertThat(line).isEqualTo("written");
    return program;
  }

  private long postmaster() throws IOException {
    return Long.parseLong(
        Files.readAllLines(folder.resolve("postgres/postmaster.pid")).get(0).strip());
  }

  private static void execute(EmbeddedDatabase database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(EmbeddedDatabase database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static Connection connect(EmbeddedDatabase database) throws SQLException {
    return DriverManager.getConnection(database.url(), database.owner(), database.password());
  }

  /** A program of its own, to be killed. */
  static final class Program {
    public static void main(String[] args) throws Exception {
      EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(args[0]), PROGRAMS);
      execute(database, "create table kept as select 42 as n");
      System.out.println("written");
      Thread.sleep(60_000);
    }
  }
}
