package se.vardformedling.timer;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import java.time.Clock;
import java.time.Instant;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Sets and takes back moments, in the caller's transaction. */
@Component
public class Timers {
  private static final Logger log = LoggerFactory.getLogger(Timers.class);
  static final String TABLE = "vf.timer";
  private final SchedulerClient client;
  private final Clock clock;
  private final ApplicationEventPublisher events;

  Timers(DataSource dataSource, Clock clock, ApplicationEventPublisher events) {
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

  /** Takes a moment back; none is fine, and one that is being woken will find nothing to do. */
  public void cancel(String deadline, String id) {
    TaskInstanceId waiting = TaskInstanceId.of(deadline, id);
    try {
      if (client.getScheduledExecution(waiting).isPresent()) {
        client.cancel(waiting);
      }
    } catch (TaskInstanceCurrentlyExecutingException | TaskInstanceNotFoundException tooLate) {
      log.debug("{} {} is being woken", deadline, id);
    }
  }
}
