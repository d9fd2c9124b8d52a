package se.vardformedling.fault;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL server that is killed and started again on the same folder and port. */
final class KilledDatabase implements AutoCloseable {
  private final Path folder;
  private final int port;
  private EmbeddedPostgres server;

  KilledDatabase(Path folder) throws IOException {
    this.folder = folder;
    try (ServerSocket socket = new ServerSocket(0)) {
      this.port = socket.getLocalPort();
    }
    this.server = run();
  }

  private EmbeddedPostgres run() throws IOException {
    return EmbeddedPostgres.builder()
        .setOverrideWorkingDirectory(Path.of("target/it-postgres-programs").toFile())
        .setDataDirectory(folder)
        .setCleanDataDirectory(false)
        .setPort(port)
        // What it has to make good after a kill, the disk of a busy machine may keep waiting.
        .setPGStartupWait(Duration.ofMinutes(2))
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .start();
  }

  EmbeddedPostgres server() {
    return server;
  }

  /** Kills it, with signal 9, and starts it again when all its processes are gone. */
  void kill() throws IOException, InterruptedException {
    ProcessHandle postmaster =
        ProcessHandle.of(
                Long.parseLong(Files.readAllLines(folder.resolve("postmaster.pid")).get(0).strip()))
            .orElseThrow();
    List<ProcessHandle> all = new ArrayList<>(postmaster.descendants().toList());
    postmaster.destroyForcibly();
    all.add(postmaster);
    for (int waits = 0; all.stream().anyMatch(ProcessHandle::isAlive); waits++) {
      if (waits > 600) {
        throw new AssertionError("PostgreSQL has not ended");
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    server.close();
    server = run();
  }

  void change(String database, String statement) throws SQLException {
    try (Connection connection = server.getDatabase("postgres", database).getConnection();
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  List<String> strings(String database, String query) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = server.getDatabase("postgres", database).getConnection();
        Statement sql = connection.createStatement();
        ResultSet rows = sql.executeQuery(query)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
