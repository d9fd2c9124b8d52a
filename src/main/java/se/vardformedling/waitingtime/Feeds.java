package se.vardformedling.waitingtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.terminology.Terms;
import se.vardformedling.waitingtime.Figures.Edition;
import se.vardformedling.waitingtime.feed.Directory;
import se.vardformedling.waitingtime.feed.FeedCount;
import se.vardformedling.waitingtime.feed.FeedFile;
import se.vardformedling.waitingtime.feed.FeedKind;
import se.vardformedling.waitingtime.feed.FeedReader;
import se.vardformedling.waitingtime.feed.FeedReport;

/**
 * Takes in files of waiting times. A file replaces what its source said before about the same days,
 * so that reading it twice is reading it once. What cannot be read is refused and reported.
 */
@Component
public class Feeds {
  private static final String VARDTJANST =
      "https://fhir.vardformedling.example/CodeSystem/vardtjanst";

  private final JdbcClient sql;
  private final JdbcTemplate batches;
  private final TransactionTemplate transaction;
  private final Publication publication;
  private final Estimates estimates;
  private final Terms terms;
  private final Clock clock;
  private final ObjectMapper json = new ObjectMapper();

  Feeds(
      JdbcClient sql,
      JdbcTemplate batches,
      TransactionTemplate transaction,
      Publication publication,
      Estimates estimates,
      Terms terms,
      Clock clock) {
    this.sql = sql;
    this.batches = batches;
    this.transaction = transaction;
    this.publication = publication;
    this.estimates = estimates;
    this.terms = terms;
    this.clock = clock;
  }

  /**
   * Reads a file, keeps its counts, and publishes the figures that follow from them.
   *
   * @param name what to call it in the report; never a path with a person's name
   */
  public FeedReport read(FeedKind kind, String name, Reader text) {
    FeedFile file;
    try {
      file = FeedReader.read(kind, directory(), LocalDate.now(clock), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    transaction.executeWithoutResult(status -> keep(name, file));
    if (!file.report().refused() && kind != FeedKind.UPPSKATTNING) {
      publication.edition(kind.source()).ifPresent(publication::publish);
    }
    return file.report();
  }

  /** Computes a source's figures of 18 months again from the counts. */
  void recompute(String source) {
    publication.edition(source).ifPresent(publication::publish);
  }

  /** In the caller's transaction; two files of one source are kept one after the other. */
  void keep(String name, FeedFile file) {
    FeedReport report = file.report();
    Publication.lock(sql, report.source());
    long feedId = remember(name, report);
    if (report.refused()) {
      return;
    }
    replace(report, file.counts());
    publication.edition(report.source()).ifPresent(this::forget);
    Edition own =
        new Edition(
            feedId,
            report.source(),
            report.dataAsOf(),
            report.to(),
            report.response().orElse(null),
            report.synthetic());
    estimates.take(own, file.estimates());
  }

  private long remember(String name, FeedReport report) {
    return sql.sql(
            """
            insert into vf.wait_feed (source, name, read_at, data_as_of, period_from, period_to, synthetic, row_count,
                                      accepted, refused, response, problems)
            values (:source, :name, :now, :asOf, :from, :to, :synthetic, :rows, :accepted, :refused, :response,
                    :problems::jsonb)
            returning feed_id
            """)
        .param("source", report.source())
        .param("name", name)
        .param("now", Timestamp.from(clock.instant()))
        .param("asOf", report.dataAsOf())
        .param("from", report.from())
        .param("to", report.to())
        .param("synthetic", report.synthetic())
        .param("rows", report.rows())
        .param("accepted", report.accepted())
        .param("refused", report.refused())
        .param("response", report.response().orElse(null))
        .param("problems", write(report))
        .query(Long.class)
        .single();
  }

  /** Who waits is replaced whole, but not by a file that ends before the list that is known. */
  private void replace(FeedReport report, List<FeedCount> counts) {
    boolean newest =
        publication
            .edition(report.source())
            .filter(edition -> edition.to().isAfter(report.to()))
            .isEmpty();
    sql.sql(
            """
            delete from vf.wait_count
             where source = :source and case status when 'waiting' then :newest else day between :from and :to end
            """)
        .param("source", report.source())
        .param("newest", newest)
        .param("from", report.from())
        .param("to", report.to())
        .update();
    insert(
        report,
        counts.stream().filter(count -> newest || !count.status().equals("waiting")).toList());
  }

  /** What no figure and no forecast is made from any more. */
  private void forget(Edition newest) {
    sql.sql("delete from vf.wait_count where source = :source and day <= :before")
        .param("source", newest.source())
        .param("before", newest.to().minusDays(Figures.TWO_YEARS))
        .update();
  }

  private void insert(FeedReport report, List<FeedCount> counts) {
    batches.batchUpdate(
        """
        insert into vf.wait_count (source, vardtjanst, service_id, status, day, days, counted, paused, need,
                                   anaesthesia, severe, n)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        counts,
        1_000,
        (row, c) -> {
          row.setString(1, report.source());
          row.setString(2, c.vardtjanst());
          row.setString(3, c.serviceId());
          row.setString(4, c.status());
          row.setDate(5, Date.valueOf(c.day()));
          row.setInt(6, c.days());
          row.setInt(7, c.counted());
          row.setInt(8, c.paused());
          row.setString(9, c.need());
          row.setString(10, c.anaesthesia());
          row.setInt(11, c.severe());
          row.setInt(12, c.n());
        });
  }

  private Directory directory() {
    Map<String, String> services = new HashMap<>();
    Set<String> units = new HashSet<>();
    sql.sql(
            """
            select distinct on (u.hsa_id, o.vardtjanst) u.hsa_id, o.vardtjanst, o.service_id
              from vf.party u join vf.offer o on o.unit_id = u.organization_id
             where u.hsa_id is not null
             order by u.hsa_id, o.vardtjanst, u.active desc, o.active desc, o.service_id
            """)
        .query(
            row -> {
              units.add(row.getString(1));
              services.put(row.getString(1) + "|" + row.getString(2), row.getString(3));
            });
    return new Directory() {
      @Override
      public Optional<String> service(String hsaId, String vardtjanst) {
        return Optional.ofNullable(services.get(hsaId + "|" + vardtjanst));
      }

      @Override
      public boolean unit(String hsaId) {
        return units.contains(hsaId);
      }

      @Override
      public Set<String> vardtjanster(String code) {
        Set<String> own = terms.vardtjanster(VARDTJANST, code);
        return own.isEmpty() ? terms.vardtjanster(Terms.KVA, code) : own;
      }
    };
  }

  private String write(FeedReport report) {
    try {
      return json.writeValueAsString(
          report.problems().stream()
              .map(
                  p ->
                      Map.of(
                          "line", p.line(),
                          "column", p.column(),
                          "rule", p.rule().code(),
                          "detail", p.detail()))
              .toList());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
