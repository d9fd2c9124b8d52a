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

/** Every page in a real browser: nothing inaccessible, nothing cut off, nothing heavy. */
@NodeIT
class PagesIT {
  private static final long HEAVIEST = 150_000;
  private static final List<String> OPEN =
      List.of(
          "/",
          "/invanare",
          "/tillganglighet",
          "/errors",
          "/informationsblad?region=20",
          "/informationsblad?version=latt&stor=true",
          "/informationsblad?version=en");

  @LocalServerPort int port;

  @Test
  void every_open_page_is_accessible_in_both_languages_and_at_every_width() {
    try (BrowserContext window = Browsing.window(true)) {
      Page page = window.newPage();
      page.setDefaultNavigationTimeout(60_000);
      OPEN.forEach(path -> look(page, path, "open"));
    }
  }

  @Test
  void a_first_visit_is_light() {
    for (String path : List.of("/", "/invanare")) {
      try (BrowserContext window = Browsing.window(true)) {
        Page page = window.newPage();
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
    Browsing.pictures(page, who + path.replaceAll("[^a-z0-9]+", "-"));
    page.setViewportSize(1440, 900);
  }

  private String base() {
    return "http://localhost:" + port;
  }
}
