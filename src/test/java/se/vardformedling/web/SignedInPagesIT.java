package se.vardformedling.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
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
          "/app/hitta/jamfor?vad=knaprotes&fran=2080&jamfor=falun-knaprotes&jamfor=mora-knaprotes");

  @LocalServerPort int port;

  @Test
  void every_page_of_a_broker_is_accessible_in_both_languages_and_at_every_width() {
    try (BrowserContext window = Browsing.window(true)) {
      Page page = Browsing.signedIn(window, base(), "broker-dalarna");
      BROKERS.forEach(path -> look(page, path, "broker"));
    }
  }

  @Test
  void a_controller_sees_agreements() {
    try (BrowserContext window = Browsing.window(true)) {
      Page page = Browsing.signedIn(window, base(), "controller-dalarna");
      look(page, "/app", "controller");
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
      look(page, "/app/kapacitet", "provider");
      page.locator("#ledig-kapacitet tbody a").first().click();
      page.waitForLoadState();
      look(page, page.url().substring(base().length()), "announcement");
    }
  }

  @Test
  void a_log_reviewer_reads_the_log_of_the_region() {
    try (BrowserContext window = Browsing.window(true)) {
      Page page = Browsing.signedIn(window, base(), "log-reviewer");
      look(page, "/app", "log-reviewer");
      look(page, "/app/logg", "log-reviewer");
    }
  }

  @Test
  void a_first_visit_is_light() {
    for (String path : List.of("/app/hitta?vad=kn%C3%A4&fran=2080", "/app/lagesbild")) {
      try (BrowserContext window = Browsing.window(true)) {
        Page page = Browsing.signedIn(window, base(), "broker-dalarna");
        AtomicLong bytes = new AtomicLong();
        page.context().newCDPSession(page).send("Network.setCacheDisabled", cacheDisabled());
        page.onRequestFinished(
            request ->
                bytes.addAndGet(
                    request.sizes().responseBodySize + request.sizes().responseHeadersSize));
        page.navigate(base() + path);
        page.waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);

        assertThat(bytes.get()).as(path).isBetween(20_000L, HEAVIEST);
      }
    }
  }

  @Test
  void motion_forced_colours_and_paper_lose_nothing() {
    try (BrowserContext window = Browsing.window(true)) {
      Page page = Browsing.signedIn(window, base(), "broker-dalarna");
      page.navigate(base() + "/app/hitta?vad=kn%C3%A4&fran=2080");
      page.emulateMedia(
          new Page.EmulateMediaOptions()
              .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE)
              .setForcedColors(com.microsoft.playwright.options.ForcedColors.ACTIVE));
      Browsing.pictures(page, "forced-colours");
      page.emulateMedia(
          new Page.EmulateMediaOptions()
              .setForcedColors(com.microsoft.playwright.options.ForcedColors.NONE)
              .setMedia(com.microsoft.playwright.options.Media.PRINT));

      assertThat(page.locator("#vardgivare table").isVisible()).isTrue();
      assertThat(page.locator(".top__nav").isVisible()).isFalse();
      assertThat(page.locator(".synthetic").isVisible()).isTrue();
      Browsing.pictures(page, "print");
    }
  }

  private static com.google.gson.JsonObject cacheDisabled() {
    com.google.gson.JsonObject disabled = new com.google.gson.JsonObject();
    disabled.addProperty("cacheDisabled", true);
    return disabled;
  }

  private void look(Page page, String path, String who) {
    List<String> complaints = new ArrayList<>();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    for (Map.Entry<String, String> language : Map.of("en", "en", "sv", "sv").entrySet()) {
      String join = path.contains("?") ? "&" : "?";
      page.navigate(base() + path + join + "lang=" + language.getKey());
      Browsing.accessible(page);
      assertThat(page.content()).as(path).doesNotContain("??");
    }
    assertThat(complaints).as(path).isEmpty();
    Browsing.pictures(
        page, who + path.replaceAll("[0-9a-f-]{36}", "").replaceAll("[^a-z0-9]+", "-"));
    page.setViewportSize(1440, 900);
  }

  private String base() {
    return "http://localhost:" + port;
  }
}
