package se.vardformedling.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Cases;
import se.vardformedling.cast.Needs;

/** Every page of those who are signed in, in a real browser. */
@NodeIT
class SignedInPagesIT {
  private static final long HEAVIEST = 150_000;
  private static final List<String> BROKERS =
      List.of(
          "/app",
          "/app/arenden",
          "/app/avtal",
          "/app/avtal/avtal-20-falun",
          "/app/status",
          "/app/lagesbild",
          "/app/lagesbild?vard=ljumskbrack&lan=20",
          "/app/lagesbild/enhet/falun-knaprotes?vard=knaprotes",
          "/app/enhet/unit-falun",
          "/app/kapacitet",
          "/app/hitta",
          "/app/hitta?vad=kn%C3%A4&fran=2080",
          "/app/hitta?vad=NGB&fran=2080&avstand=50&avtal=required&asa=4",
          "/app/hitta?vad=obegripligt",
          "/app/hitta/sparade",
          "/app/samarbeten",
          "/app/hitta/jamfor?vad=knaprotes&fran=2080&jamfor=falun-knaprotes&jamfor=mora-knaprotes");

  @LocalServerPort int port;

  @Test
  void every_page_of_a_broker_is_accessible_in_both_languages_and_at_every_width() {
    try (BrowserContext window = Browsing.window(true)) {
      Page page = Browsing.signedIn(window, base(), "broker-dalarna");
      fillSaved(page);
      String checklist = checklist(page);
      BROKERS.forEach(path -> look(page, path, "broker"));
      look(page, checklist, "broker-checklist");
      look(page, checklist + "?del=patient", "broker-checklist");
      isLight(page);
      motionForcedColoursAndPaperLoseNothing(page);
    }
  }

  private void fillSaved(Page page) {
    page.navigate(base() + "/app/hitta?vad=kn%C3%A4&fran=2080");
    page.locator("summary:has-text('Spara sökningen')").click();
    page.locator("#namn").fill("Knä nära Mora");
    page.waitForNavigation(() -> page.locator("#namn").press("Enter"));
    assertThat(page.locator("nav a[aria-current]:has-text('Knä nära Mora')").count()).isEqualTo(1);
  }

  private String checklist(Page page) {
    page.navigate(base() + "/app/enhet/unit-mora");
    page.waitForNavigation(
        () -> page.locator("form[action='/app/samarbeten'] button").first().press("Enter"));
    return page.url().substring(base().length());
  }

  @Test
  void a_controller_sees_agreements() {
    try (BrowserContext window = Browsing.window(true)) {
      Page page = Browsing.signedIn(window, base(), "controller-dalarna");
      look(page, "/app/avtal", "controller");
      look(page, "/app/import", "controller");
    }
  }

  @Test
  void a_provider_sees_what_is_asked_of_it_and_its_capacity() {
    Cases cases = new Cases(new Api(port));
    new Api(port)
        .post(
            "broker-dalarna", "/fhir/Task", Needs.inquiry(cases.assessed(), "goteborg-knaprotes"));
    try (BrowserContext window = Browsing.window(true)) {
      Page page = Browsing.signedIn(window, base(), "provider-goteborg");
      look(page, "/app", "provider");
      look(page, "/app/fragor", "provider");
      page.navigate(base() + "/app/kapacitet");
      page.locator("#ledig-kapacitet tbody a").first().click();
      page.waitForLoadState();
      look(page, page.url().substring(base().length()), "announcement");
    }
  }

  @Test
  void a_log_reviewer_reads_the_log_of_the_region() {
    try (BrowserContext window = Browsing.window(true)) {
      Page page = Browsing.signedIn(window, base(), "log-reviewer");
      look(page, "/app/logg", "log-reviewer");
    }
  }

  private void isLight(Page page) {
    CDPSession network = page.context().newCDPSession(page);
    for (String path : List.of("/app/hitta?vad=kn%C3%A4&fran=2080", "/app/lagesbild")) {
      network.send("Network.setCacheDisabled", cacheDisabled(true));
      AtomicLong bytes = new AtomicLong();
      Consumer<Request> count =
          request ->
              bytes.addAndGet(
                  request.sizes().responseBodySize + request.sizes().responseHeadersSize);
      page.onRequestFinished(count);
      page.navigate(base() + path);
      page.waitForLoadState(LoadState.NETWORKIDLE);
      page.offRequestFinished(count);

      assertThat(bytes.get()).as(path).isBetween(20_000L, HEAVIEST);
    }
    network.send("Network.setCacheDisabled", cacheDisabled(false));
    network.detach();
  }

  private void motionForcedColoursAndPaperLoseNothing(Page page) {
    page.navigate(base() + "/app/hitta?vad=kn%C3%A4&fran=2080");
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
    Browsing.pictures(page, "print");
  }

  private static com.google.gson.JsonObject cacheDisabled(boolean is) {
    com.google.gson.JsonObject disabled = new com.google.gson.JsonObject();
    disabled.addProperty("cacheDisabled", is);
    return disabled;
  }

  private void look(Page page, String path, String who) {
    List<String> complaints = new ArrayList<>();
    Consumer<ConsoleMessage> listener =
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        };
    page.onConsoleMessage(listener);
    for (Map.Entry<String, String> language : Map.of("en", "en", "sv", "sv").entrySet()) {
      String join = path.contains("?") ? "&" : "?";
      page.navigate(base() + path + join + "lang=" + language.getKey());
      Browsing.accessible(page);
      assertThat(page.content()).as(path).doesNotContain("??");
    }
    page.offConsoleMessage(listener);
    assertThat(complaints).as(path).isEmpty();
    Browsing.pictures(
        page, who + path.replaceAll("[0-9a-f-]{36}", "").replaceAll("[^a-z0-9]+", "-"));
    page.setViewportSize(1440, 900);
  }

  private String base() {
    return "http://localhost:" + port;
  }
}
