package se.vardformedling.waitingtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.disclosure.Thresholds;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.terminology.Terms;
import se.vardformedling.waitingtime.Figures.Edition;
import se.vardformedling.waitingtime.feed.Directory;
import se.vardformedling.waitingtime.feed.FeedCount;
import se.vardformedling.waitingtime.feed.FeedEstimate;
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
  private final FhirStore store;
  private final Terms terms;
  private final Clock clock;
  private final ObjectMapper json = new ObjectMapper();

  Feeds(
      JdbcClient sql,
      JdbcTemplate batches,
      TransactionTemplate transaction,
      Publication publication,
      FhirStore store,
      Terms terms,
      Clock clock) {
    this.sql = sql;
    this.batches = batches;
    this.transaction = transaction;
    this.publication = publication;
    this.store = store;
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
      file = FeedReader.read(kind, directory(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    transaction.executeWithoutResult(status -> keep(name, file));
    if (!file.report().refused()) {
      publication
          .edition(kind.source())
          .ifPresent(
              edition -> {
                if (kind == FeedKind.UPPSKATTNING) {
                  transaction.executeWithoutResult(status -> publish(edition, file.estimates()));
                } else {
                  publication.publish(edition);
                }
              });
    }
    return file.report();
  }

  /** Computes every source's figures of 18 months again from the counts. */
  public void recompute() {
    for (FeedKind kind : FeedKind.values()) {
      if (kind != FeedKind.UPPSKATTNING) {
        publication.edition(kind.source()).ifPresent(publication::publish);
      }
    }
  }

  private void keep(String name, FeedFile file) {
    FeedReport report = file.report();
    sql.sql(
            """
            insert into vf.wait_feed (source, name, read_at, data_as_of, period_from, period_to, synthetic, row_count,
                                      accepted, refused, response, problems)
            values (:source, :name, :now, :asOf, :from, :to, :synthetic, :rows, :accepted, :refused, :response,
                    :problems::jsonb)
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
        .param("response", report.response())
        .param("problems", write(report))
        .update();
    if (!report.refused()) {
      replace(report, file.counts());
      file.estimates().forEach(this::keep);
    }
  }

  private void replace(FeedReport report, List<FeedCount> counts) {
    sql.sql(
            """
            delete from vf.wait_count
             where source = :source and (status = 'waiting' or day between :from and :to)
            """)
        .param("source", report.source())
        .param("from", report.from())
        .param("to", report.to())
        .update();
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

  private void keep(FeedEstimate estimate) {
    sql.sql(
            """
            insert into vf.wait_estimate (service_id, vardtjanst, reported, weeks, takes_others)
            values (:service, :vardtjanst, :reported, :weeks, :others)
            on conflict (service_id) do update
              set reported = excluded.reported, weeks = excluded.weeks, takes_others = excluded.takes_others
              where excluded.reported >= vf.wait_estimate.reported
            """)
        .param("service", estimate.serviceId())
        .param("vardtjanst", estimate.vardtjanst())
        .param("reported", estimate.reported())
        .param("weeks", estimate.weeks())
        .param("others", estimate.takesOthers())
        .update();
  }

  private void publish(Edition edition, List<FeedEstimate> estimates) {
    Map<String, ReportResource.Place> places = new HashMap<>();
    sql.sql("select distinct on (service_id) service_id, unit_id, location_id from vf.offer")
        .query(
            row -> {
              places.put(
                  row.getString(1),
                  new ReportResource.Place(row.getString(1), row.getString(2), row.getString(3)));
            });
    Bundle bundle = new Bundle();
    bundle.setType(Bundle.BundleType.TRANSACTION);
    for (FeedEstimate estimate : estimates) {
      Optional.ofNullable(places.get(estimate.serviceId()))
          .ifPresent(
              place ->
                  ReportResource.put(
                      bundle,
                      EstimateResource.report(
                          edition, estimate, place, Thresholds.CURRENT.version())));
    }
    if (bundle.hasEntry()) {
      store.transaction(bundle);
    }
  }

  private Directory directory() {
    Map<String, String> services = new HashMap<>();
    Set<String> units = new HashSet<>();
    sql.sql(
            """
            select u.hsa_id, o.vardtjanst, min(o.service_id) as service_id
              from vf.party u join vf.offer o on o.unit_id = u.organization_id
             where u.hsa_id is not null group by 1, 2
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
