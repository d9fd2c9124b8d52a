package se.vardformedling.timer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
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
  void the_log_is_sealed_by_itself() throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    while (seals() == 0 && System.nanoTime() < end) {
      Thread.sleep(500);
    }
    assertThat(seals()).isPositive();
  }

  private int waiting() {
    return sql.sql("select count(*) from vf.timer where task_instance = :id")
        .param("id", id)
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
