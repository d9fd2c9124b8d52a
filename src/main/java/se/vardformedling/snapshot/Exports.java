package se.vardformedling.snapshot;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import se.vardformedling.fhir.CatalogueSnapshot;
import se.vardformedling.fhir.Problem;
import se.vardformedling.security.Caller;
import se.vardformedling.timer.Timers;

/** A snapshot of the catalogue is asked for, waited for and fetched, by the same caller. */
@Component
public class Exports {
  /** Working for one caller at a time. */
  private static final int MOST = 2;

  /** Each is kept for a while, and all of the catalogue. */
  private static final int MOST_AN_HOUR = 6;

  private final ExportRows rows;
  private final CatalogueSnapshot snapshot;
  private final Timers timers;
  private final Clock clock;

  Exports(ExportRows rows, CatalogueSnapshot snapshot, Timers timers, Clock clock) {
    this.rows = rows;
    this.snapshot = snapshot;
    this.timers = timers;
    this.clock = clock;
  }

  /**
   * Begins one.
   *
   * @param types of the catalogue's seven; all if empty
   */
  @Transactional
  public ExportJob ask(Caller caller, List<String> types) {
    List<String> wanted =
        types.isEmpty() ? CatalogueSnapshot.types().stream().sorted().toList() : types;
    for (String type : wanted) {
      if (!CatalogueSnapshot.types().contains(type)) {
        throw Problem.BAD_PARAMETER.at("_type", "a type of the catalogue");
      }
      if (!caller.mayRead(type)) {
        throw Problem.ACTOR_NOT_ALLOWED.because(type);
      }
    }
    if (rows.working(caller.subject()) >= MOST) {
      throw Problem.THROTTLED.because("at most " + MOST + " snapshots at a time");
    }
    if (rows.asked(caller.subject(), Duration.ofHours(1)) >= MOST_AN_HOUR) {
      throw Problem.THROTTLED.because("at most " + MOST_AN_HOUR + " snapshots an hour");
    }
    UUID id =
        rows.ask(
            caller.subject(),
            snapshot.now(),
            wanted.stream().distinct().toList(),
            snapshot.count(wanted));
    timers.at(clock.instant(), ExportWork.NAME, id.toString());
    return rows.find(id).orElseThrow();
  }

  /** Empty for who has not asked for it. */
  @Transactional(readOnly = true)
  public Optional<ExportJob> find(Caller caller, UUID id) {
    return rows.find(id).filter(job -> job.askedBy().equals(caller.subject()));
  }

  @Transactional(readOnly = true)
  public List<ExportJob.Part> parts(Caller caller, UUID id) {
    return find(caller, id).map(job -> rows.parts(job.id())).orElseGet(List::of);
  }

  /** NDJSON; empty for who has not asked for it, or may no longer read the type. */
  @Transactional(readOnly = true)
  public Optional<byte[]> file(Caller caller, UUID id, int number) {
    boolean may =
        parts(caller, id).stream()
            .anyMatch(part -> part.number() == number && caller.mayRead(part.type()));
    return may ? rows.content(id, number).map(Exports::unpacked) : Optional.empty();
  }

  private static byte[] unpacked(byte[] packed) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
