package se.vardformedling.fhir;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL server process with its data in a folder, for trying and for small nodes. It
 * writes through to disk, asks for a password, and survives the program: a server left by a crash
 * is adopted at the next start.
 */
final class EmbeddedDatabase implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);
  private static final String ADMINISTRATOR = "postgres";
  private static final String NAME = "vardformedling";

  private final EmbeddedPostgres server;
  private final String password;
  private final FileLock lock;

  private EmbeddedDatabase(EmbeddedPostgres server, String password, FileLock lock) {
    this.server = server;
    this.password = password;
    this.lock = lock;
  }

  static EmbeddedDatabase start(Path dataDir, String binariesDir) throws IOException {
    Path home = Files.createDirectories(dataDir.toAbsolutePath().normalize());
    FileLock lock = lock(home);
    Path data = home.resolve("postgres");
    String password = password(home.resolve("postgres-password"));
    Path binaries =
        binariesDir.isBlank() ? home.resolve("bin") : Path.of(binariesDir).toAbsolutePath();
    int port = runningPort(data).orElseGet(EmbeddedDatabase::freePort);
    log.info("PostgreSQL starts on 127.0.0.1:{} with its data in {}", port, data);
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setOverrideWorkingDirectory(Files.createDirectories(binaries).toFile())
            .setRegisterShutdownHook(false)
            .setPGStartupWait(Duration.ofSeconds(60))
            .setPort(port)
            .setConnectConfig("password", password)
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("max_connections", "100")
            .setServerConfig("shared_buffers", "128MB")
            .setServerConfig("max_wal_size", "512MB")
            .start();
    EmbeddedDatabase database = new EmbeddedDatabase(server, password, lock);
    database.secure(data.resolve("pg_hba.conf"));
    return database;
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + NAME;
  }

  String username() {
    return NAME;
  }

  String password() {
    return password;
  }

  @Override
  public void close() throws IOException {
    server.close();
    lock.release();
    log.info("PostgreSQL has stopped");
  }

  /**
   * zonky sets up `trust`; a password and scram come before anything of ours is stored. Safe to
   * repeat after a crash.
   */
  private void secure(Path hba) throws IOException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres",
                ADMINISTRATOR,
                password);
        Statement sql = connection.createStatement()) {
      if (!exists(sql, "select 1 from pg_roles where rolname = '" + NAME + "'")) {
        sql.execute("create role " + NAME + " login password '" + password + "'");
      }
      if (!exists(sql, "select 1 from pg_database where datname = '" + NAME + "'")) {
        sql.execute("create database " + NAME + " owner " + NAME);
      }
      List<String> rules =
          List.of(
              "local all all scram-sha-256",
              "host all all 127.0.0.1/32 scram-sha-256",
              "host all all ::1/128 scram-sha-256");
      if (!Files.readAllLines(hba).equals(rules)) {
        sql.execute("alter role " + ADMINISTRATOR + " password '" + password + "'");
        Files.write(hba, rules);
        sql.execute("select pg_reload_conf()");
      }
      addExtensions();
    } catch (SQLException e) {
      throw new IOException("The embedded PostgreSQL could not be set up", e);
    }
  }

  /** The one extension that only an administrator may add; the others come with our migrations. */
  private void addExtensions() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url(), ADMINISTRATOR, password);
        Statement sql = connection.createStatement()) {
      sql.execute("create schema if not exists ext authorization " + NAME);
      sql.execute("create extension if not exists cube schema ext");
      sql.execute("create extension if not exists earthdistance schema ext");
    }
  }

  private static boolean exists(Statement sql, String query) throws SQLException {
    try (var rows = sql.executeQuery(query)) {
      return rows.next();
    }
  }

  private static FileLock lock(Path home) throws IOException {
    FileChannel channel =
        FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
    } catch (OverlappingFileLockException e) {
      log.debug("Held by this very program", e);
    }
    channel.close();
    throw new DataFolderInUseException(home);
  }

  private static String password(Path file) throws IOException {
    if (Files.exists(file)) {
      return Files.readString(file).strip();
    }
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, password);
    return password;
  }

  /**
   * The port of a server that still runs on this data: line 1 of its file is the process, line 4
   * the port.
   */
  private static Optional<Integer> runningPort(Path data) throws IOException {
    Path file = data.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(file);
    boolean alive =
        lines.size() >= 4
            && ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                .flatMap(process -> process.info().command())
                .filter(command -> command.contains("postgres"))
                .isPresent();
    return alive ? Optional.of(Integer.parseInt(lines.get(3).strip())) : Optional.empty();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("No free port for PostgreSQL", e);
    }
  }
}
