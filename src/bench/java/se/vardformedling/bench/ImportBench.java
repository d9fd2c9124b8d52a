package se.vardformedling.bench;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import se.vardformedling.NodeIT;
import se.vardformedling.imports.ImportKind;
import se.vardformedling.imports.ImportRun;
import se.vardformedling.imports.ImportWork;
import se.vardformedling.imports.Imports;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;

/**
 * Publishing a catalogue of 20 000 services and 1 600 agreements, every resource validated and guarded, beside
 * bare HAPI transaction bundles of the same resources without validation. In rounds, each a part of the whole:
 * in every other round the bundles come first, and before each of the two both databases have written what they
 * had to write and counted what they have, so that neither pays for the other or for plans made for an empty table.
 */
@NodeIT
class ImportBench {
  private static final int SERVICES = Integer.getInteger("bench.services", 20_000);
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
  private static final int PER_UNIT = 4;
  private static final int AT_ONCE = 200;
  private static final double BAR = 1.5;
  private static final String HSA_ID = "TSTNMT2321000156-B%06d";
  private static final List<String> CODES = List.of("koloskopi", "gra-starr", "knaprotes", "framfall");
  private static final Caller CALLER =
      new Caller("bench", Role.SYSTEM, Optional.empty(), Optional.empty());

  @Autowired Imports imports;
  @Autowired ImportWork work;
  @Autowired JdbcClient sql;
  @Autowired FhirContext fhir;
  @Autowired HikariDataSource pool;

  private final Report report = new Report("import");

  /** What one round took, in seconds. */
  private record Round(double preview, double publish, double bare) {
    Round plus(Round other) {
      return new Round(preview + other.preview, publish + other.publish, bare + other.bare);
    }

    double ratio() {
      return publish / bare;
    }
  }

  @Test
  void publishes_in_at_most_one_and_a_half_times_what_bare_bundles_take() throws SQLException {
    List<Round> rounds = new ArrayList<>();
    try (ConfigurableApplicationContext stock = stock()) {
      dao(stock).transaction(new SystemRequestDetails(), bundle(List.of(region())));
      for (int n = 0; n < ROUNDS; n++) {
        boolean bareFirst = n % 2 == 1;
        Round round =
            publish(ImportKind.KATALOG, catalogue(n), stock, bareFirst)
                .plus(publish(ImportKind.AVTAL, agreements(n), stock, bareFirst));
        report.tell("round " + n + ", publish, s", round.publish());
        report.tell("round " + n + ", bare bundles, s", round.bare());
        report.tell("round " + n + ", publish / bare bundles", round.ratio());
        rounds.add(round);
      }
    }
    Round all = rounds.stream().reduce(new Round(0, 0, 0), Round::plus);
    report.tell("preview, in which every resource is judged, s", all.preview());
    report.tell("publish, s", all.publish());
    report.tell("bare bundles, s", all.bare());
    report.tell("publish / bare bundles, of the sums", all.ratio());
    report.atMost(
        "publish / bare bundles, median of the rounds",
        rounds.stream().map(Round::ratio).sorted().toList().get(ROUNDS / 2),
        BAR);
    report.finish();
  }

  private Round publish(
      ImportKind kind, String file, ConfigurableApplicationContext stock, boolean bareFirst)
      throws SQLException {
    byte[] content = file.getBytes(StandardCharsets.UTF_8);
    long began = System.nanoTime();
    UUID id =
        imports.send(CALLER, new Imports.Upload(kind, kind.code() + ".csv", content, false)).id();
    settle(id);
    double preview = since(began);
    if (!imports.faults(CALLER, id).isEmpty()) {
      throw new AssertionError(imports.faults(CALLER, id).get(0));
    }
    double bare = bareFirst ? bare(stock, id) : 0;
    double publish = publish(id);
    return new Round(preview, publish, bareFirst ? bare : bare(stock, id));
  }

  private double publish(UUID id) throws SQLException {
    quiet();
    imports.publish(CALLER, id);
    long began = System.nanoTime();
    settle(id);
    double seconds = since(began);
    ImportRun run = imports.find(CALLER, id).orElseThrow();
    if (!run.state().equals("published")) {
      throw new AssertionError(imports.faults(CALLER, id));
    }
    return seconds;
  }

  /** The node's own timer may have come first. */
  private void settle(UUID id) {
    work.go(id);
    Awaitility.await()
        .atMost(Duration.ofMinutes(30))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () ->
                !Set.of("received", "publishing")
                    .contains(imports.find(CALLER, id).orElseThrow().state()));
  }

  /** What was planned, whether or not it has been published yet. */
  private double bare(ConfigurableApplicationContext stock, UUID run) throws SQLException {
    quiet();
    List<String> all =
        sql.sql("select after from vf.import_change where run_id = :id and what = 'new' order by number")
            .param("id", run)
            .query(String.class)
            .list();
    double sum = 0;
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      List<Resource> some =
          all.subList(from, Math.min(all.size(), from + AT_ONCE)).stream()
              .map(text -> (Resource) fhir.newJsonParser().parseResource(text))
              .toList();
      Bundle bundle = bundle(some);
      // Reading the text is ours to do when publishing, and not counted here.
      long began = System.nanoTime();
      dao(stock).transaction(new SystemRequestDetails(), bundle);
      sum += since(began);
    }
    return sum;
  }

  /** Nothing of the other's is left to be written, and both plan for the tables that they have. */
  private void quiet() throws SQLException {
    for (String database : List.of(name(pool.getJdbcUrl()), "stock")) {
      try (Connection connection = administrator(database);
          Statement statement = connection.createStatement()) {
        statement.execute("analyze");
        statement.execute("checkpoint");
      }
    }
    System.gc();
  }

  @SuppressWarnings("unchecked")
  private static IFhirSystemDao<Bundle, ?> dao(ConfigurableApplicationContext stock) {
    return (IFhirSystemDao<Bundle, ?>) stock.getBean(IFhirSystemDao.class);
  }

  private static Organization region() {
    Organization region = new Organization();
    region.setName("Region Dalarna").setId("Organization/region-20");
    return region;
  }

  private static Bundle bundle(List<? extends Resource> resources) {
    Bundle bundle = new Bundle();
    bundle.setType(Bundle.BundleType.TRANSACTION);
    for (Resource resource : resources) {
      String url = resource.fhirType() + "/" + resource.getIdElement().getIdPart();
      bundle
          .addEntry()
          .setResource(resource)
          .getRequest()
          .setMethod(Bundle.HTTPVerb.PUT)
          .setUrl(url);
    }
    return bundle;
  }

  private static String catalogue(int round) {
    StringBuilder file =
        new StringBuilder(
            "HSA-id;Enhet;Region;Ort;Latitud;Longitud;Vårdtjänst;ASA till;BMI till;Ålder från;Ålder till\n");
    for (int n = SERVICES / ROUNDS * round; n < SERVICES / ROUNDS * (round + 1); n++) {
      int unit = n / PER_UNIT;
      file.append(HSA_ID.formatted(unit))
          .append(";Mätenhet ")
          .append(unit)
          .append(";20;Mätköping;60,%04d;15,%04d;".formatted(unit % 10_000, unit % 7_919))
          .append(CODES.get(n % PER_UNIT))
          .append(";3;40;18;90\n");
    }
    return file.toString();
  }

  /** Of the first units of the round, four vårdtjänster each. */
  private static String agreements(int round) {
    int count = SERVICES * 1_600 / 20_000 / ROUNDS;
    int first = SERVICES / ROUNDS * round / PER_UNIT;
    StringBuilder file =
        new StringBuilder(
            "Avtalsnummer;Avtalstyp;Beställare;Utförare;Gäller från;Gäller till;Avropsrätt;Vårdtjänst;Ersättningsmodell;Pris;Takvolym\n");
    for (int n = first; n < first + count; n++) {
      for (String code : CODES) {
        file.append("M-%05d;Upphandlat;20;".formatted(n))
            .append(HSA_ID.formatted(n))
            .append(";2026-01-01;2027-12-31;Alla;")
            .append(code)
            .append(";Fast pris;9 500,00;200\n");
      }
    }
    return file.toString();
  }

  private static double since(long began) {
    return (System.nanoTime() - began) / 1e9;
  }

  private ConfigurableApplicationContext stock() throws SQLException {
    try (Connection connection = administrator("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("drop database if exists stock");
      statement.execute("create database stock owner " + pool.getUsername());
    }
    return StockNode.start(0, server() + "/stock", pool.getUsername(), pool.getPassword());
  }

  private Connection administrator(String database) throws SQLException {
    return DriverManager.getConnection(
        server() + "/" + database, "postgres", pool.getPassword());
  }

  private String server() {
    return pool.getJdbcUrl().substring(0, pool.getJdbcUrl().lastIndexOf('/'));
  }

  private static String name(String url) {
    return url.substring(url.lastIndexOf('/') + 1).replaceFirst("\\?.*", "");
  }
}
