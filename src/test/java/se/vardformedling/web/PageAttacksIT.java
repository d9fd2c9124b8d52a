package se.vardformedling.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import se.vardformedling.Asking;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Browser;

/** What an attacker tries on pages, each tried and refused. */
@NodeIT
class PageAttacksIT {
  private static final String SCRIPT = "%3Cscript%3Ewindow.owned=1%3C/script%3E";
  @LocalServerPort int port;

  @Test
  void a_script_in_the_address_is_shown_as_text_and_never_runs() {
    try (BrowserContext window = Browsing.window(true)) {
      Page page = Browsing.signedIn(window, base(), "broker-dalarna");
      for (String path :
          new String[] {
            "/app/hitta?vad=" + SCRIPT,
            "/app/hitta?vad=kn%C3%A4&sortera=" + SCRIPT + "&region=" + SCRIPT + "&arende=" + SCRIPT,
            "/app/hitta/forslag?vad=" + SCRIPT,
            "/app/arenden?sok=" + SCRIPT + "&sortera=" + SCRIPT,
            "/app/lagesbild?vard=" + SCRIPT + "&lan=" + SCRIPT + "&sortera=" + SCRIPT,
            "/app/lagesbild?niva=" + SCRIPT + "&minst=" + SCRIPT + "&kalla=" + SCRIPT,
            "/app/lagesbild/enhet/falun-knaprotes?vard=knaprotes&kalla=" + SCRIPT,
            "/app/kapacitet?vard=" + SCRIPT + "&slag=" + SCRIPT + "&sortera=" + SCRIPT,
            "/app/hitta/jamfor?vad=kn%C3%A4&jamfor=" + SCRIPT
          }) {
        Response answer = page.navigate(base() + path);
        assertThat(page.evaluate("window.owned === undefined")).as(path).isEqualTo(true);
        assertThat(answer.text()).as(path).doesNotContain("<script>window.owned");
      }
    }
  }

  @Test
  void a_page_cannot_be_put_in_a_frame_and_runs_no_foreign_code() {
    for (String path : new String[] {"/", "/invanare", "/informationsblad", "/app"}) {
      Asking.Answer answer = new Asking(port).send("GET", path, "");
      assertThat(answer.header("Content-Security-Policy"))
          .as(path)
          .contains("default-src 'self'", "frame-ancestors 'none'", "object-src 'none'")
          .doesNotContain("unsafe");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }
  }

  @Test
  void an_address_elsewhere_is_never_followed() {
    Browser broker = Browser.as(port, "broker-dalarna");
    String secret = broker.open("/app/arenden").csrf();
    Map<String, String> elsewhere =
        Map.of("_csrf", secret, "arende", "//evil.example", "vad", "https://evil.example");
    // Whatever leads on by something that the sender has written.
    for (String form :
        List.of(
            "/app/arenden/ta",
            "/app/arenden/ringlista",
            "/app/hitta/val",
            "/app/hitta/sparade",
            "/app/arenden/VF-9B33AGVTT9BJ/fraga")) {
      Browser.Page led = broker.post(form, elsewhere);
      if (led.status() == 302) {
        assertThat(led.header("Location").replace(base(), "")).as(form).startsWith("/app/");
      } else {
        assertThat(led.status()).as(form).isIn(404, 422);
      }
    }
    assertThat(broker.post("/app/hitta/val", elsewhere).status()).isEqualTo(302);
    // A form's own address leads back to its page.
    for (String read : List.of("/app/arenden/%2F%2Fevil.example/steg", "/app//evil.example/steg")) {
      Browser.Page led = broker.once(read);
      assertThat(led.header("Location").replace(base(), "")).as(read).doesNotContain("//");
    }
  }

  @Test
  void a_form_from_elsewhere_without_our_secret_is_refused() {
    try (BrowserContext window = Browsing.window(true)) {
      Page page = Browsing.signedIn(window, base(), "broker-dalarna");
      Object status =
          page.evaluate(
              "async () => (await fetch('/app/hitta/val', {method: 'POST', body:"
                  + " 'vad=x'})).status");
      assertThat(status).isEqualTo(403);
    }
  }

  @Test
  void what_is_not_ones_work_is_refused_on_its_page_too() {
    try (BrowserContext window = Browsing.window(true)) {
      for (Map.Entry<String, Integer> tried :
          Map.of("analyst", 403, "provider-falun", 403).entrySet()) {
        window.clearCookies();
        Page page = Browsing.signedIn(window, base(), tried.getKey());
        Response answer = page.navigate(base() + "/app/hitta?vad=kn%C3%A4");
        assertThat(answer.status()).as(tried.getKey()).isEqualTo(tried.getValue());
        assertThat(page.content()).contains("actor-not-allowed").doesNotContain("Exception");
      }
    }
  }

  @Test
  void a_file_is_exactly_what_is_shown() {
    try (BrowserContext window = Browsing.window(true)) {
      Page page = Browsing.signedIn(window, base(), "broker-dalarna");
      page.navigate(base() + "/app/hitta?vad=kn%C3%A4&fran=2080");
      int shown = page.locator("#vardgivare tbody tr").count();
      String csv = page.request().get(base() + "/app/hitta?vad=kn%C3%A4&fran=2080&som=csv").text();

      assertThat(shown).isPositive();
      assertThat(csv).startsWith("\uFEFFEnhet;").contains("\r\n\r\nOm data\r\n");
      assertThat(csv.substring(0, csv.indexOf("\r\n\r\n")).split("\r\n")).hasSize(shown + 1);
    }
  }

  private String base() {
    return "http://localhost:" + port;
  }
}
