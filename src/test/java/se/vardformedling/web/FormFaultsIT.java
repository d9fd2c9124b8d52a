package se.vardformedling.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import se.vardformedling.Asking;
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
  void an_announcement_that_is_sent_twice_is_published_once() throws Exception {
    Browser unit = Browser.as(port, "provider-goteborg");
    Browser.Page form = unit.open("/app/kapacitet");
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("_csrf", form.csrf());
    fields.put("nyckel", form.first("name=\"nyckel\" value=\"([^\"]*)\""));
    fields.put("slag", "offer-capacity");
    fields.put("vard", "knaprotes");
    fields.put("platser", "3");
    fields.put("till", Cases.today().plusDays(5).toString());
    fields.put("text", "x".repeat(301));
    assertThat(unit.post("/app/kapacitet", fields).body())
        .contains("<code>Villkor</code>", "Skriv högst 300 tecken.")
        .containsPattern("id=\"ny-text\"[^>]*aria-invalid=\"true\"");
    Map<String, List<String>> wrong =
        Map.of(
            "slag", List.of("x", "ny-offer-capacity", "Välj om ni erbjuder"),
            "vard", List.of("", "ny-vard", "Välj vård i listan."),
            "platser", List.of("0", "ny-platser", "1 till 500"),
            "till", List.of("2020-01-01", "ny-till", "Dagen ska vara från"));
    wrong.forEach(
        (name, said) -> {
          Map<String, String> refused = new LinkedHashMap<>(fields);
          refused.put("text", "");
          refused.put(name, said.get(0));
          Browser.Page told = unit.post("/app/kapacitet", refused);
          assertThat(told.status()).as(name).isEqualTo(422);
          assertThat(told.body())
              .as(name)
              .contains(said.get(2))
              .containsPattern(
                  "aria-invalid=\"true\"[^>]* id=\""
                      + said.get(1)
                      + "\"|id=\""
                      + said.get(1)
                      + "\"[^>]*aria-invalid=\"true\"")
              .doesNotContain("Task.");
        });

    fields.put("text", "");
    ExecutorService pool = Executors.newFixedThreadPool(3);
    Callable<String> press = () -> unit.post("/app/kapacitet", fields).header("Location");
    Set<String> pages = new HashSet<>();
    for (Future<String> page : pool.invokeAll(Collections.nCopies(3, press))) {
      pages.add(page.get());
    }
    pool.shutdown();

    assertThat(pages).hasSize(1);
    String one = pages.iterator().next().replaceFirst("^https?://[^/]+", "");
    assertThat(one).startsWith("/app/kapacitet/");
    String task = one.replaceFirst(".*/", "").replaceFirst("\\?.*", "");
    answeredOnce(one.replaceFirst("\\?.*", ""));
    Browser.Page shown = unit.open(one);
    Browser.Page ended = unit.submit(shown, "/app/kapacitet/" + task + "/steg", end(shown));
    assertThat(ended.status()).isEqualTo(200);
    assertThat(ended.body()).containsPattern("role=\"status\"[^>]*autofocus[^>]*><p>(Det är|Ann)");
  }

  /** The answer of a form that is pressed twice is there once. */
  private void answeredOnce(String page) {
    Browser.Page form = broker.open(page);
    Map<String, String> answer =
        Map.of(
            "nyckel", form.first("name=\"nyckel\" value=\"([^\"]*)\""),
            "platser", "1",
            "text", "En plats räcker");
    broker.submit(form, page + "/svar", answer);
    assertThat(broker.submit(form, page + "/svar", answer).body())
        .containsOnlyOnce(">En plats räcker<")
        .contains("1 plats<");
  }

  /** Takes the announcement away again. */
  private static Map<String, String> end(Browser.Page page) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String name : List.of("task", "version", "steg")) {
      fields.put(name, page.first("name=\"" + name + "\"[^>]*value=\"([^\"]*)\""));
    }
    fields.put("saker", "ja");
    return fields;
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
        .contains("<details open=\"open\"><summary><span>Medicinskt orsakad väntan</span>")
        .containsPattern(
            "name=\"in.assessed-date\"[^>]*value=\"2099-01-02\"[^>]*aria-invalid=\"true\"")
        .contains("<title>Fel: ", "role=\"alert\" tabindex=\"-1\" autofocus")
        .doesNotContain("<code>input</code>");
    Map<String, String> named = step(broker.open(page), "withdraw");
    named.putAll(Map.of("reason", "other", "comment", "Gäller 19121212-1212"));
    Browser.Page identifying = broker.submit(page + "/steg", named);
    assertThat(identifying.status()).isEqualTo(422);
    assertThat(identifying.body())
        .contains("Ta bort det som kan peka ut en patient", ">Gäller 19121212-1212</textarea>")
        .containsPattern("name=\"comment\"[^>]*aria-invalid=\"true\"");

    // The browser shows the form's address; reading it again leads to the case.
    assertThat(broker.open(page + "/steg?lang=en").body()).contains("På svenska", "VF-");
    broker.open(page + "?lang=sv");

    // A case that is held is in none of the five steps, and is not forgotten.
    pause.put("in.assessed-date", Cases.today().toString());
    assertThat(broker.submit(page + "/steg", pause).status()).isEqualTo(200);
    assertThat(broker.open("/app").body()).contains("Vilande, pausade eller väntar på svar: ");
    String caseId = page.substring(page.lastIndexOf('/') + 1);
    assertThat(broker.open("/app/arenden?steg=0&sok=" + caseId.substring(0, 11)).body())
        .contains(caseId, "Vilande: pausade eller väntar på svar");
  }

  @Test
  void what_looks_like_a_persons_number_is_refused_on_a_page_with_what_to_do() {
    for (String page : List.of("/app/hitta?vad=19121212-1212", "/app/arenden?sok=191212121212")) {
      Browser.Page refused = broker.open(page);

      assertThat(refused.status()).as(page).isEqualTo(422);
      assertThat(refused.header("Content-Type")).startsWith("text/html");
      assertThat(refused.body())
          .contains("<h1", "Ta bort det som kan peka ut en patient", "Till startsidan")
          .doesNotContain("OperationOutcome", "1212-1212", "191212121212");
    }
  }

  @Test
  void what_an_address_asks_that_is_not_understood_is_told_and_nothing_chosen_is_a_fault() {
    Map.of(
            "/app/hitta?vad=kn%C3%A4&vanta=abc&fran=9999&asa=9&region=99",
            "har inte använts: var patienten reser från, patientens ASA-klass, längsta väntan, vårdgivarens region.",
            "/app/arenden?steg=9&forfaller=snart",
            "har inte använts: när garantin förfaller, steg.",
            "/app/avtal?lage=x&lan=99&vard=trollkonst",
            "har inte använts: läge, avtalsägare, vård.",
            "/app/kapacitet?slag=x",
            "har inte använts: vad.",
            "/app/lagesbild?vard=knaprotes&urval=x",
            "har inte använts: urval.")
        .forEach((address, said) -> assertThat(broker.open(address).body()).contains(said));
    assertThat(broker.open("/app/hitta?vad=kn%C3%A4&fran=2080&vanta=90").body())
        .doesNotContain("har inte använts");
    assertThat(Browser.as(port, "log-reviewer").open("/app/logg?fran=inte-en-dag").body())
        .contains("har inte använts: från och med.");

    // What stands in the browser after a form was refused leads to the page that the form is on.
    assertThat(broker.open("/app/arenden/ta").path()).isEqualTo("/app/arenden");
    assertThat(broker.open("/app/hitta/sparade/0a/namn").path()).isEqualTo("/app/hitta/sparade");
    Browser.Page list = broker.open("/app/arenden");
    Browser.Page nothing = broker.submit(list, "/app/arenden/ta", Map.of("steg", "1"));
    assertThat(nothing.path()).isEqualTo("/app/arenden?steg=1");
    assertThat(nothing.body()).contains("Inget ärende är valt").doesNotContain("ansvarig för 0");
  }

  @Test
  void a_search_that_is_refused_says_so_with_javascript_too() {
    try (BrowserContext window = Browsing.window(true)) {
      Page page = Browsing.signedIn(window, "http://localhost:" + port, "broker-dalarna");
      page.navigate("http://localhost:" + port + "/app/hitta");
      page.locator("#vad").fill("19121212-1212");
      page.locator("#vad").press("Enter");

      page.locator("text=Ta bort det som kan peka ut en patient").waitFor();
    }
  }

  @Test
  void a_character_that_no_text_has_is_the_senders_fault_and_an_unknown_address_is_no_page() {
    Browser.Page zero = broker.open("/app/arenden?sok=%00abc");
    assertThat(zero.status()).isEqualTo(400);
    assertThat(zero.body()).contains("<h1").doesNotContain("Felet är på vår sida");

    for (String none : List.of("/finns-inte", "/app/arenden//x", "/app/arenden/VF-NEVER")) {
      Browser.Page unknown = broker.open(none);
      assertThat(unknown.status()).as(none).isEqualTo(404);
      assertThat(unknown.body())
          .as(none)
          .contains("<title>Sidan finns inte", "<h1>Sidan finns inte")
          .doesNotContain("Felet är på vår sida", "Resursen");
    }
    assertThat(new Browser(port).once("/%2e%2e/x").body())
        .contains("<h1>Sidan finns inte")
        .doesNotContain("Tomcat");
    Asking raw = new Asking(port);
    assertThat(raw.send("GET", "/nosuch<script>", "", "Accept: text/html").body())
        .contains("<h1>Sidan finns inte")
        .doesNotContain("OperationOutcome", "nosuch<script>");
    assertThat(raw.send("GET", "/fhir/nosuch<script>", "", "Accept: text/html").body())
        .contains("OperationOutcome")
        .doesNotContain("<script>");
  }

  @Test
  void a_file_that_is_too_large_or_no_table_is_refused_in_the_words_of_a_keeper_of_spreadsheets() {
    Browser keeper = Browser.as(port, "catalogue-admin");
    Browser.Page form = keeper.open("/app/import");
    assertThat(form.body())
        .contains("Kolumner och format", "<strong>HSA-id</strong>", "Latitud")
        .contains("href=\"/app/import/exempel/katalog.csv\"");
    Map<String, String> fields = Map.of("slag", "katalog");

    Browser.Page none = keeper.upload(form, "/app/import", fields, "", new byte[0]);
    assertThat(none.status()).isEqualTo(422);
    assertThat(none.body())
        .contains("välj en fil att granska")
        .containsPattern("id=\"fil\"[^>]*aria-invalid=\"true\"");
    for (int bytes : List.of(7_500_000, 10_000_000)) {
      Browser.Page large = keeper.upload(form, "/app/import", fields, new byte[bytes]);
      assertThat(large.status()).isEqualTo(413);
      assertThat(large.body()).contains("Filen är större än 7 MB", "Dela upp den", "/app/import");
    }
    for (byte[] unreadable : List.of(new byte[0], new byte[] {'a', 0, 1})) {
      Browser.Page refused = keeper.upload(form, "/app/import", fields, unreadable);
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.body())
          .contains("varken CSV eller XLSX", "Kolumner och format")
          .doesNotContain("FHIR");
    }

    Browser controller = Browser.as(port, "controller-dalarna");
    Map.of(keeper, "katalog", controller, "avtal")
        .forEach(
            (who, kind) -> {
              byte[] example = who.bytes("/app/import/exempel/" + kind + ".csv");
              Browser.Page own = who.open("/app/import");
              String page = who.upload(own, "/app/import", Map.of("slag", kind), example).path();
              await()
                  .untilAsserted(
                      () ->
                          assertThat(who.open(page).body())
                              .as(kind)
                              .contains("Granskad, inte publicerad", "TSTNMT"));
            });
    assertThat(keeper.once("/app/import/exempel/avtal.csv").status()).isEqualTo(404);

    // A refusal that has no page of its own leads back to where the form was.
    String nothing = "/app/import/" + UUID.randomUUID() + "/publicera";
    Map<String, String> secret = Map.of("_csrf", form.csrf());
    String here = "http://localhost:" + port;
    assertThat(keeper.post(nothing, secret, "Referer", here + "/app/import?x=1").body())
        .contains("Tillbaka till sidan", "href=\"/app/import?x=1\"");
    assertThat(keeper.post(nothing, secret, "Referer", "https://evil.example/app/import").body())
        .doesNotContain("Tillbaka till sidan", "evil");
  }

  @Test
  void an_offer_and_a_question_are_asked_for_whole() {
    Cases cases = new Cases(new Api(port));
    String task = cases.assessed();
    String inquiry = cases.accepted(task);
    String page = "/app/arenden/" + caseOf(task);
    Browser.Page seen = broker.open(page);
    assertThat(seen.body())
        .contains("Förslaget är väntan hos Demosjukhuset Mora", "Svaret gäller till")
        .contains("väntar på Förmedlaren", "Hitta vårdgivare")
        .contains("vad Region Dalarna betalar för resa, övernattning och en följeslagare")
        .containsPattern("id=\"wait-home\"[^>]*value=\"\\d+\"")
        .contains("fran=2062");

    Map<String, String> half =
        Map.of(
            "inquiry",
            inquiry,
            "in.wait-home",
            "77",
            "in.wait-offered",
            "abc",
            "in.contact",
            "digital");
    Browser.Page refused = broker.submit(seen, page + "/erbjud", half);
    assertThat(refused.status()).isEqualTo(422);
    // All of it is told at once, in the page's own words, and the first of it has the focus.
    assertThat(refused.body())
        .contains("<title>Fel: ", "role=\"alert\" tabindex=\"-1\" autofocus")
        .contains("<li>Jag har sagt allt detta: ")
        .containsPattern("id=\"sagt\"[^>]*aria-invalid=\"true\"")
        .containsPattern("id=\"wait-offered\"[^>]*aria-invalid=\"true\"")
        .containsPattern("name=\"inquiry\"[^>]* checked")
        .containsPattern("id=\"wait-home\"[^>]*value=\"77\"")
        .containsPattern("value=\"digital\"[^>]*selected");
    Map<String, String> unsaid = new LinkedHashMap<>(half);
    unsaid.put("state", "assessed");
    assertThat(broker.submit(refused, page + "/erbjud", unsaid).status()).isEqualTo(412);
    unsaid.keySet().removeAll(List.of("state", "inquiry"));
    unsaid.put("in.wait-offered", "9999");
    Browser.Page nobody = broker.submit(refused, page + "/erbjud", unsaid);
    assertThat(nobody.status()).isEqualTo(422);
    assertThat(nobody.body())
        .doesNotContainPattern("name=\"inquiry\"[^>]* checked")
        .containsPattern("name=\"inquiry\"[^>]*aria-invalid=\"true\"")
        .contains("vilken vårdgivare det är")
        .containsPattern("<li>[^<]*Skriv hela dagar, 0 till 3650")
        .containsPattern("id=\"wait-offered\"[^>]*aria-invalid=\"true\"");
    assertThat(broker.submit(refused, page + "/fraga", Map.of()).status()).isEqualTo(422);
    Map<String, String> search = Map.of("vad", "knä", "fran", "2080", "avstand", "200");
    Browser.Page again = broker.submit(refused, page + "/fraga", search);
    assertThat(again.path()).startsWith("/app/hitta?").contains("arende=" + caseOf(task));
    assertThat(again.body())
        .contains("Ingen vårdgivare är vald", "value=\"200\" selected")
        .contains("/fraga");
    // Where the patient waits already, and who has answered, is told and cannot be asked.
    String sought = broker.open(again.path()).body();
    assertThat(sought)
        .doesNotContain("Ingen vårdgivare är vald", "value=\"goteborg-knaprotes\"")
        .contains("Här står patienten redan", "Tillfrågad för ärendet: ")
        .contains("value=\"falun-knaprotes\"")
        .doesNotContain("value=\"mora-knaprotes\"");
    assertThat(broker.open("/app/hitta?vad=kn%C3%A4&fran=2080").body())
        .contains("value=\"mora-knaprotes\"")
        .doesNotContain("Här står patienten redan");
    String both = "&jamfor=goteborg-knaprotes&jamfor=mora-knaprotes";
    assertThat(broker.open(again.path().replace("/hitta?", "/hitta/jamfor?") + both).body())
        .doesNotContain("/fraga");
    Browser.Page twice =
        broker.submit(refused, page + "/fraga", Map.of("jamfor", "goteborg-knaprotes"));
    assertThat(twice.body()).contains("redan tillfrågad").doesNotContain("Ärendet finns redan");
    assertThat(
            sql.sql(
                    "select count(*) from vf.case_task where case_id = :case and kind = 'patient-offer'")
                .param("case", caseOf(task))
                .query(Integer.class)
                .single())
        .isZero();
  }

  private String caseOf(String task) {
    return sql.sql("select case_id from vf.case_task where task_id = :id")
        .param("id", task)
        .query(String.class)
        .single();
  }

  /** The hidden fields of a step's form. */
  static Map<String, String> step(Browser.Page page, String transition) {
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
