package se.vardformedling.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Needs;

/**
 * Eight clients carry cases from need to withdrawal, with access, log and read models on, beside
 * eight clients that make the same number of plain updates on HAPI as it comes: of a case's Task as
 * ours stores it, and of one that says next to nothing.
 */
@NodeIT
class CaseCommandsBench {
  private static final int CLIENTS = 8;
  private static final int CASES = Integer.getInteger("bench.cases", 20);
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
  private static final double BAR = 0.7;
  private static final String BROKER = "broker-dalarna";
  private static final String PROVIDER = "provider-goteborg";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectNode BARE =
      JSON.createObjectNode()
          .put("resourceType", "Task")
          .put("status", "requested")
          .put("intent", "plan");
  private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Europe/Stockholm"));

  @LocalServerPort int port;
  @Autowired HikariDataSource pool;

  private final Report report = new Report("case-commands");
  private final Histogram commands = new SynchronizedHistogram(3);
  private final Histogram updates = new SynchronizedHistogram(3);
  private final Histogram bare = new SynchronizedHistogram(3);

  @Test
  void case_commands_come_near_plain_updates() throws Exception {
    try (ConfigurableApplicationContext stock = stock()) {
      Api ours = new Api(port);
      List.of(BROKER, PROVIDER, "referrer-dalarna").forEach(ours::token);
      Api other =
          new Api(
              Integer.parseInt(stock.getEnvironment().getProperty("local.server.port", "0")));
      ObjectNode task = likeOurs(ours, other);
      List<Double> ratios = new ArrayList<>();
      List<Double> toBare = new ArrayList<>();
      long[] nanos = new long[3];
      long counted = 0;
      for (int round = 0; round <= ROUNDS; round++) {
        long before = commands.getTotalCount();
        long mine = timed(() -> carry(ours));
        int each = (int) (commands.getTotalCount() - before) / CLIENTS;
        long theirs = timed(() -> update(other, task, updates, each));
        long least = timed(() -> update(other, BARE, bare, each));
        if (round == 0) {
          // The first round only warms up.
          List.of(commands, updates, bare).forEach(Histogram::reset);
        } else {
          nanos[0] += mine;
          nanos[1] += theirs;
          nanos[2] += least;
          counted += (long) each * CLIENTS;
          ratios.add((double) theirs / mine);
          toBare.add((double) least / mine);
        }
      }
      report.add(Figures.of("case command, 8 clients", commands, nanos[0]));
      report.add(Figures.of("plain update of a case's Task, 8 clients", updates, nanos[1]));
      report.add(Figures.of("plain update of a bare Task, 8 clients", bare, nanos[2]));
      report.tell("commands counted", counted);
      report.tell(
          "commands a second / plain updates of a bare Task, median of rounds",
          BesideStockBench.median(toBare));
      report.atLeast(
          "commands a second / plain updates a second, median of rounds",
          BesideStockBench.median(ratios),
          BAR);
      report.finish();
    }
  }

  private Void carry(Api api) {
    for (int i = 0; i < CASES; i++) {
      journey(api);
    }
    return null;
  }

  /** Seven commands; the reads between them are not counted, but their time is. */
  private void journey(Api api) {
    Api.Answer need = command(api, "referrer-dalarna", "ServiceRequest", Needs.knee());
    String caseId = need.first("sid/case-id\",\"value\":\"([^\"]*)\"");
    String task =
        api.get(BROKER, "/fhir/Task?code=broker-case&group-identifier=" + caseId)
            .first("\"resource\":\\{\"resourceType\":\"Task\",\"id\":\"([^\"]*)\"");
    step(api, BROKER, task, "claim", "");
    step(api, BROKER, task, "assess", "");
    String inquiry =
        command(api, BROKER, "Task", Needs.inquiry(task, "goteborg-knaprotes")).id();
    step(api, PROVIDER, inquiry, "receive", "");
    step(api, PROVIDER, inquiry, "accept", Needs.date("earliest-date", TODAY.plusDays(20)));
    step(api, BROKER, task, "withdraw", Needs.reason("cancel-reason", "no-longer-needed"));
  }

  private void step(Api api, String persona, String task, String verb, String more) {
    String version =
        api.get(persona, "/fhir/Task/" + task).first("\"versionId\":\"(\\d+)\"");
    command(api, persona, "Task/" + task + "/$transition", Needs.step(verb, version, more));
  }

  private Api.Answer command(Api api, String persona, String path, String body) {
    long began = System.nanoTime();
    Api.Answer answer = api.post(persona, "/fhir/" + path, body);
    commands.recordValue((System.nanoTime() - began) / 1000);
    return accepted(answer);
  }

  /** A case's Task as ours stores it, and on the other server what it points at. */
  private static ObjectNode likeOurs(Api ours, Api other) throws IOException {
    String caseId =
        ours.post("referrer-dalarna", "/fhir/ServiceRequest", Needs.knee())
            .first("sid/case-id\",\"value\":\"([^\"]*)\"");
    JsonNode found =
        JSON.readTree(
            ours.get(BROKER, "/fhir/Task?code=broker-case&group-identifier=" + caseId).body());
    ObjectNode task = (ObjectNode) found.at("/entry/0/resource");
    task.remove(List.of("id", "meta"));
    for (JsonNode reference : task.findValues("reference")) {
      String[] target = reference.asText().split("/");
      String stub = "{\"resourceType\":\"%s\",\"id\":\"%s\"%s}";
      String more =
          target[0].equals("ServiceRequest")
              ? ",\"status\":\"active\",\"intent\":\"order\",\"subject\":{\"display\":\"-\"}"
              : "";
      other.put("", "/fhir/" + reference.asText(), stub.formatted(target[0], target[1], more));
    }
    return task;
  }

  /** As many updates of one Task of each client's own; a read before each, as a client does. */
  private Void update(Api api, ObjectNode like, Histogram times, int count) {
    ObjectNode task = like.deepCopy();
    String id = accepted(api.post("", "/fhir/Task", task.toString())).id();
    task.put("id", id);
    for (int i = 0; i < count; i++) {
      String version = api.get("", "/fhir/Task/" + id).first("\"versionId\":\"(\\d+)\"");
      String body = task.put("priority", i % 2 == 0 ? "urgent" : "asap").toString();
      long began = System.nanoTime();
      Api.Answer answer =
          api.put("", "/fhir/Task/" + id, body, "If-Match", "W/\"" + version + "\"");
      times.recordValue((System.nanoTime() - began) / 1000);
      accepted(answer);
    }
    return null;
  }

  private static Api.Answer accepted(Api.Answer answer) {
    if (answer.status() >= 300) {
      throw new AssertionError(answer.status() + " " + answer.body());
    }
    return answer;
  }

  private static long timed(Callable<Void> client) throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    long began = System.nanoTime();
    List<Future<Void>> all = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      all.add(clients.submit(client));
    }
    for (Future<Void> one : all) {
      one.get();
    }
    clients.shutdown();
    return System.nanoTime() - began;
  }

  private ConfigurableApplicationContext stock() throws SQLException {
    String url = pool.getJdbcUrl();
    String server = url.substring(0, url.lastIndexOf('/'));
    try (Connection connection =
            DriverManager.getConnection(server + "/postgres", "postgres", pool.getPassword());
        Statement sql = connection.createStatement()) {
      sql.execute("drop database if exists stock_cases");
      sql.execute("create database stock_cases owner " + pool.getUsername());
    }
    return StockNode.start(0, server + "/stock_cases", pool.getUsername(), pool.getPassword());
  }
}
