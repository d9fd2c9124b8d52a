package se.vardformedling.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.ScreenshotType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * One real browser for all tests that need one. Without a browser on the machine they are skipped,
 * unless {@code VF_BROWSER=required}.
 */
final class Browsing {
  private static final List<String> TAGS =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
  private static final Path PICTURES = Path.of("target/screenshots");
  private static final Optional<Path> PROGRAM =
      Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
          .map(Path::of)
          .filter(Files::isExecutable)
          .findFirst();

  private static final class Lazy {
    static final Browser BROWSER = launch();
  }

  private Browsing() {}

  /** A window of its own: its own cookies, closed by the test. */
  static BrowserContext window(boolean javaScript) {
    if (PROGRAM.isEmpty()) {
      String message = "No browser: install chromium to run the tests of the pages in it";
      if ("required".equals(System.getenv("VF_BROWSER"))) {
        Assertions.fail(message);
      }
      Assumptions.abort(message);
    }
    return Lazy.BROWSER.newContext(
        new Browser.NewContextOptions()
            .setJavaScriptEnabled(javaScript)
            .setViewportSize(1440, 900));
  }

  private static Browser launch() {
    Map<String, String> settings = new HashMap<>(System.getenv());
    settings.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(settings));
    return playwright
        .chromium()
        .launch(
            new BrowserType.LaunchOptions()
                .setExecutablePath(PROGRAM.orElseThrow())
                .setArgs(List.of("--no-sandbox")));
  }

  /** Signs in as a persona of the demo; ends on the page that was asked for. */
  static Page signedIn(BrowserContext window, String base, String persona) {
    Page page = window.newPage();
    page.setDefaultTimeout(60_000);
    page.setDefaultNavigationTimeout(60_000);
    page.navigate(base + "/app");
    page.locator("button[value='" + persona + "']").click();
    page.waitForURL("**/app**");
    return page;
  }

  /** Fails with what is wrong and where, if an automatic check finds anything at all. */
  static void accessible(Page page) {
    AxeRunOptions options = new AxeRunOptions();
    options.setResultTypes(List.of("violations"));
    // Legacy: in one go, which is twice as fast and the same where there are no frames.
    List<String> faults =
        new AxeBuilder(page)
            .setLegacyMode(true).options(options).withTags(TAGS).analyze().getViolations().stream()
                .map(rule -> rule.getId() + ": " + where(rule))
                .toList();
    assertThat(faults).as(page.url()).isEmpty();
  }

  private static List<String> where(Rule rule) {
    return rule.getNodes().stream().limit(3).map(node -> node.getHtml()).toList();
  }

  /** Pictures to look at, and nothing that must be scrolled sideways to be read. */
  static void pictures(Page page, String name) {
    for (int width : new int[] {320, 768, 1440}) {
      page.setViewportSize(width, 900);
      page.waitForLoadState(LoadState.LOAD);
      page.screenshot(
          new Page.ScreenshotOptions()
              .setFullPage(true)
              .setType(ScreenshotType.JPEG)
              .setQuality(60)
              .setPath(PICTURES.resolve(name + "-" + width + ".jpg")));
      assertThat(
              page.evaluate(
                  "document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
          .as(page.url() + " at " + width)
          .isEqualTo(true);
    }
  }
}
