package se.vardformedling.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import se.vardformedling.RegionalIT;
import se.vardformedling.cast.Browser;
import se.vardformedling.fhir.FhirStore;

/** The pages of a regional node in a real browser, with something of everything on them. */
@RegionalIT
class RegionalPagesIT {
  private static final String ID = "regional-pages";
  private static final String TOLD = "7e9b2c7e-8a55-4d0c-9a1b-3f1d0e6b5a11";

  @LocalServerPort int port;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping routes;

  @Autowired FhirStore store;
  @Autowired JdbcClient sql;
  @Autowired Clock today;
  private String order;
  private String need;
  private String unclocked;

  @BeforeEach
  void somethingOfEverything() {
    RegionalWork work = new RegionalWork(store, LocalDate.now(today));
    order = work.order();
    need = work.waiting(true);
    unclocked = work.waiting(false);
    sql.sql(
            "insert into vf.handover_arrival (arrival_id, sender, message_id, conversation_id,"
                + " state, reason, received_at) values (:id, '0203:other.example', :id, :id,"
                + " 'apart', 'no-case', now())")
        .param("id", ID)
        .update();
    sql.sql(
            "insert into vf.message_task (task_id, message_id, reason, created_at) values (:id,"
                + " :id, 'not-opened', now())")
        .param("id", ID)
        .update();
    sql.sql(
            "insert into vf.national_message (id, kind, subject, content, state, answer, made_at)"
                + " values (cast(:id as uuid), 'report', :order, '{}', 'refused',"
                + " 'illegal-transition', now())")
        .param("id", TOLD)
        .param("order", order)
        .update();
  }

  @AfterEach
  void forget() {
    RegionalWork work = new RegionalWork(store, LocalDate.now(today));
    List.of(need, unclocked).forEach(work::ends);
    sql.sql("delete from vf.handover_arrival where arrival_id = ?").param(ID).update();
    sql.sql("delete from vf.message_task where task_id = ?").param(ID).update();
    sql.sql("delete from vf.national_message where id = cast(? as uuid)").param(TOLD).update();
  }

  @Test
  void every_page_is_accessible_in_both_languages_and_at_every_width_and_none_is_forgotten() {
    try (BrowserContext window = Browsing.window(true)) {
      Browsing.signIn(window, base(), "referrer-dalarna");
      new Looking(window, base()).at(visits());
      Page page = window.newPage();
      page.navigate(base() + "/app/meddelanden?lang=sv");
      assertThat(page.content())
          .contains(
              "Vilket ärende hör det till?",
              "Ett meddelande kan inte öppnas just nu",
              "En rapport om ett uppdrag avvisades",
              "Jag har tagit hand om det; det kan inte ångras");
      page.navigate(base() + "/app/paket/" + order);
      page.getByText("Visa patienten").click();
      assertThat(page.content()).contains("Patienten finns bara i handlingarna");
      Browsing.accessible(page);
    }
    List<Visit> all = new ArrayList<>(visits());
    all.addAll(
        Visit.as(
            "",
            "/",
            "/invanare",
            "/tillganglighet",
            "/errors",
            "/informationsblad",
            "/signin/persona",
            "/signin/failed",
            "/signin/out",
            Visit.MISSING));
    assertThat(Visit.forgotten(Routes.pages(routes), all)).isEmpty();
  }

  /** What is open to anybody is the same as on the national node, and looked at there. */
  private List<Visit> visits() {
    return Visit.as(
        "referrer-dalarna",
        "/app/ringlista",
        "/app/ringlista/" + need,
        "/app",
        "/app/me",
        "/app/status",
        "/app/paket",
        "/app/paket/" + order,
        "/app/logg",
        "/app/meddelanden");
  }

  @Test
  void every_table_sorts_is_taken_along_as_it_is_shown_and_names_no_patient() {
    Browser browser = Browser.as(port, "referrer-dalarna");
    SheetsOnPages sheets = new SheetsOnPages(browser);
    Set<String> kept = new TreeSet<>();
    for (Visit visit : visits()) {
      if (!visit.path().equals("/app/logg")) {
        kept.addAll(sheets.keep(visit.path()));
      }
    }

    assertThat(kept).contains("ringlista", "inkommet");
    assertThat(browser.once("/app/ringlista?som=csv").body())
        .containsPattern("Remisser utan klocka;[1-9]")
        .doesNotContain("Tolvansson", "191212121212");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void by_keyboard_a_patient_at_risk_is_found_shown_called_and_noted(boolean javaScript) {
    try (BrowserContext window = Browsing.window(javaScript)) {
      Page page = Browsing.signedIn(window, base(), "referrer-dalarna");
      page.navigate(base() + "/app/ringlista");
      assertThat(page.content())
          .contains("5 dagar kvar", "saknar klocka", unclocked)
          .doesNotContain("Tolvansson", "191212121212");
      Hands keys = new Hands.Keyboard();
      keys.go(page, "a[href='/app/ringlista/" + need + "']");
      assertThat(page.content()).doesNotContain("Tolvansson", "191212121212", "08-465");
      keys.go(page, "form[action^='/app/patient/remiss'] button");
      assertThat(page.content())
          .contains("Tolvan Tolvansson", "191212121212", "08-465 004 12", "står i loggen");
      keys.tick(page, "#utfall-interested");
      keys.go(page, "form[action$='/samtal'] button");
      assertThat(page.content())
          .contains("Samtalet är noterat.", "Vill ha erbjudande")
          .doesNotContain("Tolvansson");
    }
    assertThat(
            sql.sql(
                    "select count(*) from vf.access_log where action = 'POST /app/patient' and"
                        + " subject = 'referrer-dalarna' and :need = any(entities) and exists"
                        + " (select 1 from unnest(entities) e where e like 'Patient/%')")
                .param("need", "ServiceRequest/" + need)
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void no_other_unit_and_no_other_role_sees_who_waits() {
    for (String persona : List.of("provider-falun", "log-reviewer")) {
      Browser other = Browser.as(port, persona);

      assertThat(other.once("/app/ringlista").status()).as(persona).isEqualTo(403);
      assertThat(other.once("/app/ringlista/" + need).status()).as(persona).isEqualTo(403);
    }
    Browser unit = Browser.as(port, "referrer-dalarna");
    assertThat(unit.once("/app/ringlista/" + UUID.randomUUID()).status()).isEqualTo(404);
  }

  private String base() {
    return "http://localhost:" + port;
  }
}
