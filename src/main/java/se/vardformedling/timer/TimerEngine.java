package se.vardformedling.timer;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** db-scheduler, from when the program is ready until it begins to stop. */
@Component
class TimerEngine {
  private static final Duration POLLED = Duration.ofSeconds(5);
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);
  private static final int THREADS = 6;

  /** Longer than any node runs, and a time that a database can hold. */
  private static final Duration NEVER = Duration.ofDays(36_525);

  private final Scheduler scheduler;

  @Autowired
  TimerEngine(
      DataSource dataSource,
      Clock clock,
      ObjectProvider<Deadline> deadlines,
      ObjectProvider<Recurring> recurring) {
    this(dataSource, clock, deadlines.stream().toList(), recurring.stream().toList(), POLLED);
  }

  TimerEngine(
      DataSource dataSource,
      Clock clock,
      List<Deadline> deadlines,
      List<Recurring> recurring,
      Duration polled) {
    List<Task<?>> known =
        deadlines.stream().<Task<?>>map(deadline -> once(deadline, clock)).toList();
    this.scheduler =
        Scheduler.create(dataSource, known)
            .startTasks(recurring.stream().map(TimerEngine::again).toList())
            .tableName(Timers.TABLE)
            .pollingInterval(polled)
            .threads(THREADS + deadlines.stream().mapToInt(Deadline::slow).sum())
            // What a node that is gone was doing is done by another within a minute.
            .heartbeatInterval(HEARTBEAT)
            .missedHeartbeatsLimit(6)
            .clock(clock::instant)
            .shutdownMaxWait(Duration.ofSeconds(20))
            // What this node has no work for may be another's, or its own under another setting.
            .deleteUnresolvedAfter(NEVER)
            .build();
  }

  @EventListener(ApplicationReadyEvent.class)
  void start() {
    scheduler.start();
  }

  /** Looks for what is due without waiting for the next time. */
  @EventListener(Timers.WorkIsDue.class)
  void look() {
    scheduler.triggerCheckForDueExecutions();
  }

  @EventListener(ContextClosedEvent.class)
  void stop() {
    scheduler.stop();
  }

  private static Task<Void> once(Deadline deadline, Clock clock) {
    return Tasks.custom(deadline.name(), Void.class)
        .onFailure(new FailureHandler.OnFailureRetryLater<>(Tasks.DEFAULT_RETRY_INTERVAL))
        .execute(
            (instance, context) -> {
              try {
                deadline.due(instance.getId());
                return new CompletionHandler.OnCompleteRemove<>();
              } catch (BusyException busy) {
                return (complete, row) ->
                    row.reschedule(complete, clock.instant().plus(busy.later()));
              }
            });
  }

  private static RecurringTask<Void> again(Recurring recurring) {
    return Tasks.recurring(recurring.name(), FixedDelay.of(recurring.every()))
        .execute((instance, context) -> recurring.run());
  }
}
