package se.vardformedling.referral;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.timer.Recurring;

/**
 * Time passes without anybody moving a case: every clock is reckoned once a day, soon after
 * midnight in Sweden, and a case whose limit has come near says so from then on.
 */
@Component
class ReckonClocks implements Recurring {
  private static final Logger log = LoggerFactory.getLogger(ReckonClocks.class);
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
    Set<String> left = new HashSet<>();
    List<GuaranteeClocks.Subject> stale = clocks.stale(BATCH);
    while (!stale.isEmpty()) {
      stale.stream().filter(subject -> !reckoned(subject)).forEach(one -> left.add(one.caseId()));
      stale =
          clocks.stale(BATCH + left.size()).stream()
              .filter(subject -> !left.contains(subject.caseId()))
              .toList();
    }
  }

  /** A case that cannot be shown now does not keep the others' clocks waiting. */
  private boolean reckoned(GuaranteeClocks.Subject subject) {
    try {
      return reckon(subject);
    } catch (RuntimeException e) {
      log.error("The clock of case {} could not be reckoned", subject.caseId(), e);
      return false;
    }
  }

  /** One case a transaction: a case that is being moved keeps the others waiting as little. */
  private boolean reckon(GuaranteeClocks.Subject subject) {
    return Boolean.TRUE.equals(
        transactions.execute(
            status -> {
              Optional<CaseFile> file = files.lock(subject.caseId());
              file.ifPresent(one -> shown.dayHasPassed(one.caseId()));
              return file.isPresent();
            }));
  }
}
