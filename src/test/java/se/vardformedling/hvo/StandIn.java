package se.vardformedling.hvo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.hl7.fhir.r5.formats.JsonParser;
import org.hl7.fhir.r5.model.Bundle;
import org.hl7.fhir.r5.model.CapabilityStatement;
import org.hl7.fhir.r5.model.CapabilityStatement.TypeRestfulInteraction;
import org.hl7.fhir.r5.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * A national catalogue to read from: FHIR R5 over HTTP, pages in the order of the ids, what has
 * changed since a moment. It can be told to stop answering.
 */
public final class StandIn implements AutoCloseable {
  private static final List<String> TYPES =
      List.of(
          "Organization",
          "Location",
          "Group",
          "HealthcareService",
          "OrganizationAffiliation",
          "Contract");

  private record Kept(String json, Instant changed) {}

  private final HttpServer server;
  private final Map<String, Map<String, Kept>> all = new HashMap<>();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger answersLeft = new AtomicInteger(Integer.MAX_VALUE);

  private final Set<String> passedBy = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> totals = new ConcurrentHashMap<>();
  private final Map<String, String> spoilt = new ConcurrentHashMap<>();

  private volatile String forgotten = "";
  private volatile String round = "";

  public StandIn() throws IOException {
    TYPES.forEach(type -> all.put(type, Collections.synchronizedMap(new TreeMap<>())));
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/r5/", this::handle);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/r5";
  }

  /** Takes R5 as JSON; changed now. */
  public void put(String json) {
    try {
      Resource resource = new JsonParser().parse(json);
      of(resource.fhirType()).put(resource.getIdPart(), new Kept(json, Instant.now()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, Kept> of(String type) {
    return all.getOrDefault(type, new TreeMap<>());
  }

  public void leaveOut(String type, String id) {
    of(type).remove(id);
  }

  /** Fails after so many answers, until told otherwise. */
  void answersLeft(int number) {
    answersLeft.set(number);
  }

  /** Says once that the page is no more. */
  void forget(String page) {
    forgotten = page;
  }

  /** Is on no page, as when the pages shift while they are read; by its id it is there. */
  void passBy(String type, String id) {
    passedBy.add(type + "/" + id);
  }

  /** Says that there are so many of the type, whatever there is. */
  void says(String type, int total) {
    totals.put(type, total);
  }

  /** Whatever has the words in it says something else, which is not in its profile nor in FHIR. */
  void spoil(String words, String with) {
    spoilt.put(words, with);
  }

  /** The last page of the type leads to its first. */
  void goRound(String type) {
    round = type;
  }

  /** What has been asked for since the last time, without the base. */
  List<String> asked() {
    List<String> now = List.copyOf(asked);
    asked.clear();
    return now;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring("/r5/".length());
    String query = String.valueOf(exchange.getRequestURI().getRawQuery());
    if (answersLeft.getAndDecrement() <= 0) {
      exchange.sendResponseHeaders(500, -1);
      exchange.close();
      return;
    }
    if (!forgotten.isEmpty() && query.contains(forgotten)) {
      forgotten = "";
      exchange.sendResponseHeaders(410, -1);
      exchange.close();
      return;
    }
    asked.add(path + "?" + query);
    Resource answer = answer(path, query);
    if (answer == null) {
      exchange.sendResponseHeaders(404, -1);
      exchange.close();
      return;
    }
    String written = new JsonParser().composeString(answer);
    for (Map.Entry<String, String> one : spoilt.entrySet()) {
      written = written.replace(one.getKey(), one.getValue());
    }
    byte[] body = written.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/fhir+json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** Null if it is not there. */
  private @Nullable Resource answer(String path, String query) throws IOException {
    if (path.equals("metadata")) {
      return statement();
    }
    String[] steps = path.split("/", 2);
    if (steps.length == 1) {
      return page(path, parameters(query));
    }
    Kept kept = of(steps[0]).get(steps[1]);
    return kept == null ? null : new JsonParser().parse(kept.json());
  }

  private Bundle page(String type, Map<String, String> asked) throws IOException {
    int count = Integer.parseInt(asked.get("_count"));
    String after = asked.getOrDefault("_after", "");
    String since = asked.get("_lastUpdated");
    Bundle bundle = new Bundle().setType(Bundle.BundleType.SEARCHSET);
    bundle.getMeta().setLastUpdated(Date.from(Instant.now()));
    if (totals.containsKey(type)) {
      bundle.setTotal(totals.get(type));
    }
    String last = "";
    boolean more = false;
    for (Map.Entry<String, Kept> one : List.copyOf(of(type).entrySet())) {
      boolean wanted =
          one.getKey().compareTo(after) > 0
              && !passedBy.contains(type + "/" + one.getKey())
              && (since == null
                  || !one.getValue().changed().isBefore(Instant.parse(since.substring(2))));
      more |= wanted && bundle.getEntry().size() == count;
      if (wanted && bundle.getEntry().size() < count) {
        bundle.addEntry().setResource(new JsonParser().parse(one.getValue().json()));
        last = one.getKey();
      }
    }
    if (!more && round.equals(type)) {
      more = true;
      last = "";
    }
    if (more) {
      bundle
          .addLink()
          .setRelation(Bundle.LinkRelationTypes.NEXT)
          .setUrl(
              url()
                  + "/"
                  + type
                  + "?_count="
                  + count
                  + (since == null ? "" : "&_lastUpdated=" + since)
                  + "&_after="
                  + last);
    }
    return bundle;
  }

  private static CapabilityStatement statement() {
    CapabilityStatement statement = new CapabilityStatement();
    for (String type : TYPES) {
      CapabilityStatement.CapabilityStatementRestResourceComponent one =
          (statement.hasRest() ? statement.getRestFirstRep() : statement.addRest())
              .addResource()
              .setType(type);
      one.addInteraction().setCode(TypeRestfulInteraction.SEARCHTYPE);
      one.addInteraction().setCode(TypeRestfulInteraction.READ);
      one.addSearchParam().setName("_lastUpdated");
    }
    return statement;
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : query.split("&")) {
      String[] parts = pair.split("=", 2);
      if (parts.length == 2) {
        parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    return parameters;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
