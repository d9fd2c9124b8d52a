package se.vardformedling.snapshot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.fhir.CatalogueSnapshot;
import se.vardformedling.security.LeavingScan;
import se.vardformedling.timer.Deadline;

/** Writes a snapshot, a file at a time, each in a transaction that notes how far it has come. */
@Component
class ExportWork implements Deadline {
  static final String NAME = "export";
  private static final int PER_FILE = 1_000;

  private final ExportRows rows;
  private final CatalogueSnapshot snapshot;
  private final LeavingScan scan;
  private final TransactionTemplate transaction;

  ExportWork(
      ExportRows rows,
      CatalogueSnapshot snapshot,
      LeavingScan scan,
      PlatformTransactionManager transactions) {
    this.rows = rows;
    this.snapshot = snapshot;
    this.scan = scan;
    this.transaction = new TransactionTemplate(transactions);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void due(String id) {
    UUID job = UUID.fromString(id);
    while (Boolean.TRUE.equals(transaction.execute(t -> step(job)))) {
      // On to the next file.
    }
  }

  private boolean step(UUID id) {
    Optional<ExportJob> held = rows.hold(id);
    if (held.isEmpty()) {
      return false;
    }
    ExportJob job = held.get();
    if (job.atType() == job.types().size()) {
      rows.finish(id);
      return false;
    }
    String type = job.types().get(job.atType());
    List<CatalogueSnapshot.Line> lines = snapshot.piece(type, job.asOf(), job.afterId(), PER_FILE);
    List<CatalogueSnapshot.Line> told =
        lines.stream().filter(line -> scan.mayLeave(line.resource())).toList();
    if (!told.isEmpty()) {
      rows.write(job, type, told.size(), packed(told));
    }
    boolean more = lines.size() == PER_FILE;
    rows.come(
        id,
        more ? job.atType() : job.atType() + 1,
        more ? lines.get(lines.size() - 1).id() : "",
        lines.size());
    return true;
  }

  private static byte[] packed(List<CatalogueSnapshot.Line> lines) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream pack = new GZIPOutputStream(bytes)) {
      for (CatalogueSnapshot.Line line : lines) {
        pack.write((line.json() + "\n").getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
