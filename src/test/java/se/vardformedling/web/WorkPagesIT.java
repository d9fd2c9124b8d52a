package se.vardformedling.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

/** The pages of the day's work as a browser without JavaScript sees them. */
@NodeIT
class WorkPagesIT {
  private static final Pattern CASE = Pattern.compile("VF-[0-9A-Z]{12}");
  @LocalServerPort int port;
  @Autowired JdbcClient sql;
  private Cases cases;

  @BeforeEach
  void meet() {
    cases = new Cases(new Api(port));
  }

  @Test
  void every_list_and_every_file_names_in_the_log_the_cases_it_showed() {
    String task = cases.assessed();
    Api api = new Api(port);
    api.post("broker-dalarna", "/fhir/Task", Needs.inquiry(task, "goteborg-knaprotes"));
    LocalDate today = Cases.today();
    String old = Needs.knee().replace(today.minusDays(10) + "", today.minusDays(85) + "");
    assertThat(api.post("referrer-dalarna", "/fhir/ServiceRequest", old).status()).isEqualTo(201);

    for (Map.Entry<String, List<String>> pages :
        Map.of(
                "broker-dalarna",
                List.of("/app", "/app/arenden", "/app/arenden?som=csv"),
                "provider-goteborg",
                List.of("/app/fragor", "/app/fragor?som=csv"))
            .entrySet()) {
      Browser browser = signedIn(pages.getKey());
      for (String page : pages.getValue()) {
        String request = UUID.randomUUID().toString();
        Browser.Page seen = browser.once(page, "X-Request-Id", request);
        Set<String> shown = casesIn(seen.body());

        assertThat(seen.status()).as(page).isEqualTo(200);
        assertThat(shown).as(page).isNotEmpty();
        assertThat(logged(request)).as(page).isEqualTo(shown);
      }
    }
  }

  @Test
  void a_spreadsheet_is_logged_like_the_page_it_was_taken_from() {
    cases.assessed();
    Browser browser = signedIn("broker-dalarna");
    String page = UUID.randomUUID().toString();
    String file = UUID.randomUUID().toString();

    browser.once("/app/arenden", "X-Request-Id", page);
    browser.once("/app/arenden?som=xlsx", "X-Request-Id", file);

    assertThat(logged(file)).isNotEmpty().isEqualTo(logged(page));
  }

  @Test
  void a_provider_sees_what_is_asked_of_it_alone_and_answers_on_the_case() {
    String task = cases.assessed();
    new Api(port).post("broker-dalarna", "/fhir/Task", Needs.inquiry(task, "goteborg-knaprotes"));
    String caseId =
        sql.sql("select case_id from vf.case_task where task_id = :id")
            .param("id", task)
            .query(String.class)
            .single();
    Browser goteborg = signedIn("provider-goteborg");

    assertThat(goteborg.open("/app/fragor").body()).contains(caseId, "Svara senast");
    assertThat(signedIn("provider-falun").open("/app/fragor").body()).doesNotContain(caseId);
    assertThat(signedIn("controller-dalarna").open("/app/fragor").body()).doesNotContain(caseId);
    assertThat(goteborg.open("/app/arenden/" + caseId).body())
        .contains("value=\"receive\"", "value=\"accept\"");
  }

  @Test
  void that_the_patient_got_the_leaflet_is_noted_once_for_each_time_and_only_by_who_may() {
    String task = cases.accepted(cases.assessed());
    String caseId =
        sql.sql("select case_id from vf.case_task where task_id = :id")
            .param("id", task)
            .query(String.class)
            .single();
    String page = "/app/arenden/" + caseId;
    Browser broker = signedIn("broker-dalarna");
    Browser.Page before = broker.open(page);
    Map<String, String> given = Map.of("kanal", "letter", "version", "latt");

    assertThat(before.body())
        .contains("Inte noterat som lämnat än", "Avtal och pris")
        .contains("Checklista för samarbetet");
    Browser.Page after = broker.submit(page + "/informationsblad", with(given, before.csrf()));
    assertThat(after.body())
        .contains("Noterat att patienten har fått bladet", "Med brev, lättläst svenska")
        .doesNotContain("Inte noterat som lämnat än");
    // Pressed once more, it is the same time; and the page that is read again has said it.
    broker.submit(page + "/informationsblad", with(given, after.csrf()));
    broker.open(page);
    assertThat(broker.open(page).body())
        .containsOnlyOnce("Med brev, lättläst svenska")
        .doesNotContain("Noterat att patienten har fått bladet");
    Map<String, String> wrong = Map.of("kanal", "<script>", "version", "sv");
    Browser.Page refused = broker.submit(page + "/informationsblad", with(wrong, after.csrf()));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body())
        .containsPattern("name=\"kanal\" aria-invalid=\"true\"")
        .doesNotContain("<script>\"");

    Browser provider = signedIn("provider-goteborg");
    Browser.Page seen = provider.open(page);
    assertThat(seen.body()).doesNotContain("Med brev", "Avtal och pris");
    assertThat(provider.submit(page + "/informationsblad", with(given, seen.csrf())).status())
        .isEqualTo(403);
  }

  private static Map<String, String> with(Map<String, String> fields, String csrf) {
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.put("_csrf", csrf);
    return all;
  }

  @Test
  void a_unit_announces_a_region_answers_and_they_agree() {
    Browser falun = signedIn("provider-falun");
    Browser dalarna = signedIn("broker-dalarna");
    Browser.Page made = announce(falun, "12", "Bara vardagar");
    String path = made.path().replaceFirst("\\?.*", "");

    assertThat(made.body()).contains("Publicerad. Den syns nu", "12 kvar av 12", "Bara vardagar");
    Browser.Page seen = dalarna.open(path);
    assertThat(seen.body()).contains("Svara Demosjukhuset Falun").doesNotContain("Ta tillbaka");
    assertThat(dalarna.open("/app/kapacitet").body())
        .contains("aria-label=\"Erbjuder: Operation av grå starr, Demosjukhuset Falun\"");
    Browser.Page answered =
        dalarna.submit(
            path + "/svar", Map.of("platser", "5", "text", "Vi tar fem", "_csrf", seen.csrf()));
    assertThat(answered.body()).contains("Ditt svar är skickat", "Vi tar fem");

    Browser.Page asked = falun.open(path);
    Map<String, String> yes = form(asked, "accept");
    yes.put("_csrf", asked.csrf());
    Browser.Page agreed = falun.submit(path + "/steg", yes);
    assertThat(agreed.body()).contains("7 kvar av 12", "Överenskommet");

    Map<String, String> late = form(asked, "withdraw");
    late.putAll(Map.of("_csrf", agreed.csrf(), "sett", "Publicerad, 12 kvar av 12", "saker", "ja"));
    Browser.Page refused = falun.submit(path + "/steg", late);
    assertThat(refused.status()).isEqualTo(412);
    assertThat(refused.body())
        .contains("När du öppnade sidan", "Publicerad, 12 kvar av 12", "7 kvar av 12");

    Map<String, String> back = form(agreed, "withdraw");
    back.put("_csrf", agreed.csrf());
    Browser.Page unsure = falun.submit(path + "/steg", back);
    assertThat(unsure.status()).isEqualTo(422);
    assertThat(unsure.body()).contains("7 kvar av 12").doesNotContain("Återtagen");
    back.put("saker", "ja");
    assertThat(falun.submit(path + "/steg", back).body()).contains("Återtagen");
    assertThat(dalarna.open("/app/kapacitet").body()).doesNotContain(path);
  }

  @Test
  void what_is_wrong_in_an_announcement_is_said_and_what_was_written_is_kept() {
    Browser falun = signedIn("provider-falun");
    Browser.Page form = falun.open("/app/kapacitet");
    Browser.Page refused =
        falun.submit(
            "/app/kapacitet",
            Map.of(
                "slag",
                "offer-capacity",
                "vard",
                "gra-starr",
                "platser",
                "3",
                "till",
                "2020-01-01",
                "text",
                "Kvarlämnad text",
                "_csrf",
                form.csrf()));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body()).contains("date-out-of-range", "Kvarlämnad text");
    assertThat(refused.body()).contains("value=\"3\"", "value=\"2020-01-01\"");
  }

  @Test
  void a_stored_script_is_text_and_a_stored_formula_is_none_in_a_file() {
    Browser falun = signedIn("provider-falun");
    Browser.Page made = announce(falun, "2", "=HYPERLINK(1) <script>window.owned=1</script>");

    String list = falun.open("/app/kapacitet").body();
    String file = falun.once("/app/kapacitet?som=csv").body();

    for (String body : List.of(made.body(), list)) {
      assertThat(body).contains("&lt;script&gt;window.owned").doesNotContain("<script>window");
    }
    assertThat(file).contains("'=HYPERLINK(1)");
  }

  @Test
  void words_that_are_written_apart_are_understood_and_others_lead_to_what_is_near() {
    Browser broker = signedIn("broker-dalarna");

    assertThat(broker.open("/app/hitta?vad=kn%C3%A4+protes&fran=2080").body())
        .contains("Knäprotesoperation: ");
    assertThat(broker.open("/app/hitta?vad=h%C3%B6rsel&fran=2080").body())
        .contains("Utprovning av hörapparat: ");
    assertThat(broker.open("/app/hitta?vad=kolonoskopin&fran=2080").body())
        .contains("står inte för någon vård", "Menade du något annat?", "Koloskopi");
    assertThat(broker.open("/app/hitta?vad=%C3%B6gonoperation&fran=2080").body())
        .contains("”ögonoperation” kan vara flera slags vård", "Välj vilken du menar:")
        .contains("vad=Operation+av+gr%C3%A5+starr", "vad=Operation+av+gr%C3%B6n+starr")
        .doesNotContain("Menade du något annat?");
    assertThat(broker.open("/app/hitta?vad=menisk&fran=2080").body())
        .contains("”menisk” är ingen av de vårdtjänster som förmedlas här")
        .contains("Vi vet vad ordet betyder");
  }

  @Test
  void waits_are_told_with_what_they_are_and_a_region_leads_to_its_units() {
    Browser broker = signedIn("broker-dalarna");
    String regions = broker.open("/app/lagesbild?vard=knaprotes").body();
    String units = broker.open("/app/lagesbild?vard=knaprotes&lan=20").body();
    String file = broker.once("/app/lagesbild?vard=knaprotes&som=csv").body();

    assertThat(regions)
        .contains("Region Dalarna", "Genomförda, n ", "Svenskt perioperativt register", "lan=20")
        .contains("<svg", "map__region--5");
    assertThat(units).contains("Demosjukhuset Falun").doesNotContain("Demosjukhuset Solna");
    assertThat(file.lines().filter(line -> line.contains("Genomförda"))).hasSizeBetween(18, 21);
    assertThat(file).contains("Om data", "Påhittade data.");
    assertThat(broker.once("/app/lagesbild/enhet/no-such-service").status()).isEqualTo(404);
  }

  @Test
  void care_that_no_register_counts_shows_what_the_units_say_and_no_figure() {
    Browser broker = signedIn("broker-dalarna");
    String unit =
        sql.sql(
                """
                select e.service_id from vf.wait_estimate e join vf.offer o using (service_id, vardtjanst)
                 where vardtjanst = 'koloskopi' and reported > current_date - 30 order by 1 limit 1
                """)
            .query(String.class)
            .single();
    String page = "/app/lagesbild/enhet/" + unit + "?vard=koloskopi";

    Browser.Page seen = broker.open(page);
    assertThat(seen.status()).isEqualTo(200);
    assertThat(seen.body())
        .contains("Uppgift saknas: ingen källa", "Enhetens uppskattning")
        .doesNotContain("<svg class=\"chart\"", "??");
    assertThat(broker.open("/app/enhet/unit-falun").body())
        .contains("/app/lagesbild/enhet/falun-koloskopi?vard=koloskopi");
    assertThat(broker.open("/app/lagesbild/enhet/falun-koloskopi?vard=koloskopi").status())
        .isEqualTo(200);
    assertThat(broker.open("/app/lagesbild?vard=koloskopi&niva=enhet").body())
        .contains("Enhetens uppskattning", "/app/lagesbild/enhet/" + unit + "?");
    assertThat(broker.once("/app/lagesbild/enhet/falun-koloskopi?vard=knaprotes").status())
        .isEqualTo(404);
  }

  private Browser signedIn(String persona) {
    Browser browser = new Browser(port);
    browser.signIn(persona, "/app/me");
    return browser;
  }

  private Browser.Page announce(Browser who, String places, String text) {
    Browser.Page form = who.open("/app/kapacitet");
    Matcher until = Pattern.compile("max=\"(\\d{4}-\\d{2}-\\d{2})\"").matcher(form.body());
    assertThat(until.find()).isTrue();
    return who.submit(
        "/app/kapacitet",
        Map.of(
            "slag",
            "offer-capacity",
            "vard",
            "gra-starr",
            "platser",
            places,
            "till",
            until.group(1),
            "text",
            text,
            "_csrf",
            form.csrf()));
  }

  /** The hidden fields of the form that takes a step. */
  private static Map<String, String> form(Browser.Page page, String step) {
    Matcher found =
        Pattern.compile(
                "name=\"task\" value=\"([^\"]*)\"[^<]*<input type=\"hidden\" name=\"version\""
                    + " value=\"([^\"]*)\"[^<]*<input type=\"hidden\" name=\"steg\" value=\""
                    + step
                    + "\"")
            .matcher(page.body());
    assertThat(found.find()).as(step).isTrue();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("task", found.group(1));
    fields.put("version", found.group(2));
    fields.put("steg", step);
    return fields;
  }

  private Set<String> logged(String request) {
    String[] ids =
        sql.sql("select case_ids from vf.access_log where request_id = :id")
            .param("id", UUID.fromString(request))
            .query((row, n) -> (String[]) row.getArray(1).getArray())
            .single();
    return new TreeSet<>(Arrays.asList(ids));
  }

  private static Set<String> casesIn(String body) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = CASE.matcher(body);
    while (matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }
}
