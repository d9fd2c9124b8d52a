package se.vardformedling.fhir;

import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/**
 * What HAPI writes down of a search, for the pages to come, is not waited for until it is on disk:
 * if the power fails in that third of a second the search is gone, and is asked again.
 */
@Component
class SearchesOffDisk implements TransactionExecutionListener {
  private static final ThreadLocal<Boolean> SEARCHING = new ThreadLocal<>();

  private final JdbcTemplate database;

  SearchesOffDisk(JdbcTemplate database) {
    this.database = database;
  }

  <T> T during(Supplier<T> search) {
    SEARCHING.set(true);
    try {
      return search.get();
    } finally {
      SEARCHING.remove();
    }
  }

  @Override
  public void beforeCommit(TransactionExecution transaction) {
    if (SEARCHING.get() != null && transaction.isNewTransaction() && !transaction.isReadOnly()) {
      database.execute("set local synchronous_commit = off");
    }
  }
}
