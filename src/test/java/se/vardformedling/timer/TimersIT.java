package se.vardformedling.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.NodeIT;

@NodeIT
class TimersIT {
  @Autowired private Timers timers;
  @Autowired private TransactionTemplate transactions;
  @Autowired private JdbcClient sql;
  @Autowired private Clock clock;
  @Autowired private DataSource dataSource;
  private final String id = UUID.randomUUID().toString();

  @Test
  void a_moment_is_set_with_the_transaction_or_not_at_all() {
    transactions.executeWithoutResult(
        status -> {
          timers.at(clock.instant().plus(Duration.ofDays(1)), "test-deadline", id);
          status.setRollbackOnly();
        });
    assertThat(waiting()).isZero();

    transactions.executeWithoutResult(
        status -> timers.at(clock.instant().plus(Duration.ofDays(1)), "test-deadline", id));
    assertThat(waiting()).isEqualTo(1);

    timers.cancel("test-deadline", id);
    timers.cancel("test-deadline", id);
    assertThat(waiting()).isZero();
  }

  @Test
  void a_moment_that_the_engine_takes_up_while_it_is_taken_back_breaks_nobodys_transaction()
      throws Exception {
    String other = id + "-other";
    timers.at(clock.instant().plus(Duration.ofDays(1)), "test-deadline", id);
    ExecutorService caller = Executors.newSingleThreadExecutor();
    try (Connection engine = dataSource.getConnection()) {
      engine.setAutoCommit(false);
      takesUp(engine);
      Future<?> took =
          caller.submit(
              () ->
                  transactions.executeWithoutResult(
                      status -> {
                        timers.at(clock.instant().plus(Duration.ofDays(1)), "test-deadline", other);
                        timers.cancel("test-deadline", id);
                      }));
      await().until(this::somebodyWaits);
      engine.commit();
      took.get(30, TimeUnit.SECONDS);
    } finally {
      caller.shutdown();
    }

    assertThat(waiting(id)).as("it is being woken").isEqualTo(1);
    assertThat(waiting(other)).as("what else the caller did").isEqualTo(1);
    sql.sql("delete from vf.timer where task_name = 'test-deadline'").update();
  }

  private void takesUp(Connection engine) throws SQLException {
    try (PreparedStatement picks =
        engine.prepareStatement(
            "update vf.timer set picked = true, version = version + 1 where task_instance = ?")) {
      picks.setString(1, id);
      assertThat(picks.executeUpdate()).isEqualTo(1);
    }
  }

  private boolean somebodyWaits() {
    return sql.sql(
            "select exists (select from pg_stat_activity where wait_event_type = 'Lock' and query"
                + " like 'delete from vf.timer%')")
        .query(Boolean.class)
        .single();
  }

  @Test
  void what_is_to_be_done_now_is_done_once_it_is_committed_without_waiting_for_the_next_look()
      throws Exception {
    BlockingQueue<String> done = new LinkedBlockingQueue<>();
    TimerEngine engine =
        new TimerEngine(
            dataSource,
            clock,
            List.of(new Noted("test-now", done)),
            List.of(),
            // Whoever waits for the next look waits too long.
            Duration.ofHours(1));
    Timers pokes = new Timers(dataSource, clock, event -> engine.look());
    engine.start();
    try {
      // The first may be found when the engine looks for the first time, the others may not.
      for (String instance : List.of(id + "-1", id + "-2", id + "-3")) {
        transactions.executeWithoutResult(status -> pokes.now("test-now", instance));
        assertThat(done.poll(30, TimeUnit.SECONDS)).isEqualTo(instance);
      }
      pokes.now("test-now", id);
      assertThat(done.poll(30, TimeUnit.SECONDS)).as("without a transaction").isEqualTo(id);
    } finally {
      engine.stop();
    }
  }

  @Test
  void what_cannot_be_done_now_is_done_a_little_later_and_is_no_failure() throws Exception {
    BlockingQueue<String> done = new LinkedBlockingQueue<>();
    TimerEngine engine =
        new TimerEngine(
            dataSource,
            clock,
            List.of(new Puts(done, new AtomicInteger())),
            List.of(),
            Duration.ofMillis(200));
    engine.start();
    try {
      timers.now("test-busy", id);
      assertThat(done.poll(30, TimeUnit.SECONDS)).isEqualTo(id);
      assertThat(failures()).isZero();
      assertThat(done.poll(30, TimeUnit.SECONDS)).as("woken again").isEqualTo(id);
    } finally {
      engine.stop();
    }
    assertThat(waiting()).isZero();
  }

  /** Busy the first time. */
  private record Puts(Queue<String> done, AtomicInteger times) implements Deadline {
    @Override
    public String name() {
      return "test-busy";
    }

    @Override
    public void due(String instance) {
      done.add(instance);
      if (times.incrementAndGet() == 1) {
        throw new BusyException(Duration.ofMillis(100));
      }
    }
  }

  private int failures() {
    return sql.sql(
            "select coalesce(sum(consecutive_failures), 0) from vf.timer where task_instance = :id")
        .param("id", id)
        .query(Integer.class)
        .single();
  }

  private record Noted(String name, Queue<String> done) implements Deadline {
    @Override
    public void due(String instance) {
      done.add(instance);
    }
  }

  @Test
  void the_log_is_sealed_by_itself() throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    while (seals() == 0 && System.nanoTime() < end) {
      Thread.sleep(500);
    }
    assertThat(seals()).isPositive();
  }

  private int waiting() {
    return waiting(id);
  }

  private int waiting(String instance) {
    return sql.sql("select count(*) from vf.timer where task_instance = :id")
        .param("id", instance)
        .query(Integer.class)
        .single();
  }

  private int seals() {
    return sql.sql(
            "select count(*) from vf.timer where task_name = 'seal-access-log' and last_success is"
                + " not null")
        .query(Integer.class)
        .single();
  }
}
