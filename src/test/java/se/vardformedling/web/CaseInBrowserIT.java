package se.vardformedling.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Needs;

/** A case from the start page to a recorded answer, as a broker does it. */
@NodeIT
class CaseInBrowserIT {
  private static final String BROKER = "broker-dalarna";
  @LocalServerPort int port;
  @Autowired JdbcClient sql;
  private Api api;
  private String caseId = "";
  private int presses;

  @BeforeEach
  void need() {
    api = new Api(port);
    Api.Answer need = api.post("referrer-dalarna", "/fhir/ServiceRequest", Needs.knee());
    caseId = need.first("sid/case-id\",\"value\":\"([^\"]*)\"");
    presses = 0;
  }

  @Test
  void by_mouse_an_offer_is_recorded_within_twelve_interactions() {
    try (BrowserContext window = Browsing.window(true)) {
      wholeCase(window);
      assertThat(presses).isLessThanOrEqualTo(12);
    }
  }

  @Test
  void without_javascript_everything_works_the_same() {
    try (BrowserContext window = Browsing.window(false)) {
      wholeCase(window);
    }
  }

  @Test
  void by_keyboard_alone_a_case_is_found_and_a_provider_asked() {
    try (BrowserContext window = Browsing.window(true)) {
      Page page = Browsing.signedIn(window, base(), BROKER);
      page.navigate(address());
      page.keyboard().press("Tab");
      assertThat(focused(page)).contains("skip");
      page.keyboard().press("Enter");
      for (String step : new String[] {"claim", "assess", "start-search"}) {
        page.waitForNavigation(() -> go(page, button(step), "Enter"));
      }
      page.waitForNavigation(() -> go(page, "a[href*='arende=" + caseId + "']", "Enter"));
      go(page, "input[value='falun-knaprotes']", "Space");
      page.waitForNavigation(() -> back(page, "button[formaction*='fraga']"));

      assertThat(page.locator("#fragor").isVisible()).isTrue();
    }
  }

  @Test
  void who_comes_second_sees_both_what_was_and_what_is() {
    try (BrowserContext window = Browsing.window(true)) {
      Page first = Browsing.signedIn(window, base(), BROKER);
      first.navigate(address());
      Page second = window.newPage();
      second.navigate(address());
      second.locator(button("claim")).click();
      second.waitForURL("**klart=claim**");
      first.locator(button("claim")).click();

      Locator notice = first.locator("[role=alert]");
      assertThat(notice.innerText())
          .contains("Någon annan hann före", "Registrerat", "Under bedömning");
      Browsing.accessible(first);
    }
  }

  private void wholeCase(BrowserContext window) {
    Page page = Browsing.signedIn(window, base(), BROKER);
    page.locator("#sok").fill(caseId);
    page.locator("#sok").press("Enter");
    page.waitForURL("**/app/arenden/" + caseId);
    presses += 2;
    for (String step : new String[] {"claim", "assess", "start-search"}) {
      press(page, button(step));
    }
    press(page, "a[href*='arende=" + caseId + "']");
    press(page, "input[value='falun-knaprotes']");
    press(page, "button[formaction*='fraga']");
    page.locator("#fragor").waitFor();
    providerSaysYes();
    page.navigate(address());
    presses++;
    page.locator("#wait-home").fill("120");
    presses++;
    assertThat(page.locator("#wait-offered").inputValue()).isNotEmpty();
    press(page, "#sagt");
    press(page, "form[action$='/erbjud'] button");

    page.locator("#erbjudanden").waitFor();
    assertThat(page.locator("section:has(#erbjudanden) .tag").innerText()).isEqualTo("Lämnat");
    Browsing.pictures(page, "case");
  }

  private void providerSaysYes() {
    String inquiry =
        sql.sql(
                "select task_id from vf.case_task where case_id = :id and kind ="
                    + " 'candidate-inquiry'")
            .param("id", caseId)
            .query(String.class)
            .single();
    Api.Answer seen = api.get("provider-falun", "/fhir/Task/" + inquiry);
    String version = seen.first("\"versionId\":\"([0-9]+)\"");
    Api.Answer received =
        api.post(
            "provider-falun",
            "/fhir/Task/" + inquiry + "/$transition",
            Needs.step("receive", version, ""));
    String next = received.first("\"versionId\":\"([0-9]+)\"");
    Api.Answer yes =
        api.post(
            "provider-falun",
            "/fhir/Task/" + inquiry + "/$transition",
            Needs.step(
                "accept", next, Needs.date("earliest-date", java.time.LocalDate.of(2027, 1, 15))));
    assertThat(yes.status()).isEqualTo(200);
  }

  private void press(Page page, String what) {
    page.locator(what).first().click();
    page.waitForLoadState();
    presses++;
  }

  /** Walks with the tab key to the thing and presses; fails if the keyboard cannot reach it. */
  private static void go(Page page, String what, String key) {
    walk(page, what, "Tab");
    page.keyboard().press(key);
  }

  private static void back(Page page, String what) {
    walk(page, what, "Shift+Tab");
    page.keyboard().press("Enter");
  }

  private static void walk(Page page, String what, String key) {
    for (int i = 0; i < 400; i++) {
      page.keyboard().press(key);
      Object there =
          page.evaluate("s => !!document.activeElement && document.activeElement.matches(s)", what);
      if (Boolean.TRUE.equals(there)) {
        return;
      }
    }
    throw new AssertionError("The keyboard does not reach " + what + " on " + page.url());
  }

  private static String focused(Page page) {
    return String.valueOf(page.evaluate("document.activeElement.className"));
  }

  private static String button(String step) {
    return "form:has(input[name=transition][value='" + step + "']) button";
  }

  private String address() {
    return base() + "/app/arenden/" + caseId;
  }

  private String base() {
    return "http://localhost:" + port;
  }
}
