package se.vardformedling.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Needs;

/**
 * Creating, reading and searching with everything of ours on, beside HAPI as it comes, turn by turn
 * on the same PostgreSQL server.
 */
@NodeIT
@Import(NationCodes.class)
class BesideStockBench {
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 9);
  private static final int COUNT = Integer.getInteger("bench.turns", 100);
  private static final int WARM_UP = Integer.getInteger("bench.warm-up", 400);
  private static final double BAR = 1.0;

  /** Ours never answers with an old search; stock has to be asked for a fresh one. */
  private static final String[] FRESH = {"Cache-Control", "no-cache"};

  private static final Nation NATION = new Nation(Nation.ONE);

  /** A code that only one service of either server has. */
  private static final String RARE = Nation.code(10 * Nation.ONE - 1);

  private static final Nation.Unit UNIT =
      new Nation.Unit(1, "beside-unit", "beside-loc", "20", 60.6, 15.6);

  @LocalServerPort int port;
  @Autowired HikariDataSource pool;

  private final Report report = new Report("beside-stock");
  private final AtomicInteger numbers = new AtomicInteger(1);

  /** One side of the comparison; the stock server has no tokens to give. */
  private record Side(String name, Api api, String writer, String referrer, String reader) {}

  private interface Act {
    void on(Side side, int n);
  }

  @Test
  void is_at_least_as_fast_as_stock_with_everything_on() throws SQLException {
    try (ConfigurableApplicationContext stock = stock()) {
      String stockPort = stock.getEnvironment().getProperty("local.server.port", "0");
      Side ours = new Side("ours", new Api(port), "catalogue-admin", "referrer-dalarna", "broker-dalarna");
      Side other = new Side("stock", new Api(Integer.parseInt(stockPort)), "", "", "");
      prepare(ours, other);
      List<Side> sides = List.of(ours, other);
      compare("create Organization", sides, this::createOrganization);
      compare("create HealthcareService", sides, this::createService);
      compare("create ServiceRequest", sides, this::createNeed);
      compare("read Organization", sides, (s, n) -> get(s, "Organization/unit-mora"));
      compare("read HealthcareService", sides, (s, n) -> get(s, "HealthcareService/beside-svc"));
      compare(
          "search Organization by identifier",
          sides,
          (s, n) -> get(s, "Organization?identifier=" + hsaId(n), FRESH));
      compare(
          "search HealthcareService by type",
          sides,
          (s, n) -> get(s, "HealthcareService?service-type=" + Nation.code(n % COUNT), FRESH));
      compare(
          "search HealthcareService, a rare type",
          sides,
          (s, n) -> get(s, "HealthcareService?service-type=" + RARE, FRESH));
      compare(
          "search ServiceRequest by requester, first of many pages",
          sides,
          (s, n) -> get(s, "ServiceRequest?requester=Organization/unit-mora&_count=10", FRESH));
      report.finish();
    }
  }

  private void compare(String what, List<Side> sides, Act act) {
    List<List<Double>> medians = List.of(new ArrayList<>(), new ArrayList<>());
    List<Histogram> all = List.of(new Histogram(3), new Histogram(3));
    long[] nanos = new long[2];
    for (int round = 0; round <= ROUNDS; round++) {
      for (int i = 0; i < 2; i++) {
        // Who goes first changes from round to round; the first round only warms up.
        int who = (i + round) % 2;
        Side side = sides.get(who);
        Histogram times = new Histogram(3);
        int turns = round == 0 ? WARM_UP : COUNT;
        long began = System.nanoTime();
        for (int n = 0; n < turns; n++) {
          times.recordValue(Figures.time(turn -> act.on(side, turn), n));
        }
        if (round > 0) {
          nanos[who] += System.nanoTime() - began;
          all.get(who).add(times);
          medians.get(who).add((double) times.getValueAtPercentile(50));
        }
      }
    }
    for (int who = 0; who < 2; who++) {
      report.add(Figures.of(what + ", " + sides.get(who).name(), all.get(who), nanos[who]));
    }
    report.atLeast(
        what + ", stock / ours, median of rounds", median(medians.get(1)) / median(medians.get(0)), BAR);
  }

  static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private ConfigurableApplicationContext stock() throws SQLException {
    String url = pool.getJdbcUrl();
    String server = url.substring(0, url.lastIndexOf('/'));
    try (Connection connection =
            DriverManager.getConnection(server + "/postgres", "postgres", pool.getPassword());
        Statement sql = connection.createStatement()) {
      sql.execute("drop database if exists stock");
      sql.execute("create database stock owner " + pool.getUsername());
    }
    return StockNode.start(0, server + "/stock", pool.getUsername(), pool.getPassword());
  }

  /** What our node has from its demo, both get from the generator. */
  private void prepare(Side ours, Side stock) {
    Nation.Service service = new Nation.Service("beside-svc", RARE, UNIT, "open");
    String mora = organization(UNIT).replace("Mätenhet 1", "Demosjukhuset Mora");
    put(stock, "Organization", "unit-mora", mora);
    for (Side side : List.of(ours, stock)) {
      put(side, "Organization", UNIT.id(), organization(UNIT));
      put(side, "Location", UNIT.place(), NationResource.location(UNIT));
      put(side, "HealthcareService", service.id(), NationResource.service(service));
    }
  }

  private void createOrganization(Side side, int n) {
    post(side.api(), side.writer(), "Organization", organization(NATION.unit(numbers.incrementAndGet())));
  }

  /** With an HSA-id that no other bench's units have. */
  private static String organization(Nation.Unit unit) {
    return NationResource.organization(unit).replace("TSTNMT2321000156-M", "TSTNMT2321000156-C");
  }

  private void createService(Side side, int n) {
    String code = Nation.code(n % NATION.vardtjanster());
    Nation.Service service = new Nation.Service("", code, UNIT, "open");
    post(side.api(), side.writer(), "HealthcareService", NationResource.service(service));
  }

  /**
   * Our server makes the case's Task when it stores a need; with stock the client has to send both,
   * so that the same resources are stored.
   */
  private void createNeed(Side side, int n) {
    if (side.referrer().isEmpty()) {
      expect(200, side.api().post("", "/fhir", BOTH.formatted(Needs.knee(), numbers.incrementAndGet())));
    } else {
      expect(201, side.api().post(side.referrer(), "/fhir/ServiceRequest", Needs.knee()));
    }
  }

  private static final String BOTH =
      """
      {"resourceType":"Bundle","type":"transaction","entry":[
        {"fullUrl":"urn:uuid:0d6d3f0a-5c5c-4d5f-9a53-6f6f0f4a7b01","resource":%s,
         "request":{"method":"POST","url":"ServiceRequest"}},
        {"fullUrl":"urn:uuid:0d6d3f0a-5c5c-4d5f-9a53-6f6f0f4a7b02","resource":{"resourceType":"Task",
          "status":"requested","intent":"plan",
          "groupIdentifier":{"system":"https://fhir.vardformedling.example/sid/case-id","value":"VF-STOCK%06d"},
          "businessStatus":{"coding":[{"system":"https://fhir.vardformedling.example/CodeSystem/case-state","code":"need-registered"}]},
          "code":{"coding":[{"system":"https://fhir.vardformedling.example/CodeSystem/task-kind","code":"broker-case"}]},
          "basedOn":[{"reference":"urn:uuid:0d6d3f0a-5c5c-4d5f-9a53-6f6f0f4a7b01"}],
          "requester":{"reference":"Organization/unit-mora"}},
         "request":{"method":"POST","url":"Task"}}]}
      """;

  private static String hsaId(int n) {
    return "urn:oid:1.2.752.29.4.19%7CTSTNMT2321000156-C" + "%05d".formatted(2 + n);
  }

  private static void post(Api api, String persona, String type, String body) {
    expect(201, api.post(persona, "/fhir/" + type, "{\"resourceType\":\"" + type + "\"," + body + "}"));
  }

  private static void put(Side side, String type, String id, String body) {
    String resource = "{\"resourceType\":\"" + type + "\",\"id\":\"" + id + "\"," + body + "}";
    expect(201, side.api().put(side.writer(), "/fhir/" + type + "/" + id, resource));
  }

  private static void get(Side side, String path, String... headers) {
    expect(200, side.api().get(side.reader(), "/fhir/" + path, headers));
  }

  private static void expect(int status, Api.Answer answer) {
    if (answer.status() != status) {
      throw new AssertionError(answer.status() + " " + answer.body());
    }
  }
}
