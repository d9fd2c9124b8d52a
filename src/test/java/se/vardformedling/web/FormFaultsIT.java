package se.vardformedling.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Browser;
import se.vardformedling.cast.Cases;
import se.vardformedling.cast.Needs;

/** What a person is told whose form was refused: pressed twice, too late, or filled in wrongly. */
@NodeIT
class FormFaultsIT {
  @LocalServerPort int port;
  @Autowired JdbcClient sql;
  private Browser broker;

  @BeforeEach
  void signIn() {
    broker = Browser.as(port, "broker-dalarna");
  }

  @Test
  void a_step_that_is_pressed_twice_is_taken_once_and_nothing_fails() throws Exception {
    String page =
        "/app/arenden/"
            + new Api(port)
                .post("referrer-dalarna", "/fhir/ServiceRequest", Needs.knee())
                .first("sid/case-id\",\"value\":\"([^\"]*)\"");
    Map<String, String> claim = step(broker.open(page), "claim");
    ExecutorService pool = Executors.newFixedThreadPool(4);
    Callable<Integer> press = () -> broker.post(page + "/steg", claim).status();
    List<Integer> statuses = new ArrayList<>();
    for (Future<Integer> status : pool.invokeAll(Collections.nCopies(4, press))) {
      statuses.add(status.get());
    }
    pool.shutdown();

    assertThat(statuses).containsOnlyOnce(302);
    assertThat(statuses).allMatch(status -> status == 302 || status == 412 || status == 422);
  }

  @Test
  void who_was_signed_out_meanwhile_is_told_so_and_led_back() {
    String page = "/app/arenden/" + caseOf(new Cases(new Api(port)).assessed());
    Map<String, String> start = step(broker.open(page), "start-search");
    String here = "http://localhost:" + port;

    broker.forgetCookies();
    Browser.Page late = broker.post(page + "/steg", start, "Referer", here + page + "?klart=x");
    assertThat(late.status()).isEqualTo(403);
    assertThat(late.body())
        .contains("Du är utloggad", "har inte sparats", "href=\"" + page + "?klart=x\"")
        .doesNotContain("Felet är på vår sida");
    for (String elsewhere :
        List.of("https://evil.example" + page, here + "/signin/out", here + "//evil.example/app")) {
      assertThat(broker.post(page + "/steg", start, "Referer", elsewhere).body())
          .as(elsewhere)
          .contains("Du är utloggad", "button--primary\" href=\"/app\"");
    }

    Browser again = Browser.as(port, "broker-dalarna");
    assertThat(again.post(page + "/steg", start, "Referer", here + page).body())
        .contains("Sidan är för gammal", "Öppna sidan på nytt", "href=\"" + page + "\"");
  }

  @Test
  void what_was_written_is_there_again_with_what_is_wrong_in_plain_words() {
    String page = "/app/arenden/" + caseOf(new Cases(new Api(port)).assessed());
    Map<String, String> pause = step(broker.open(page), "pause-medical");
    pause.put("in.assessed-date", "2099-01-02");

    Browser.Page refused = broker.submit(page + "/steg", pause);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body())
        .contains("Skriv en dag som inte ligger efter i dag.")
        .containsPattern("<details open=\"open\">\\s*<summary>[^<]*</summary>")
        .containsPattern(
            "name=\"in.assessed-date\"[^>]*value=\"2099-01-02\"[^>]*aria-invalid=\"true\"")
        .doesNotContain("<code>input</code>");
  }

  private String caseOf(String task) {
    return sql.sql("select case_id from vf.case_task where task_id = :id")
        .param("id", task)
        .query(String.class)
        .single();
  }

  /** The hidden fields of a step's form. */
  private static Map<String, String> step(Browser.Page page, String transition) {
    Map<String, String> fields = new LinkedHashMap<>();
    String hidden = "name=\"%s\" value=\"([^\"]*)\"";
    String form =
        page.first(
            "(name=\"task\" value=\"[^\"]*\"><input type=\"hidden\" name=\"version\"[^>]*><input"
                + " type=\"hidden\" name=\"seen\"[^>]*><input type=\"hidden\" name=\"transition\""
                + " value=\""
                + transition
                + "\")");
    Browser.Page part = new Browser.Page(200, page.path(), form, page.headers());
    for (String name : List.of("task", "version", "seen")) {
      fields.put(name, part.first(hidden.formatted(name)));
    }
    fields.put("transition", transition);
    fields.put("_csrf", page.csrf());
    return fields;
  }
}
