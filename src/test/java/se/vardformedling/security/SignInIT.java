package se.vardformedling.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Browser;
import se.vardformedling.cast.Browser.Page;

/** Signing in to the pages as one of the demo's personas, and what a session is worth. */
@NodeIT
class SignInIT {
  private static final String ME = "/app/me";
  private static final String COOKIE = "vf-session";

  @LocalServerPort int port;
  @Autowired JdbcClient sql;
  private Browser browser;

  @BeforeEach
  void open() {
    browser = new Browser(port);
  }

  @Test
  void who_asks_for_a_page_signs_in_and_is_brought_back_to_it() {
    Page choice = browser.open(ME + "?lang=en&x=1");
    assertThat(choice.status()).isEqualTo(200);
    assertThat(choice.path()).startsWith("/signin/persona");
    assertThat(choice.body()).contains("Vårdgarantikansliet, Region Dalarna");

    Page page =
        browser.submit(choice.path(), Map.of("persona", "broker-dalarna", "_csrf", choice.csrf()));

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.path()).isEqualTo(ME + "?lang=en&x=1");
    assertThat(page.body()).contains("<dd>Care broker</dd>", "<dd>20</dd>");
  }

  @ParameterizedTest
  @CsvSource({
    "broker-dalarna, Vårdförmedlare, 20, ''",
    "referrer-dalarna, Remittent, 20, TSTNMT2321000156-VF0002",
    "provider-falun, Mottagande enhet, 20, TSTNMT2321000156-VF0001",
    "provider-goteborg, Mottagande enhet, 14, TSTNMT2321000156-VF0003",
    "controller-dalarna, Avtalscontroller, 20, ''",
    "catalogue-admin, Katalogförvaltare, '', ''",
    "analyst, Analytiker, '', ''",
    "log-reviewer, Loggranskare, 20, ''",
    "log-reviewer-goteborg, Loggranskare, 14, ''"
  })
  void every_persona_is_on_the_pages_who_it_is_by_token(
      String persona, String role, String region, String unit) {
    String page = browser.signIn(persona, ME).body();

    assertThat(page).contains("<dd>" + role + "</dd>", "<dd>" + persona + "</dd>");
    assertThat(page.contains("<dt>Län</dt>")).isEqualTo(!region.isEmpty());
    assertThat(page).contains(region, unit);
    assertThat(page.contains("<dt>Enhet</dt>")).isEqualTo(!unit.isEmpty());
  }

  @Test
  void the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    browser.once(ME);
    Page page = new Browser(port).once(ME);

    assertThat(page.header("Set-Cookie"))
        .startsWith(COOKIE + "=")
        .contains("; Path=/")
        .contains("; HttpOnly")
        .contains("; SameSite=Lax")
        .doesNotContain("Domain");
  }

  @Test
  void open_pages_need_no_session_and_make_none() {
    for (String path : new String[] {"/", "/errors", "/css/vf.css", "/signin/out"}) {
      Page page = browser.once(path);
      assertThat(page.status()).as(path).isEqualTo(200);
      assertThat(page.header("Set-Cookie")).as(path).isEmpty();
    }
  }

  @Test
  void a_session_that_somebody_else_chose_is_changed_at_sign_in() {
    browser.open(ME);
    String before = browser.cookies().get(0).getValue();
    browser.signIn("analyst", ME);

    Browser thief = new Browser(port);
    thief.setCookie(COOKIE, before);
    assertThat(browser.cookies().get(0).getValue()).isNotEqualTo(before);
    assertThat(thief.once(ME).status()).isEqualTo(302);
  }

  @Test
  void a_session_is_a_row_and_holds_nothing_that_the_provider_said_of_the_person() {
    browser.signIn("log-reviewer", ME);

    assertThat(
            sql.sql(
                    """
                    select max_inactive_interval from vf.session s join vf.session_attributes a
                        on a.session_primary_id = s.primary_id
                     where principal_name = 'log-reviewer' and attribute_name = 'SPRING_SECURITY_CONTEXT'
                       and position('commissionName'::bytea in attribute_bytes) = 0
                     order by creation_time desc limit 1
                    """)
                .query(Integer.class)
                .single())
        .isEqualTo(30 * 60);
  }

  @Test
  void who_signs_out_is_out_and_the_old_cookie_is_worth_nothing() {
    Page page = browser.signIn("analyst", ME);
    String session = browser.cookies().get(0).getValue();

    Page out = browser.submit("/signin/out", Map.of("_csrf", page.csrf()));

    assertThat(out.path()).isEqualTo("/signin/out");
    assertThat(out.body()).contains("Du är utloggad");
    browser.setCookie(COOKIE, session);
    assertThat(browser.once(ME).header("Location")).isEqualTo("/signin");
  }

  @Test
  void a_form_without_its_token_does_nothing() {
    Page page = browser.signIn("analyst", ME);

    assertThat(browser.post("/signin/out", Map.of()).status()).isEqualTo(403);
    assertThat(browser.post("/signin/out", Map.of("_csrf", "guessed")).status()).isEqualTo(403);
    assertThat(browser.post("/app/anything", Map.of()).status()).isEqualTo(403);
    assertThat(browser.once(ME).status()).isEqualTo(200);
    assertThat(browser.post("/signin/out", Map.of("_csrf", page.csrf())).status()).isEqualTo(302);
  }

  @Test
  void htmx_sends_the_token_in_a_header_and_is_told_to_sign_in_again() {
    Page page = browser.signIn("analyst", ME);
    assertThat(
            browser
                .post("/app/none", Map.of(), "X-CSRF-TOKEN", page.csrf(), "HX-Request", "true")
                .status())
        .isIn(404, 405);
    browser.forgetCookies();

    Page later = browser.once(ME, "HX-Request", "true");

    assertThat(later.status()).isEqualTo(401);
    assertThat(later.header("HX-Redirect")).isEqualTo("/signin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/signin?to=https://elsewhere.example",
        "/signin?continue=//elsewhere.example",
        "/app/../../elsewhere.example",
        "/app//elsewhere.example",
        "/app/%2f%2felsewhere.example",
        "/app/me?next=https://elsewhere.example"
      })
  void sign_in_never_leads_away(String path) {
    Page choice = browser.open(path);
    if (choice.path().startsWith("/signin/persona")) {
      Page page =
          browser.submit(
              choice.path()
                  + (choice.path().contains("?") ? "&" : "?")
                  + "continue=//elsewhere.example",
              Map.of("persona", "analyst", "_csrf", choice.csrf()));
      assertThat(page.path()).startsWith("/app");
    } else {
      assertThat(choice.status()).isBetween(400, 404);
    }
  }

  @Test
  void the_issuer_sends_codes_to_its_own_pages_only() {
    browser.signIn("analyst", ME);
    for (String to :
        new String[] {
          "https://elsewhere.example/signin/code/idp",
          "http://localhost:1/signin/code/idp",
          "http://localhost:" + port + "/app"
        }) {
      Page page =
          browser.once(
              "/oauth2/authorize?response_type=code&client_id=vardformedling-pages&scope=openid&state=x"
                  + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256&redirect_uri="
                  + to);
      assertThat(page.status()).as(to).isEqualTo(400);
      assertThat(page.header("Location")).as(to).isEmpty();
    }
  }

  @Test
  void a_code_of_another_sign_in_is_not_taken() {
    Page page = browser.open("/signin/code/idp?code=stolen&state=guessed");

    assertThat(page.path()).isEqualTo("/signin/failed");
    assertThat(browser.once(ME).status()).isEqualTo(302);
  }

  @Test
  void what_is_no_page_is_missing_for_everybody_and_what_is_closed_is_refused() {
    for (String path : List.of("/unknown", "/app-typo", "/favicon.ico")) {
      assertThat(browser.once(path).status()).as(path).isEqualTo(404);
    }
    assertThat(browser.post("/unknown", Map.of()).status()).isEqualTo(404);
    assertThat(browser.post("/errors", Map.of()).status()).isEqualTo(403);
    browser.signIn("broker-dalarna", ME);
    assertThat(browser.once("/unknown").status()).isEqualTo(404);
    assertThat(browser.post("/errors", Map.of()).status()).isEqualTo(403);
    assertThat(browser.once("/app/unknown").status()).isEqualTo(404);
    assertThat(browser.once("/fhir/Task").status()).isEqualTo(401);
  }

  @Test
  void no_page_can_be_framed_or_load_from_elsewhere() {
    for (Page page :
        new Page[] {browser.once("/"), browser.open(ME), browser.signIn("analyst", ME)}) {
      assertThat(page.header("Content-Security-Policy"))
          .contains("default-src 'self'", "frame-ancestors 'none'", "form-action 'self'")
          .doesNotContain("unsafe");
      assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
      assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
    }
    assertThat(browser.once(ME).header("Cache-Control")).contains("no-store");
  }

  @Test
  void the_demo_answers_under_names_of_this_machine_only() {
    for (String path :
        new String[] {"/demo/token/analyst", "/demo/key/catalogue-feed", "/signin/persona"}) {
      assertThat(raw(path, "elsewhere.example:" + port)).as(path).startsWith("HTTP/1.1 403");
      assertThat(raw(path, "127.0.0.1:" + port)).as(path).startsWith("HTTP/1.1 200");
    }
  }

  private String raw(String path, String host) {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket
          .getOutputStream()
          .write(
              ("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
