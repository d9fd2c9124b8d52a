package se.vardformedling.security;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;

/**
 * A number that identifies somebody is planted in every field, address, header and error path that
 * the node has; then everything that the node keeps, says and tells is searched for it.
 */
@NodeIT
class CanariesIT {
  private static final String[] HEADERS = {
    "Accept", "Accept-Language", "If-Match", "If-None-Match", "If-None-Exist", "Prefer",
    "Content-Language", "User-Agent", "Referer", "Origin", "X-Request-Id", "X-Correlation-Id",
    "X-Forwarded-For", "X-Forwarded-Host", "X-Http-Method-Override", "X-Note"
  };

  @LocalServerPort int port;
  @Autowired JdbcClient sql;
  @Autowired FhirContext fhir;
  @Autowired MeterRegistry meters;

  private final ListAppender<ILoggingEvent> said = new ListAppender<>();
  private final List<String> told = new ArrayList<>();
  private final List<String> accepted = new ArrayList<>();
  private Api api;

  @BeforeEach
  void listen() {
    api = new Api(port);
    said.start();
    root().addAppender(said);
  }

  @AfterEach
  void stopListening() {
    root().detachAppender(said);
  }

  @Test
  void a_planted_number_is_nowhere_afterwards() throws Exception {
    Canaries.inResources(fhir).forEach(this::send);
    JsonNode capability = new ObjectMapper().readTree(api.get("", "/fhir/metadata").body());
    Canaries.inAddresses(capability).forEach(this::send);
    Canaries.inPages().forEach(this::send);
    headers();
    headersOf(Canaries.operations(capability));
    int tried = told.size();

    assertThat(tried).isGreaterThan(1000);
    assertThat(accepted).as("requests with the number that were carried out").isEmpty();
    assertThat(told.stream().filter(CanariesIT::identifies)).as("answers").isEmpty();
    assertThat(database()).as("the database").isEmpty();
    assertThat(said.list.stream().map(CanariesIT::text).filter(CanariesIT::identifies))
        .as("the log")
        .isEmpty();
    assertThat(
            meters.getMeters().stream()
                .map(meter -> meter.getId().toString())
                .filter(CanariesIT::identifies))
        .as("the metrics")
        .isEmpty();
  }

  /** What proves nothing: the search must find the number where it is. */
  @Test
  void the_search_finds_a_number_that_is_there() {
    assertThat(Canaries.notations().subList(0, Canaries.notations().size() - 1))
        .allMatch(CanariesIT::identifies);
    sql.sql("create temporary table canary as select :n as n")
        .param("n", "x 19610118-2803")
        .update();
    try {
      assertThat(rows("pg_temp.canary")).hasSize(1);
    } finally {
      sql.sql("drop table pg_temp.canary").update();
    }
  }

  private void headers() {
    for (String header : HEADERS) {
      for (String notation : List.of(Canaries.NUMBER, "19610118-2803", "610118-2803")) {
        keep(header, api.get("broker-dalarna", "/fhir/Organization?name=Demo", header, notation));
        keep(header, api.post("broker-dalarna", "/fhir/Task", "{", header, notation));
      }
    }
  }

  /** An operation reads headers for itself, if it reads any. */
  private void headersOf(List<Canaries.Try> operations) {
    for (Canaries.Try one : operations) {
      for (String header : List.of("X-Request-Id", "X-Correlation-Id", "Slug", "X-File-Name")) {
        keep(
            header + " of " + one.path(),
            api.post(one.persona(), one.path(), one.body(), header, "19610118-2803"));
      }
    }
  }

  private void send(Canaries.Try one) {
    Api.Answer answer = api.send(one.persona(), one.method(), one.path(), one.type(), one.body());
    keep(one.method() + " " + one.path(), answer);
    if (answer.status() < 400
        && !one.method().equals("GET")
        && one.path().startsWith("/fhir")
        && !one.path().endsWith("_search")) {
      accepted.add(answer.status() + " " + one.method() + " " + one.path() + " " + one.body());
    }
  }

  private void keep(String what, Api.Answer answer) {
    told.add(answer.status() + " " + answer.headers().map() + " " + answer.body());
    assertThat(answer.status()).as(what).isLessThan(500);
  }

  /** Every row of every table, as text. */
  private List<String> database() {
    List<String> found = new ArrayList<>();
    sql.sql(
            """
            select format('%I.%I', schemaname, tablename) from pg_tables
            where schemaname not in ('pg_catalog', 'information_schema')
            """)
        .query(String.class)
        .list()
        .forEach(table -> found.addAll(rows(table)));
    sql
        .sql("select res_text from hapi.hfj_res_ver where res_text is not null")
        .query((row, n) -> row.getBytes(1))
        .list()
        .stream()
        .map(CanariesIT::unpacked)
        .filter(CanariesIT::identifies)
        .forEach(found::add);
    return found;
  }

  private List<String> rows(String table) {
    return sql
        .sql(
            "select left(t::text, 2000) from %s t where regexp_like(t::text, :canary) or position(:base64 in t::text) > 0"
                .formatted(table))
        .param("canary", Canaries.ANY_NOTATION.pattern())
        .param("base64", Canaries.BASE64)
        .query(String.class)
        .list()
        .stream()
        .map(row -> table + ": " + row)
        .toList();
  }

  private static boolean identifies(String text) {
    return Canaries.ANY_NOTATION.matcher(text).find() || text.contains(Canaries.BASE64);
  }

  private static String unpacked(byte[] packed) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException notPacked) {
      return new String(packed, StandardCharsets.UTF_8);
    }
  }

  private static String text(ILoggingEvent event) {
    return event.getLevel() == Level.OFF
        ? ""
        : event.getFormattedMessage()
            + event.getMDCPropertyMap()
            + (event.getThrowableProxy() == null
                ? ""
                : ThrowableProxyUtil.asString(event.getThrowableProxy()));
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }
}
