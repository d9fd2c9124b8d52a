package se.vardformedling.referral;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import se.vardformedling.fhir.OfTransaction;

/**
 * The clocks that one transaction has reckoned, until it waits for a case's lock or adds to what
 * has happened. A step asks for the same one several times.
 */
final class Reckoned extends OfTransaction {
  private final Map<String, GuaranteeClock> clocks = new HashMap<>();
  private final Map<String, Optional<Integer>> waits = new HashMap<>();

  private Reckoned() {}

  static Optional<GuaranteeClock> clock(String caseId) {
    return ofTransaction().map(known -> known.clocks.get(caseId));
  }

  static void keep(String caseId, GuaranteeClock clock) {
    ofTransaction().ifPresent(known -> known.clocks.put(caseId, clock));
  }

  static void forget(String caseId) {
    ofTransaction().ifPresent(known -> known.clocks.remove(caseId));
  }

  /** The wait of whom it is about, asked for if it is not known. */
  static Optional<Integer> wait(String about, Supplier<Optional<Integer>> asked) {
    return ofTransaction()
        .map(known -> known.waits.computeIfAbsent(about, of -> asked.get()))
        .orElseGet(asked);
  }

  private static Optional<Reckoned> ofTransaction() {
    return TransactionSynchronizationManager.isSynchronizationActive()
        ? Optional.of(current(Reckoned.class, Reckoned::new))
        : Optional.empty();
  }
}
