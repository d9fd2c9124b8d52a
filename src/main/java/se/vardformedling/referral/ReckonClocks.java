package se.vardformedling.referral;

import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.timer.Recurring;

/**
 * Time passes without anybody moving a case: every clock is reckoned once a day, soon after
 * midnight in Sweden, and a case whose limit has come near says so from then on.
 */
@Component
class ReckonClocks implements Recurring {
  private static final int BATCH = 200;

  private final GuaranteeClocks clocks;
  private final CaseFiles files;
  private final OnCaseMoved shown;
  private final TransactionTemplate transactions;

  ReckonClocks(
      GuaranteeClocks clocks,
      CaseFiles files,
      OnCaseMoved shown,
      TransactionTemplate transactions) {
    this.clocks = clocks;
    this.files = files;
    this.shown = shown;
    this.transactions = transactions;
  }

  @Override
  public String name() {
    return "reckon-guarantee-clocks";
  }

  /** Often, so that the day is young when it happens; a clock of today is not looked at again. */
  @Override
  public Duration every() {
    return Duration.ofMinutes(15);
  }

  @Override
  public void run() {
    List<GuaranteeClocks.Subject> stale = clocks.stale(BATCH);
    while (!stale.isEmpty()) {
      stale.forEach(this::reckon);
      stale = clocks.stale(BATCH);
    }
  }

  /** One case a transaction: a case that is being moved keeps the others waiting as little. */
  private void reckon(GuaranteeClocks.Subject subject) {
    transactions.executeWithoutResult(
        status -> files.lock(subject.caseId()).ifPresent(file -> shown.showOnCase(file.caseId())));
  }
}
