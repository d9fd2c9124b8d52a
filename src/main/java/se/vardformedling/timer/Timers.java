package se.vardformedling.timer;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import java.time.Clock;
import java.time.Instant;
import javax.sql.DataSource;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Sets and takes back moments, in the caller's transaction. */
@Component
public class Timers {
  static final String TABLE = "vf.timer";
  private final SchedulerClient client;
  private final JdbcClient sql;
  private final Clock clock;
  private final ApplicationEventPublisher events;

  Timers(DataSource dataSource, Clock clock, ApplicationEventPublisher events) {
    this.sql = JdbcClient.create(dataSource);
    this.clock = clock;
    this.events = events;
    this.client =
        SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource))
            .tableName(TABLE)
            .build();
  }

  /**
   * Wakes a deadline. One that waits for the same id already is left as it is.
   *
   * @param deadline its name
   */
  public void at(Instant moment, String deadline, String id) {
    client.scheduleIfNotExists(
        new com.github.kagkarlsson.scheduler.task.TaskInstance<Void>(deadline, id), moment);
  }

  /** There is work that need not wait for the engine's next look. */
  record WorkIsDue() {}

  /**
   * Wakes a deadline as soon as the caller's transaction has committed. The row is what counts: if
   * this node dies before that, any node finds it when it looks next.
   *
   * @param deadline its name
   */
  public void now(String deadline, String id) {
    at(clock.instant(), deadline, id);
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              events.publishEvent(new WorkIsDue());
            }
          });
    } else {
      events.publishEvent(new WorkIsDue());
    }
  }

  /**
   * Takes a moment back; none is fine, and one that is being woken will find nothing to do. One
   * statement: the library reads the row first and breaks the caller's transaction if the engine
   * has taken it up between the two.
   */
  public void cancel(String deadline, String id) {
    sql.sql(
            "delete from "
                + TABLE
                + " where task_name = :deadline and task_instance = :id and not picked")
        .param("deadline", deadline)
        .param("id", id)
        .update();
  }
}
