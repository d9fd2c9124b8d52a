package se.vardformedling.hvo;

import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import se.vardformedling.NodeIT;
import se.vardformedling.bench.Report;

/**
 * Reading the national catalogue over HTTP from a stand-in on the same machine: all of it the first
 * time, a twentieth that has changed, and all of it again when nothing has.
 */
@NodeIT
class SyncBench {
  private static final int RESOURCES = Integer.getInteger("bench.sync", 30_000);
  private static final String KNEE = "609588000";
  private static final String REGION =
      "\"identifier\":{\"system\":\"urn:oid:2.5.4.97\",\"value\":\"2321000016\"}";

  @Autowired SyncRuns runs;
  @Autowired Sources sources;
  @Autowired LeftOut leftOut;
  @Autowired Storing storing;
  @Autowired PlatformTransactionManager transactions;

  private final Report report = new Report("sync");

  @Test
  void reads_the_catalogue_of_a_country() throws IOException {
    try (StandIn catalogue = new StandIn()) {
      CatalogueSettings settings =
          new CatalogueSettings(
              catalogue.url(), "", Duration.ofHours(1), Duration.ofDays(1), 200, 20);
      SyncWork work =
          new SyncWork(
              runs, sources, leftOut, storing, new Upstream(settings), settings, transactions);
      int units = Math.max(20, RESOURCES / 3);
      fill(catalogue, units);
      tell("the first time", work, true);
      for (int n = 0; n < units; n += 20) {
        catalogue.put(unit(n, "Nytt namn " + n));
      }
      tell("a twentieth of the units changed", work, false);
      tell("all again, nothing changed", work, true);
    }
    report.finish();
  }

  private void tell(String what, SyncWork work, boolean whole) {
    UUID id = runs.begin("bench", whole, false);
    long began = System.nanoTime();
    work.go(id);
    double seconds = (System.nanoTime() - began) / 1e9;
    SyncRun run = runs.find(id).orElseThrow();
    if (!run.state().equals("done") || run.counts().refused() > 0) {
      throw new AssertionError(run + " " + sources.problems(5));
    }
    report.tell(what + ": resources read", run.counts().fetched());
    report.tell(what + ": resources stored here", run.counts().stored());
    report.tell(what + ": seconds", seconds);
    report.tell(what + ": resources read a second", run.counts().fetched() / seconds);
  }

  private static void fill(StandIn catalogue, int units) {
    catalogue.put(Upstreams.provider("b-region", "2321000016", "Region Stockholm"));
    catalogue.put(Upstreams.municipality("b-kommun", "2034"));
    catalogue.put(Upstreams.group("b-asa"));
    for (int n = 0; n < units; n++) {
      catalogue.put(unit(n, "Mätenhet " + n));
      catalogue.put(Upstreams.place("b-place-" + n, "Mätplats " + n, "b-kommun"));
      catalogue.put(
          Upstreams.service("b-service-" + n, "b-unit-" + n, "b-place-" + n, KNEE, "b-asa"));
    }
  }

  private static String unit(int n, String name) {
    return Upstreams.unit(
        "b-unit-" + n, "TSTNMT2321000156-S%05d".formatted(n), name, REGION, "b-place-" + n);
  }
}
