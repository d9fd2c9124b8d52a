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
 * Publishing a catalogue of 20 000 services and 1 600 agreements, every resource validated and guarded, all
 * in one transaction, beside bare HAPI transaction bundles of the same resources without validation.
 */
@NodeIT
class ImportBench {
  private static final int SERVICES = Integer.getInteger("bench.services", 20_000);
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

  @Test
  void publishes_in_at_most_one_and_a_half_times_what_bare_bundles_take() throws SQLException {
    int agreements = SERVICES * 1_600 / 20_000;
    ImportRun katalog = publish(ImportKind.KATALOG, catalogue());
    ImportRun avtal = publish(ImportKind.AVTAL, agreements(agreements));
    try (ConfigurableApplicationContext stock = stock()) {
      bare(stock, katalog, avtal);
    }
    report.atMost(
        "publish / bare bundles", (seconds[0] + seconds[1]) / seconds[2], BAR);
    report.finish();
  }

  /** Publishing the catalogue, publishing the agreements, bare bundles. */
  private final double[] seconds = new double[3];

  private ImportRun publish(ImportKind kind, String file) {
    byte[] content = file.getBytes(StandardCharsets.UTF_8);
    long began = System.nanoTime();
    UUID id = imports.send(CALLER, new Imports.Upload(kind, kind.code() + ".csv", content, false)).id();
    settle(id);
    report.tell("preview " + kind.code() + ", s", since(began));
    if (!imports.faults(CALLER, id).isEmpty()) {
      throw new AssertionError(imports.faults(CALLER, id).get(0));
    }
    imports.publish(CALLER, id);
    began = System.nanoTime();
    settle(id);
    seconds[kind.ordinal()] = since(began);
    ImportRun run = imports.find(CALLER, id).orElseThrow();
    if (!run.state().equals("published")) {
      throw new AssertionError(imports.faults(CALLER, id));
    }
    report.tell("publish " + kind.code() + ", s", seconds[kind.ordinal()]);
    report.tell("resources of " + kind.code(), run.counts().added());
    return run;
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

  private void bare(ConfigurableApplicationContext stock, ImportRun... runs) {
    IFhirSystemDao<?, ?> system = stock.getBean(IFhirSystemDao.class);
    @SuppressWarnings("unchecked")
    IFhirSystemDao<Bundle, ?> dao = (IFhirSystemDao<Bundle, ?>) system;
    dao.transaction(new SystemRequestDetails(), bundle(List.of(region())));
    double sum = 0;
    for (ImportRun run : runs) {
      List<String> all =
          sql.sql("select after from vf.import_change where run_id = :id and what = 'new' order by number")
              .param("id", run.id())
              .query(String.class)
              .list();
      for (int from = 0; from < all.size(); from += AT_ONCE) {
        List<Resource> some =
            all.subList(from, Math.min(all.size(), from + AT_ONCE)).stream()
                .map(text -> (Resource) fhir.newJsonParser().parseResource(text))
                .toList();
        Bundle bundle = bundle(some);
        // Reading the text is ours to do when publishing, and not counted here.
        long began = System.nanoTime();
        dao.transaction(new SystemRequestDetails(), bundle);
        sum += since(began);
      }
    }
    seconds[2] = sum;
    report.tell("bare bundles, s", sum);
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

  private static String catalogue() {
    StringBuilder file =
        new StringBuilder(
            "HSA-id;Enhet;Region;Ort;Latitud;Longitud;Vårdtjänst;ASA till;BMI till;Ålder från;Ålder till\n");
    for (int n = 0; n < SERVICES; n++) {
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

  private static String agreements(int count) {
    StringBuilder file =
        new StringBuilder(
            "Avtalsnummer;Avtalstyp;Beställare;Utförare;Gäller från;Gäller till;Avropsrätt;Vårdtjänst;Ersättningsmodell;Pris;Takvolym\n");
    for (int n = 0; n < count; n++) {
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
    String url = pool.getJdbcUrl();
    String server = url.substring(0, url.lastIndexOf('/'));
    try (Connection connection =
            DriverManager.getConnection(server + "/postgres", "postgres", pool.getPassword());
        Statement statement = connection.createStatement()) {
      statement.execute("drop database if exists stock");
      statement.execute("create database stock owner " + pool.getUsername());
    }
    return StockNode.start(0, server + "/stock", pool.getUsername(), pool.getPassword());
  }
}
