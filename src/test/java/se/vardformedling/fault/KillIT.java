package se.vardformedling.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.vardformedling.cast.Needs;

/**
 * Four callers carry cases through while the program is killed at seeded points, once its database
 * with it. Three kills here; {@code mvn -Psoak verify} makes thirty over a thousand commands, a
 * third of them of the database under the living program.
 */
@Execution(ExecutionMode.CONCURRENT)
class KillIT {
  private static final Logger log = LoggerFactory.getLogger(KillIT.class);
  private static final int KILLS = Integer.getInteger("soak.kills", 3);
  private static final int COMMANDS = Integer.getInteger("soak.commands", 90);
  private static final long SEED = Long.getLong("soak.seed", 20261125);
  private static final int CALLERS = 4;
  private static final Duration ENDS_IN = Duration.ofSeconds(40);

  private final Path folder = Path.of("target/kill", UUID.randomUUID().toString()).toAbsolutePath();
  private final Random random = new Random(SEED);
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicBoolean enough = new AtomicBoolean();
  private final Map<Integer, String> cases = new ConcurrentHashMap<>();

  @Test
  void what_was_acknowledged_is_there_once_and_nothing_is_half_done() throws Exception {
    try (NodeProcess node =
        NodeProcess.start(folder, "--vf.limits.requests-per-minute=0", "--vf.demo.months=0")) {
      Door door = new Door(node.port());
      String deadline = deadline(door);
      List<Future<?>> callers = start(door);
      for (int kill = 1; kill <= KILLS; kill++) {
        awaitBegun(door, kill * COMMANDS / (KILLS + 1), callers);
        TimeUnit.MILLISECONDS.sleep(random.nextInt(60));
        kill(node, kill);
      }
      awaitBegun(door, COMMANDS, callers);
      enough.set(true);
      finish(callers);
      log.info("Seed {}: {} commands, {} of them sent again", SEED, door.begun(), door.sentAgain());
      assertThat(door.sentAgain()).as("a kill that nobody noticed proves nothing").isPositive();
      everythingIsThereOnce(node, door);
      timersGoOn(node);
      deadlinesAreKept(node, deadline);
      node.stop();
      assertThat(node.command("log", "verify")).as("the access log is whole").isZero();
      if (KILLS > 3) {
        assertThat(node.command("check")).as("the read models agree with the resources").isZero();
      }
    }
  }

  private void kill(NodeProcess node, int kill) throws Exception {
    if (KILLS > 3 && kill % 3 == 2) {
      log.info("Kill {}: the database", kill);
      node.killDatabase();
    } else {
      log.info("Kill {}: the program", kill);
      node.kill();
      if (kill % 2 == 0) {
        node.killDatabase();
      }
      node.startAgain();
    }
  }

  private List<Future<?>> start(Door door) {
    ExecutorService pool = Executors.newFixedThreadPool(CALLERS);
    Callable<Void> caller =
        () -> {
          while (!enough.get()) {
            int number = numbers.getAndIncrement();
            cases.put(number, new Journey(door).travel(number));
          }
          return null;
        };
    List<Future<?>> callers = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      callers.add(pool.submit(caller));
    }
    pool.shutdown();
    return callers;
  }

  private static void awaitBegun(Door door, int count, List<Future<?>> callers) throws Exception {
    while (door.begun() < count) {
      for (Future<?> caller : callers) {
        if (caller.isDone()) {
          caller.get();
        }
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private static void finish(List<Future<?>> callers) throws Exception {
    for (Future<?> caller : callers) {
      caller.get(10, TimeUnit.MINUTES);
    }
  }

  /** A case that saw a kill must look exactly like one that saw none. */
  private void everythingIsThereOnce(NodeProcess node, Door door) throws Exception {
    int quiet = numbers.getAndIncrement();
    while (!Journey.performed(quiet)) {
      cases.put(quiet, new Journey(door).travel(quiet));
      quiet = numbers.getAndIncrement();
    }
    cases.put(quiet, new Journey(door).travel(quiet));
    Map<Boolean, Set<String>> shapes = new TreeMap<>();
    try (Connection database = node.database()) {
      for (Map.Entry<Integer, String> one : cases.entrySet()) {
        shapes
            .computeIfAbsent(Journey.performed(one.getKey()), k -> new HashSet<>())
            .add(shape(database, one.getValue()));
      }
      assertThat(shapes.get(true)).as("shapes of the performed cases").hasSize(1);
      assertThat(shapes.get(false)).as("shapes of the withdrawn cases").hasSize(1);
      assertThat(strings(database, "select case_id from vf.case_file"))
          .as("cases that nobody knows of")
          .containsExactlyInAnyOrderElementsOf(cases.values());
      assertThat(strings(database, "select distinct request_id::text from vf.access_log"))
          .as("acknowledged commands in the log")
          .containsAll(door.acknowledged().stream().map(UUID::toString).toList());
      assertThat(
              strings(
                  database,
                  """
                  select contract_id from vf.volume v where reserved <> (
                    select count(*) filter (where kind = 'reserve') - count(*) filter (where kind <> 'reserve')
                    from vf.volume_entry e
                    where e.contract_id = v.contract_id and e.service_id = v.service_id)
                  """))
          .as("counters that differ from their ledger")
          .isEmpty();
    }
  }

  /**
   * What belongs to a case, without its ids: each resource with the states it has been in, one
   * after the other, and the ledger. A clock that is reckoned adds a version and no state.
   */
  private static String shape(Connection database, String caseId) throws SQLException {
    return String.join(
        ", ",
        strings(
            database,
            """
            with versions as (
              select r.res_id, r.res_type, v.res_ver, coalesce(
                  substring(v.res_text_vc from '"businessStatus":\\{"coding":\\[\\{[^}]*"code":"([^"]*)"'),
                  substring(v.res_text_vc from '"status":"([a-z-]*)"')) as state
              from hapi.hfj_resource r join hapi.hfj_res_ver v on v.res_id = r.res_id
              where r.res_id in (
                select t.res_id from hapi.hfj_spidx_token t where t.sp_value = '%1$s')),
            steps as (
              select *, lag(state) over (partition by res_id order by res_ver) as before
              from versions)
            select res_type || ' ' || string_agg(state, ' > ' order by res_ver)
            from steps where before is distinct from state group by res_id, res_type
            union all
            select 'ledger ' || kind from vf.volume_entry where case_id = '%1$s'
            order by 1
            """
                .formatted(caseId)));
  }

  /** What is done every minute is done after the last kill too. */
  private static void timersGoOn(NodeProcess node) throws Exception {
    Instant since = Instant.now();
    Instant latest = since.plus(Duration.ofMinutes(3));
    try (Connection database = node.database()) {
      String sealed =
          "select sealed_at::text from vf.access_seal where sealed_at > '" + since + "'";
      while (strings(database, sealed).isEmpty()) {
        assertThat(Instant.now()).as("the log is sealed again").isBefore(latest);
        TimeUnit.SECONDS.sleep(1);
      }
    }
  }

  /** Places that are free until the program has been killed, or is down for it. */
  private static String deadline(Door door) {
    String body = Needs.capacity(3, Instant.now().plus(ENDS_IN), "");
    return door.command("provider-goteborg", "/fhir/Task", body).id();
  }

  /** What came due before, between or after the kills is done, and once. */
  private static void deadlinesAreKept(NodeProcess node, String announcement) throws Exception {
    String expired =
        """
        select string_agg(v.res_ver::text, ' ')
          from hapi.hfj_resource r join hapi.hfj_res_ver v on v.res_id = r.res_id
         where r.fhir_id = '%s' and v.res_text_vc like '%%"code":"expired"%%'
        """
            .formatted(announcement);
    Instant latest = Instant.now().plus(Duration.ofMinutes(3));
    try (Connection database = node.database()) {
      while (strings(database, expired).contains(null)) {
        assertThat(Instant.now()).as("what has ended is told to have").isBefore(latest);
        TimeUnit.SECONDS.sleep(1);
      }
      assertThat(strings(database, expired)).as("versions that have expired").containsExactly("2");
    }
  }

  private static List<String> strings(Connection database, String query) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Statement statement = database.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}
