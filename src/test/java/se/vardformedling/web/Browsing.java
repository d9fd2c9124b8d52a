package se.vardformedling.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ScreenshotType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpCookie;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * One real browser for all tests that need one. Without a browser on the machine they are skipped,
 * unless {@code VF_BROWSER=required}.
 */
final class Browsing {
  /**
   * WCAG 2.2, level AA; begun, and not waited for, so that two pages are checked at a time. Style
   * sheets are not read once more: no rule of these levels asks for them.
   */
  private static final String CHECK =
      """
      () => { setTimeout(() => { window.vfChecked = axe.run(document, {resultTypes: ['violations'], preload: {assets: ['media']},
        runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}}); }, 0); }
      """;

  /** What is wrong and where. */
  private static final String CHECKED =
      """
      () => new Promise((done, fail) => { const look = () => window.vfChecked
        ? window.vfChecked.then(found => done(found.violations.map(rule =>
            rule.id + ': ' + rule.nodes.slice(0, 3).map(node => node.html).join(' | '))), fail)
        : setTimeout(look, 2); look(); })
      """;

  private static final Path PICTURES = Path.of("target/screenshots");

  /** To look at after a change; taking them costs as much as the checks. */
  private static final boolean PICTURED = "true".equals(System.getenv("VF_PICTURES"));

  private static final Optional<Path> PROGRAM =
      Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
          .map(Path::of)
          .filter(Files::isExecutable)
          .findFirst();

  private static final class Lazy {
    static final Browser BROWSER = launch();
    static final String AXE = axe();
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
    BrowserContext window =
        Lazy.BROWSER.newContext(
            new Browser.NewContextOptions()
                .setJavaScriptEnabled(javaScript)
                .setViewportSize(1440, 900));
    window.setDefaultTimeout(60_000);
    window.setDefaultNavigationTimeout(60_000);
    return window;
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

  private static String axe() {
    try (InputStream in = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Signed in as a persona of the demo, on the first page after that. */
  static Page signedIn(BrowserContext window, String base, String persona) {
    signIn(window, base, persona);
    Page page = window.newPage();
    page.navigate(base + "/app");
    return page;
  }

  /** Signs in by the same forms as a person, without waiting for pictures and style sheets. */
  static void signIn(BrowserContext window, String base, String persona) {
    se.vardformedling.cast.Browser person =
        se.vardformedling.cast.Browser.as(URI.create(base).getPort(), persona);
    for (HttpCookie cookie : person.cookies()) {
      window.addCookies(
          List.of(
              new Cookie(cookie.getName(), cookie.getValue())
                  .setDomain("localhost")
                  .setPath("/")
                  .setHttpOnly(cookie.isHttpOnly())));
    }
  }

  /** Fails with what is wrong and where, if an automatic check finds anything at all. */
  static void accessible(Page page) {
    begin(page);
    finish(page);
  }

  /**
   * Brings the check along to every page that the window opens, which is faster than one by one.
   */
  static void bring(BrowserContext window) {
    window.addInitScript(Lazy.AXE);
  }

  /** Begins the check and leaves it running. */
  static void begin(Page page) {
    if (Boolean.TRUE.equals(page.evaluate("typeof axe === 'undefined'"))) {
      page.evaluate(Lazy.AXE);
    }
    page.evaluate(CHECK);
  }

  static void finish(Page page) {
    assertThat((List<?>) page.evaluate(CHECKED)).as(page.url()).isEmpty();
  }

  /** Nothing that must be scrolled sideways to be read; and pictures, if they are wanted. */
  static void pictures(Page page, String name) {
    for (int width : new int[] {320, 768, 1440}) {
      page.setViewportSize(width, 900);
      picture(page, name + "-" + width);
      assertThat(
              page.evaluate(
                  "document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
          .as(page.url() + " at " + width)
          .isEqualTo(true);
    }
  }

  static void picture(Page page, String name) {
    if (!PICTURED) {
      return;
    }
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setType(ScreenshotType.JPEG)
            .setQuality(60)
            .setPath(PICTURES.resolve(name + ".jpg")));
  }
}
