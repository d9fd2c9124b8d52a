package se.vardformedling.web;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Browser;
import se.vardformedling.cast.Cases;
import se.vardformedling.cast.Needs;
import se.vardformedling.imports.ImportKind;
import se.vardformedling.imports.Imports;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;

/** Every page of the national node, in a real browser, with something of everything on them. */
@NodeIT
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryPageIT {
  private static final long HEAVIEST = 150_000;
  private static final String BROKER = "broker-dalarna";
  private static final String GOTEBORG = "provider-goteborg";
  private static final String KNEE = "/app/hitta?vad=kn%C3%A4&fran=2080";

  @LocalServerPort int port;
  @Autowired JdbcClient sql;
  @Autowired Imports imports;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping routes;

  private final List<Visit> visits = new ArrayList<>();

  @BeforeAll
  void somethingOfEverything() {
    Cases cases = new Cases(new Api(port));
    String theCase = "/app/arenden/" + caseOf(cases.selected());
    Api api = new Api(port);
    String asked = cases.assessed();
    api.post(BROKER, "/fhir/Task", Needs.inquiry(asked, "goteborg-knaprotes"));
    LocalDate today = Cases.today();
    api.post(
        "referrer-dalarna",
        "/fhir/ServiceRequest",
        Needs.knee().replace(today.minusDays(10) + "", today.minusDays(85) + ""));
    Browser broker = Browser.as(port, BROKER);
    Browser.Page found = broker.open(KNEE);
    broker.submit(
        found, "/app/hitta/sparade", Map.of("vad", "knä", "fran", "2080", "namn", "Nära Mora"));
    String checklist =
        broker.submit(found, "/app/samarbeten", Map.of("tjanst", "mora-knaprotes")).path();
    String announcement =
        Browser.as(port, GOTEBORG).open("/app/kapacitet").first("href=\"(/app/kapacitet/[^\"]+)\"");

    visits.addAll(
        Visit.as(
            "",
            "/",
            "/invanare",
            "/tillganglighet",
            "/errors",
            "/informationsblad?region=20",
            "/informationsblad?version=latt&stor=true",
            "/informationsblad?version=en",
            "/signin/persona",
            "/signin/failed",
            "/signin/out",
            Visit.MISSING));
    visits.addAll(
        Visit.as(
            BROKER,
            "/app",
            "/app/me",
            "/app/arenden",
            theCase.replace("arenden/", "arenden/ringlista?arende="),
            theCase,
            "/app/avtal",
            "/app/avtal/avtal-20-falun",
            "/app/status",
            "/app/lagesbild?vard=knaprotes",
            "/app/lagesbild?vard=ljumskbrack&lan=20",
            "/app/lagesbild/enhet/falun-knaprotes?vard=knaprotes",
            "/app/enhet/unit-falun",
            "/app/kapacitet",
            "/app/hitta",
            KNEE,
            KNEE + "&visa=alla&vanta=x&arende=" + caseOf(asked),
            "/app/hitta?vad=NGB&fran=2080&avstand=50&avtal=required&asa=4",
            "/app/hitta?vad=obegripligt",
            "/app/hitta/sparade",
            "/app/hitta/jamfor?vad=knaprotes&fran=2080&jamfor=falun-knaprotes&jamfor=mora-knaprotes",
            "/app/samarbeten",
            checklist,
            checklist + "?del=patient",
            // What is not one's work says so.
            "/app/logg"));
    visits.addAll(
        Visit.as("controller-dalarna", "/app/avtal?sok=falun", "/app/import", faultyFile()));
    visits.addAll(Visit.as(GOTEBORG, "/app", "/app/fragor", theCase, announcement));
    visits.addAll(Visit.as("log-reviewer", "/app/logg?vem=referrer-dalarna"));
  }

  @AfterAll
  void forget() {
    sql.sql("delete from vf.saved_search").update();
  }

  private String caseOf(String task) {
    return sql.sql("select case_id from vf.case_task where task_id = :id")
        .param("id", task)
        .query(String.class)
        .single();
  }

  /** A file with one of the published test numbers in it: refused at once, and not kept. */
  private String faultyFile() {
    Caller controller =
        new Caller(
            "controller-dalarna", Role.AVTALSCONTROLLER, Optional.of("20"), Optional.empty());
    byte[] file = "avtalsnummer\n191212121212\n".getBytes(StandardCharsets.UTF_8);
    return "/app/import/"
        + imports
            .send(controller, new Imports.Upload(ImportKind.AVTAL, "avtal.csv", file, false))
            .id();
  }

  @Test
  void no_page_is_forgotten_here() {
    assertThat(Visit.forgotten(Routes.pages(routes), visits)).isEmpty();
  }

  @Test
  void every_page_is_accessible_in_both_languages_and_at_every_width() {
    byPersona()
        .forEach(
            (persona, all) -> {
              try (BrowserContext window = Browsing.window(true)) {
                if (!persona.isEmpty()) {
                  Browsing.signIn(window, base(), persona);
                }
                new Looking(window, base()).at(all);
              }
            });
  }

  private Map<String, List<Visit>> byPersona() {
    return visits.stream().collect(groupingBy(Visit::persona, LinkedHashMap::new, toList()));
  }

  @Test
  void every_table_sorts_is_taken_along_as_it_is_shown_and_has_an_address_to_share() {
    Set<String> kept = new TreeSet<>();
    byPersona()
        .forEach(
            (persona, all) -> {
              Browser browser = persona.isEmpty() ? new Browser(port) : Browser.as(port, persona);
              SheetsOnPages sheets = new SheetsOnPages(browser);
              all.stream()
                  .map(Visit::path)
                  .filter(path -> browser.once(path).status() == 200)
                  .forEach(path -> kept.addAll(sheets.keep(path)));
            });

    assertThat(kept)
        .contains("narmast", "arenden", "avtal", "tjanster", "lagesbild", "manader", "kapacitet")
        .contains("ledig-kapacitet", "vardgivare", "ordning", "passar-inte", "jamforelse")
        .contains("samarbeten", "checklista", "filer", "fel", "fragor", "logg", "felkoder");
  }

  @Test
  void a_first_visit_is_light() {
    for (String path : List.of("/", "/invanare", KNEE, "/app/lagesbild")) {
      try (BrowserContext window = Browsing.window(true)) {
        if (path.startsWith("/app")) {
          Browsing.signIn(window, base(), BROKER);
        }
        Page page = window.newPage();
        AtomicLong bytes = new AtomicLong();
        page.onRequestFinished(
            request ->
                bytes.addAndGet(
                    request.sizes().responseBodySize + request.sizes().responseHeadersSize));
        page.navigate(base() + path);
        page.waitForLoadState(LoadState.NETWORKIDLE);

        assertThat(bytes.get()).as(path).isBetween(20_000L, HEAVIEST);
      }
    }
  }

  @Test
  void motion_forced_colours_and_paper_lose_nothing() {
    try (BrowserContext window = Browsing.window(true)) {
      Page page = Browsing.signedIn(window, base(), BROKER);
      page.navigate(base() + KNEE);
      page.emulateMedia(
          new Page.EmulateMediaOptions()
              .setReducedMotion(ReducedMotion.REDUCE)
              .setForcedColors(ForcedColors.ACTIVE));
      Browsing.pictures(page, "forced-colours");
      page.emulateMedia(
          new Page.EmulateMediaOptions().setForcedColors(ForcedColors.NONE).setMedia(Media.PRINT));

      assertThat(page.locator("#vardgivare table").isVisible()).isTrue();
      assertThat(page.locator(".top__nav").isVisible()).isFalse();
      assertThat(page.locator(".synthetic").isVisible()).isTrue();
      for (Visit visit : visits) {
        if (visit.persona().equals(BROKER) && visit.path().matches(".*(arenden/|samarbeten/).*")) {
          page.navigate(base() + visit.path());
          Browsing.accessible(page);
          Browsing.pictures(page, "print-" + visit.name());
        }
      }
    }
  }

  private String base() {
    return "http://localhost:" + port;
  }
}
