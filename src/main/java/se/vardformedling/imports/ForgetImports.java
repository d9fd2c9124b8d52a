package se.vardformedling.imports;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.timer.Recurring;

/**
 * What a file changed is kept as long as it may be taken back; what has come to nothing, or has
 * waited for nobody, a shorter time. That the file was sent is kept.
 */
@Component
class ForgetImports implements Recurring {
  private static final Duration CAME_TO_NOTHING = Duration.ofDays(90);

  private final JdbcClient sql;
  private final ImportRuns runs;
  private final PreviewRows previews;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Duration undo;

  ForgetImports(
      JdbcClient sql,
      ImportRuns runs,
      PreviewRows previews,
      TransactionTemplate transaction,
      Clock clock,
      @Value("${vf.import.undo:400d}") Duration undo) {
    this.sql = sql;
    this.runs = runs;
    this.previews = previews;
    this.transaction = transaction;
    this.clock = clock;
    this.undo = undo;
  }

  @Override
  public String name() {
    return "forget-imports";
  }

  @Override
  public Duration every() {
    return Duration.ofDays(1);
  }

  @Override
  public void run() {
    old(List.of("faulty", "undone", "previewed"), CAME_TO_NOTHING).forEach(this::forget);
    old(List.of("published"), undo).forEach(this::forget);
  }

  private record Old(UUID id, String state) {}

  private List<Old> old(List<String> states, Duration age) {
    return sql.sql(
            """
            select id, state from vf.import_run
             where state = any(:states) and not forgotten and sent_at < :before order by sent_at
            """)
        .param("states", states.toArray(String[]::new))
        .param("before", Timestamp.from(clock.instant().minus(age)))
        .query((row, n) -> new Old(row.getObject("id", UUID.class), row.getString("state")))
        .list();
  }

  /** Unless somebody publishes it, or takes it back, meanwhile. */
  private void forget(Old run) {
    transaction.executeWithoutResult(
        status -> {
          String after = run.state().equals("previewed") ? "faulty" : run.state();
          if (!runs.forget(run.id(), run.state(), after)) {
            return;
          }
          previews.forget(run.id());
          if (run.state().equals("previewed")) {
            previews.keepFaults(run.id(), List.of(FaultCode.TOO_OLD.at(0, 0, "")));
          }
        });
  }
}
