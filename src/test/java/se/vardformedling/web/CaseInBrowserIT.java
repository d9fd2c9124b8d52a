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
      Page page = wholeCase(window, new Hands.Mouse(), javaScript);
      assertThat(presses).isLessThanOrEqualTo(12);
      if (javaScript) {
        toTheOrder(page);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void by_keyboard_alone_the_whole_case_is_done_with_and_without_javascript(boolean javaScript) {
    try (BrowserContext window = Browsing.window(javaScript)) {
      wholeCase(window, new Hands.Keyboard(), false);
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

  /** What comes after it, each state of the page looked at. */
  private static void toTheOrder(Page page) {
    Browsing.accessible(page);
    Hands hands = new Hands.Mouse();
    hands.go(page, "section:has(#erbjudanden) form:has(input[value='accept']) button");
    assertThat(page.locator("[role=status]:focus").innerText()).startsWith("Gjort: ");
    Browsing.accessible(page);
    hands.go(page, button("select"));
    page.locator("#ovrigt").waitFor();
    Browsing.accessible(page);
    Browsing.pictures(page, "case-ordered");
  }

  /** The offer's form as it comes back when something in it is wrong. */
  private static void faultyOffer(Page page) {
    page.evaluate("document.querySelector('form[action$=\"/erbjud\"]').noValidate = true");
    page.locator("#wait-home").fill("-3");
    new Hands.Mouse().go(page, "form[action$='/erbjud'] button");
    assertThat(page.title()).startsWith("Fel: ");
    assertThat(page.locator("[role=alert]:focus").innerText()).contains("Jag har sagt allt detta");
    Browsing.accessible(page);
    Browsing.pictures(page, "case-offer-faulty");
  }

  private Page wholeCase(BrowserContext window, Hands hands, boolean faulty) {
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
    // What was done is said, and has the focus: the next step is near for the keyboard too.
    assertThat(page.locator("[role=status]:focus").innerText())
        .contains("En fråga är skickad. Ärendet väntar på Vårdgivaren.");
    page.locator("#fragor").waitFor();
    providerSaysYes();
    page.navigate(address());
    presses++;
    assertThat(page.title()).doesNotContain("Fel:");
    if (faulty) {
      faultyOffer(page);
    }
    hands.write(page, "#wait-home", "120");
    presses++;
    assertThat(page.locator("#wait-offered").inputValue()).isNotEmpty();
    hands.tick(page, "#sagt");
    presses++;
    go(page, hands, "form[action$='/erbjud'] button");

    page.locator("#erbjudanden").waitFor();
    assertThat(page.locator("section:has(#erbjudanden) .tag").innerText()).isEqualTo("Lämnat");
    return page;
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
