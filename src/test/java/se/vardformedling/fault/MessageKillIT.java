package se.vardformedling.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.vardformedling.messaging.DemoKeys;
import se.vardformedling.messaging.NodeDatabases;

/**
 * Two message services as processes, and their database, are killed while messages go from one to
 * the other. What the sender has acknowledged arrives once, and what sticks can be seen. Three
 * kills here; {@code mvn -Psoak verify} makes thirty over two hundred messages, and twenty more at
 * every step of a message.
 */
@Execution(ExecutionMode.CONCURRENT)
class MessageKillIT {
  private static final Logger log = LoggerFactory.getLogger(MessageKillIT.class);
  private static final int KILLS = Integer.getInteger("soak.message-kills", 3);
  private static final int MESSAGES = Integer.getInteger("soak.messages", 12);
  private static final long SEED = Long.getLong("soak.seed", 20261125);
  private static final Duration LONGEST = Duration.ofMinutes(6);

  /** Every transaction in which something happens to a message, on the side where it does. */
  private static final Map<String, List<String>> STEPS =
      new TreeMap<>(
          Map.of(
              "a", List.of("queued", "try", "sealed", "receipt", "arrived", "answer"),
              "b", List.of("arrived", "accepted", "try", "receipt")));

  private final Path folder =
      Path.of("target/message-kill", UUID.randomUUID().toString()).toAbsolutePath();
  private final Map<Integer, String> acknowledged = new ConcurrentSkipListMap<>();
  private final AtomicInteger askedAgain = new AtomicInteger();
  private KilledDatabase database;
  private ServiceProcess a;
  private ServiceProcess b;

  @BeforeEach
  void start() throws Exception {
    List<Integer> ports = freePorts();
    new DemoKeys(folder, Clock.systemUTC().instant(), 2048)
        .make(
            List.of(
                new DemoKeys.Node("a", "127.0.0.1", ports.get(0)),
                new DemoKeys.Node("b", "127.0.0.1", ports.get(1))));
    database = new KilledDatabase(folder.resolve("postgres"));
    a = service("a", ports.get(2));
    b = service("b", ports.get(3));
    a.start();
    b.start();
    a.awaitReady();
    b.awaitReady();
  }

  private ServiceProcess service(String name, int port) throws SQLException {
    String url = NodeDatabases.make(database.server(), name);
    database.change(
        name,
        "create table public.command (number integer primary key, message_id text not null);"
            + " create table public.told (what text not null, id text not null)");
    return new ServiceProcess(folder, name, port, url);
  }

  @AfterEach
  void stop() throws Exception {
    a.close();
    b.close();
    database.close();
  }

  @Test
  @EnabledIfSystemProperty(named = "soak.message-kills", matches = "\\d+")
  void a_kill_before_or_after_any_step_loses_nothing_and_doubles_nothing() throws Exception {
    int number = 0;
    for (Map.Entry<String, List<String>> side : STEPS.entrySet()) {
      ServiceProcess victim = side.getKey().equals("a") ? a : b;
      for (String step : side.getValue()) {
        for (String when : List.of("before ", "after ")) {
          log.info("{} is killed {}{}", victim.name(), when, step);
          victim.kill();
          victim.start("--node.halt=" + when + step);
          int one = number++;
          Thread sending = new Thread(() -> send(one));
          sending.start();
          assertThat(victim.awaitEnd()).as(when + step).isEqualTo(137);
          timePasses(victim.name());
          victim.start();
          victim.awaitReady();
          sending.join();
          awaitEverything();
        }
      }
    }
    everythingIsThereOnce();
  }

  @Test
  void seeded_kills_of_sender_receiver_and_database_lose_nothing_and_double_nothing()
      throws Exception {
    Random random = new Random(SEED);
    AtomicInteger allowed = new AtomicInteger();
    AtomicReference<Throwable> fault = new AtomicReference<>();
    Thread sending =
        new Thread(
            () -> {
              for (int n = 0; n < MESSAGES; n++) {
                while (n >= allowed.get()) {
                  pause();
                }
                send(n);
              }
            });
    sending.setUncaughtExceptionHandler((thread, thrown) -> fault.set(thrown));
    sending.start();
    for (int kill = 1; kill <= KILLS; kill++) {
      // A few more each time, so that some are on their way whenever somebody is killed.
      allowed.set(kill * MESSAGES / (KILLS + 1));
      TimeUnit.MILLISECONDS.sleep(random.nextInt(800));
      kill(kill, random);
    }
    allowed.set(MESSAGES);
    sending.join();
    assertThat(fault.get()).isNull();
    awaitEverything();
    int tries = count("a", "vf.message_evidence where step = 'try'");
    log.info(
        "Seed {}: {} messages, {} kills, {} commands asked again, {} tries, {} replayed",
        SEED,
        acknowledged.size(),
        KILLS,
        askedAgain.get(),
        tries,
        count("a", "vf.message_evidence where step = 'replayed'"));
    assertThat(acknowledged).hasSize(MESSAGES);
    assertThat(tries + askedAgain.get())
        .as("kills that nobody noticed prove nothing")
        .isGreaterThan(MESSAGES);
    everythingIsThereOnce();
  }

  private void kill(int kill, Random random) throws Exception {
    if (kill % 3 == 0) {
      log.info("Kill {}: the database", kill);
      database.kill();
      return;
    }
    ServiceProcess victim = random.nextBoolean() ? a : b;
    log.info("Kill {}: {}", kill, victim.name());
    victim.kill();
    timePasses(victim.name());
    victim.start();
    victim.awaitReady();
  }

  /** What a process that is gone was doing is another's after a minute; that minute is over. */
  private void timePasses(String name) throws SQLException {
    database.change(
        name, "update vf.timer set last_heartbeat = now() - interval '5 minutes' where picked");
  }

  /** Sends until it is acknowledged. */
  private void send(int number) {
    Instant latest = Instant.now().plus(LONGEST);
    for (int tries = 0; !acknowledged.containsKey(number); tries++) {
      if (Instant.now().isAfter(latest)) {
        throw new AssertionError("message " + number + " is not acknowledged");
      }
      askedAgain.addAndGet(tries == 1 ? 1 : 0);
      a.ask("send/" + number + "/b")
          .ifPresentOrElse(id -> acknowledged.put(number, id), MessageKillIT::pause);
    }
  }

  /** Until every message is accepted; what has failed is sent again by a person, who can see it. */
  private void awaitEverything() throws Exception {
    Instant latest = Instant.now().plus(LONGEST);
    while (count("a", "vf.message_sent where state <> 'accepted'") > 0) {
      if (Instant.now().isAfter(latest)) {
        throw new AssertionError(
            database.strings("a", "select t::text from vf.message_sent t where state <> 'accepted'")
                + "\n"
                + database.strings("a", "select t::text from vf.timer t")
                + "\n"
                + database.strings("b", "select t::text from vf.timer t"));
      }
      // What failed while its database was away is tried again after five minutes; they are over.
      for (String name : List.of("a", "b")) {
        database.change(
            name,
            "update vf.timer set execution_time = now() where task_name = 'open-arrival' and not"
                + " picked and consecutive_failures > 0 and execution_time > now()");
      }
      for (String failed :
          database.strings("a", "select message_id from vf.message_sent where state = 'failed'")) {
        assertThat(
                count(
                    "a", "vf.message_task where done_at is null and message_id = '" + failed + "'"))
            .as("whoever looks can see that " + failed + " is stuck")
            .isPositive();
        a.ask("replay/" + failed);
      }
      pause();
    }
  }

  private void everythingIsThereOnce() throws SQLException {
    List<String> sent = new ArrayList<>(acknowledged.values());
    assertThat(new HashSet<>(sent)).hasSize(acknowledged.size());
    assertThat(database.strings("a", "select message_id from public.command"))
        .as("what was acknowledged, and nothing else")
        .containsExactlyInAnyOrderElementsOf(sent);
    assertThat(
            database.strings("a", "select message_id from vf.message_sent where kind = 'message'"))
        .containsExactlyInAnyOrderElementsOf(sent);
    assertThat(database.strings("b", "select message_id from vf.message_received"))
        .as("what has arrived")
        .containsExactlyInAnyOrderElementsOf(sent);
    assertThat(database.strings("b", "select id from public.told where what = 'received'"))
        .as("what the receiver was told of")
        .containsExactlyInAnyOrderElementsOf(sent);
    assertThat(
            database.strings(
                "a",
                "select m.message_id from public.told t join vf.message_sent m on m.packet_id = t.id"
                    + " where t.what = 'delivered'"))
        .as("what the sender was told of")
        .containsExactlyInAnyOrderElementsOf(sent);
    for (String name : List.of("a", "b")) {
      assertThat(
              database.strings(
                  name, "select reason from vf.message_task where done_at is null order by 1"))
          .as("what waits for a person at " + name)
          .allMatch(reason -> reason.equals("accepted-as-duplicate"));
    }
  }

  private int count(String name, String what) throws SQLException {
    return Integer.parseInt(database.strings(name, "select count(*) from " + what).get(0));
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static List<Integer> freePorts() throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ServerSocket socket = new ServerSocket(0);
      sockets.add(socket);
      ports.add(socket.getLocalPort());
    }
    for (ServerSocket socket : sockets) {
      socket.close();
    }
    return ports;
  }
}
