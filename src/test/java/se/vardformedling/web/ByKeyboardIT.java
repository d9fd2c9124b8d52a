package se.vardformedling.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Browser;

/** What is kept of a broker's day beside its cases, by keyboard alone. */
@NodeIT
class ByKeyboardIT {
  private static final String BROKER = "broker-dalarna";
  private static final Hands.Keyboard KEYS = new Hands.Keyboard();
  @LocalServerPort int port;
  @Autowired JdbcClient sql;

  @BeforeEach
  @AfterEach
  void forget() {
    sql.sql("delete from vf.saved_search").update();
  }

  @ParameterizedTest
  @CsvSource({"true,falun-ljumskbrack", "false,falun-gra-starr"})
  void a_checklist_is_begun_answered_and_undone(boolean javaScript, String service) {
    try (BrowserContext window = Browsing.window(javaScript)) {
      Page page = Browsing.signedIn(window, base(), BROKER);
      page.navigate(base() + "/app/enhet/unit-falun");
      KEYS.choose(page, "#tjanst", service);
      KEYS.go(page, "form[action='/app/samarbeten'] button");
      KEYS.go(page, "main a.button--primary");
      KEYS.write(page, "[id='scope.moments']", "Operation och återbesök");
      KEYS.go(page, "button[name=sedan]:not([value=''])");
      assertThat(page.url()).contains("del=patient");
      assertThat(page.locator("[role=status]").innerText()).isEqualTo("Sparat.");
      KEYS.tick(page, "[id^='patient.result-']");
      KEYS.go(page, "button[name=sedan][value='']");
      assertThat(page.content()).contains("Operation och återbesök", "Svar saknas på 15");
      KEYS.go(page, "form[action$='/angra'] button");
      assertThat(page.content()).contains("Svar saknas på 16", "Senaste ändringen är ångrad");
    }
  }

  @ParameterizedTest
  @CsvSource({"true,goteborg-ljumskbrack,provider-goteborg", "false,falun-framfall,provider-falun"})
  void a_checklist_is_finished_and_signed_by_both(boolean javaScript, String service, String unit) {
    String path = allButTheLastPart(service);
    try (BrowserContext window = Browsing.window(javaScript)) {
      Page page = Browsing.signedIn(window, base(), BROKER);
      page.navigate(base() + path + "?del=contact");
      KEYS.write(page, "[id='contact.sender']", "Vårdgarantikansliet");
      KEYS.write(page, "[id='contact.receiver']", "Koordinatorn");
      // As the browser of the test has its dates: month, day, year.
      KEYS.write(page, "[id='contact.revised']", "06302099");
      KEYS.go(page, "button[name=sedan][value='']");
      KEYS.go(page, "form[action$='/teckna'] button");
      assertThat(page.content()).contains("klar när den andra också har undertecknat");
      KEYS.go(page, "form[action$='/ta-tillbaka'] button");
      assertThat(page.content()).contains("Underskriften är tillbakatagen");
      KEYS.go(page, "form[action$='/teckna'] button");
    }
    try (BrowserContext window = Browsing.window(javaScript)) {
      Page page = Browsing.signedIn(window, base(), unit);
      KEYS.go(page, "nav a[href='/app/samarbeten']");
      KEYS.go(page, "main a[href='" + path + "']");
      assertThat(page.content()).contains("2099-06-30");
      KEYS.go(page, "form[action$='/teckna'] button");
      assertThat(page.content()).contains("Båda har undertecknat", ">Klar<");
    }
  }

  private String allButTheLastPart(String service) {
    Browser broker = Browser.as(port, BROKER);
    Browser.Page begun =
        broker.submit(broker.open("/app/kapacitet"), "/app/samarbeten", Map.of("tjanst", service));
    String path = begun.path();
    for (String part : CollaborationPagesIT.PARTS) {
      if (!part.equals("contact")) {
        Browser.Page form = broker.open(path + "?del=" + part);
        broker.submit(form, path + "/svar", CollaborationPagesIT.answers(part, form));
      }
    }
    return path;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_search_is_saved_renamed_removed_and_had_back(boolean javaScript) {
    try (BrowserContext window = Browsing.window(javaScript)) {
      Page page = Browsing.signedIn(window, base(), BROKER);
      page.navigate(base() + "/app/hitta?vad=kn%C3%A4&fran=2080");
      KEYS.press(page, "#resultat details:has(#namn) > summary");
      KEYS.write(page, "#namn", "Knä");
      page.waitForNavigation(() -> page.keyboard().press("Enter"));
      KEYS.go(page, "nav a[href='/app/hitta/sparade']");
      KEYS.write(page, "input[name=namn]", "Nära Mora");
      KEYS.go(page, "form[action$='/namn'] button");
      KEYS.go(page, "form[action$='/bort'] button");
      assertThat(page.content()).contains("Nära Mora är borttagen.");
      KEYS.go(page, "form[action$='/aterta'] button");
      KEYS.go(page, "main h2 a");
      assertThat(page.locator("nav a[aria-current]:has-text('Nära Mora')").count()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {360, 900})
  void where_the_head_of_a_table_has_no_room_a_form_sorts_it_and_nothing_unseen_has_the_focus(
      int width) {
    try (BrowserContext window = Browsing.window(true)) {
      Page page = Browsing.signedIn(window, base(), BROKER);
      page.setViewportSize(width, 900);
      page.navigate(base() + "/app/hitta?vad=kn%C3%A4&fran=2080");
      Browsing.accessible(page);
      assertThat(page.locator("#vardgivare thead a:visible").count()).isZero();
      KEYS.choose(page, "#sortera-vardgivare", "avstand");
      KEYS.go(page, "#vardgivare .sheet__sort button");
      assertThat(page.url()).contains("sortera=avstand", "fran=2080");
      page.setViewportSize(1440, 900);
      assertThat(page.locator("#vardgivare .sheet__sort").isVisible()).isFalse();
      assertThat(page.locator("#vardgivare th[aria-sort=ascending]").innerText())
          .contains("Avstånd");
    }
  }

  private String base() {
    return "http://localhost:" + port;
  }
}
