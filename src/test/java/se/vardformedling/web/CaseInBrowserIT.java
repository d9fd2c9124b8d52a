package se.vardformedling.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void by_mouse_an_offer_is_recorded_within_twelve_interactions(boolean javaScript) {
    try (BrowserContext window = Browsing.window(javaScript)) {
      wholeCase(window, new Hands.Mouse());
      assertThat(presses).isLessThanOrEqualTo(12);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void by_keyboard_alone_the_whole_case_is_done_with_and_without_javascript(boolean javaScript) {
    try (BrowserContext window = Browsing.window(javaScript)) {
      wholeCase(window, new Hands.Keyboard());
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
      second.locator("[role=status]").waitFor();
      first.locator(button("claim")).click();

      Locator notice = first.locator("[role=alert]");
      assertThat(notice.innerText())
          .contains("Någon annan hann före", "Registrerat", "Under bedömning");
      Browsing.accessible(first);
    }
  }

  private void wholeCase(BrowserContext window, Hands hands) {
    Page page = Browsing.signedIn(window, base(), BROKER);
    hands.write(page, "#sok", caseId);
    page.waitForNavigation(() -> page.keyboard().press("Enter"));
    assertThat(page.url()).endsWith("/app/arenden/" + caseId);
    presses += 2;
    for (String step : new String[] {"claim", "assess", "start-search"}) {
      go(page, hands, button(step));
    }
    go(page, hands, "a[href*='arende=" + caseId + "']");
    hands.tick(page, "input[value='falun-knaprotes']");
    presses++;
    go(page, hands, "button[formaction*='fraga']");
    page.locator("#fragor").waitFor();
    providerSaysYes();
    page.navigate(address());
    presses++;
    hands.write(page, "#wait-home", "120");
    presses++;
    assertThat(page.locator("#wait-offered").inputValue()).isNotEmpty();
    hands.tick(page, "#sagt");
    presses++;
    go(page, hands, "form[action$='/erbjud'] button");

    page.locator("#erbjudanden").waitFor();
    assertThat(page.locator("section:has(#erbjudanden) .tag").innerText()).isEqualTo("Lämnat");
  }

  private void go(Page page, Hands hands, String what) {
    page.waitForNavigation(() -> hands.press(page, what));
    presses++;
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
