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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL server process with its data in a folder, for trying and for small nodes. It
 * writes through to disk, asks for a password, and survives the program: a server left by a crash
 * is adopted at the next start, and one that ends under a living program is started again.
 */
final class EmbeddedDatabase implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);
  private static final String ADMINISTRATOR = "postgres";
  private static final String NAME = "vardformedling";
  private static final String PROGRAM = NAME + "_program";

  private static final int STOP_SECONDS = 30;
  private static final int STARTS = 30;
  private static final int PORTS = 3;

  private final Path data;
  private final Path binaries;
  private final String password;
  private final FileLock lock;
  private EmbeddedPostgres server;
  private boolean closing;

  private EmbeddedDatabase(
      EmbeddedPostgres server, Path data, Path binaries, String password, FileLock lock) {
    this.server = server;
    this.data = data;
    this.binaries = binaries;
    this.password = password;
    this.lock = lock;
  }

  static EmbeddedDatabase start(Path dataDir, String binariesDir) throws IOException {
    Path home = Files.createDirectories(dataDir.toAbsolutePath().normalize());
    FileLock lock = lock(home);
    Path data = home.resolve("postgres");
    String password = DatabasePassword.in(home.resolve("postgres-password"));
    Path binaries =
        binariesDir.isBlank() ? home.resolve("bin") : Path.of(binariesDir).toAbsolutePath();
    EmbeddedPostgres server = serve(data, binaries, password);
    EmbeddedDatabase database = new EmbeddedDatabase(server, data, binaries, password, lock);
    database.secure(data.resolve("pg_hba.conf"));
    database.watch();
    return database;
  }

  /** A port that was free a moment ago may be another server's by now: then another is taken. */
  private static EmbeddedPostgres serve(Path data, Path binaries, String password)
      throws IOException {
    for (int tried = 1; true; tried++) {
      int port = runningPort(data).orElseGet(EmbeddedDatabase::freePort);
      log.info("PostgreSQL starts on 127.0.0.1:{} with its data in {}", port, data);
      EmbeddedPostgres server = serve(data, binaries, port, password);
      if (answers(port, data, password)) {
        return server;
      }
      server.close();
      if (tried == PORTS) {
        throw new IOException("The embedded PostgreSQL found no port of its own");
      }
    }
  }

  /** Whether it is our data that is served there. */
  private static boolean answers(int port, Path data, String password) throws IOException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres", ADMINISTRATOR, password);
        Statement sql = connection.createStatement();
        var rows = sql.executeQuery("show data_directory")) {
      return rows.next() && Files.isSameFile(Path.of(rows.getString(1)), data);
    } catch (SQLException another) {
      log.warn("Another server answers on port {}", port, another);
      return false;
    }
  }

  private void watch() throws IOException {
    postmaster(data).ifPresent(process -> process.onExit().thenRun(this::serveAgain));
  }

  /** On the same port, where the pool looks for it; what was committed is there. */
  private synchronized void serveAgain() {
    if (closing) {
      return;
    }
    log.error("PostgreSQL has ended by itself; it is started again");
    int port = server.getPort();
    for (int tried = 1; tried <= STARTS; tried++) {
      try {
        // Lets go of its hold on the folder.
        server.close();
        server = serve(data, binaries, port, password);
        watch();
        log.info("PostgreSQL serves again on 127.0.0.1:{}", port);
        return;
      } catch (IOException | IllegalStateException e) {
        // Its processes may still be ending.
        log.warn("PostgreSQL could not be started, try {} of {}", tried, STARTS, e);
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
      }
    }
    log.error("PostgreSQL stays away; see its log, then start the program anew");
  }

  /** zonky is made for tests: what it turns off for speed is turned on again here. */
  private static EmbeddedPostgres serve(Path data, Path binaries, int port, String password)
      throws IOException {
    return EmbeddedPostgres.builder()
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
  }

  synchronized String url() {
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + NAME;
  }

  /** Owns the database and moves its schemas. */
  String owner() {
    return NAME;
  }

  /** What the program works as: it may use the tables, not own them. */
  String program() {
    return PROGRAM;
  }

  String password() {
    return password;
  }

  @Override
  public synchronized void close() throws IOException {
    closing = true;
    Optional<ProcessHandle> process = postmaster(data);
    server.close();
    process.ifPresent(EmbeddedDatabase::awaitEnd);
    lock.release();
    log.info("PostgreSQL has stopped");
  }

  /**
   * zonky sets up `trust`; a password and scram come before anything of ours is stored. Safe to
   * repeat after a crash.
   */
  private synchronized void secure(Path hba) throws IOException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres",
                ADMINISTRATOR,
                password);
        Statement sql = connection.createStatement()) {
      // More are for a password that can be guessed; ours is 192 random bits, and each connection
      // of a start would work it out anew.
      sql.execute("set scram_iterations = 1");
      for (String role : List.of(NAME, PROGRAM)) {
        if (!exists(sql, "select 1 from pg_roles where rolname = '" + role + "'")) {
          sql.execute("create role " + role + " login password '" + password + "'");
        }
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

  /** An adopted server is no child of ours: it is told to stop but not waited for. */
  private static void awaitEnd(ProcessHandle process) {
    try {
      process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      log.warn("PostgreSQL has not stopped within {} s; the next start adopts it", STOP_SECONDS);
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

  /** The port of a server that still runs on this data, from line 4 of its file. */
  private static Optional<Integer> runningPort(Path data) throws IOException {
    return postmaster(data).isPresent()
        ? Optional.of(Integer.parseInt(pidFile(data).get(3).strip()))
        : Optional.empty();
  }

  /**
   * The server's process, from line 1 of its file; a number that another program has got since does
   * not count.
   */
  private static Optional<ProcessHandle> postmaster(Path data) throws IOException {
    List<String> lines = pidFile(data);
    return lines.size() < 4
        ? Optional.empty()
        : ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
            .filter(process -> process.info().command().orElse("").contains("postgres"));
  }

  private static List<String> pidFile(Path data) throws IOException {
    Path file = data.resolve("postmaster.pid");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("No free port for PostgreSQL", e);
    }
  }
}
