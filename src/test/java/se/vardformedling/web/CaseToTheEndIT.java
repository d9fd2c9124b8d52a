package se.vardformedling.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Cases;

/** What comes after the order, by keyboard alone: the provider's steps, then the broker's. */
@NodeIT
class CaseToTheEndIT {
  /** As the browser of the test has its dates. */
  private static final DateTimeFormatter TYPED =
      DateTimeFormatter.ofPattern("MMddyyyy", Locale.ROOT);

  private static final Hands.Keyboard KEYS = new Hands.Keyboard();
  @LocalServerPort int port;
  @Autowired JdbcClient sql;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void an_order_is_accepted_booked_and_performed_and_the_case_settled(boolean javaScript) {
    Cases cases = new Cases(new Api(port));
    String task = cases.selected();
    String caseId =
        sql.sql("select case_id from vf.case_task where task_id = :id")
            .param("id", task)
            .query(String.class)
            .single();
    LocalDate today = Cases.today();
    try (BrowserContext window = Browsing.window(javaScript)) {
      Page page = Browsing.signedIn(window, base(), Cases.GOTEBORG);
      KEYS.go(page, "nav a[href='/app/fragor']");
      KEYS.go(page, "main a[href='/app/arenden/" + caseId + "']");
      done(page, "accept", "Antaget");
      KEYS.write(page, of("schedule") + "input[name='in.date']", typed(today.plusDays(20)));
      done(page, "schedule", "Bokat");
      assertThat(page.content()).contains(today.plusDays(20).toString());
      KEYS.write(page, of("perform") + "input[name='in.performed-date']", typed(today));
      done(page, "perform", "Utfört");
      assertThat(cases.state(task)).isEqualTo("performed");
    }
    try (BrowserContext window = Browsing.window(javaScript)) {
      Page page = Browsing.signedIn(window, base(), Cases.BROKER);
      page.navigate(base() + "/app/arenden/" + caseId);
      done(page, "follow-up", "Uppföljt");
      String settle = of("settle");
      KEYS.press(page, "details:has(input[name=transition][value='settle']) > summary");
      KEYS.tick(page, settle + "input[type=checkbox]");
      KEYS.go(page, settle + "button");
      assertThat(cases.state(task)).isEqualTo("settled");
      assertThat(page.locator("#nasta ~ .actions, #nasta ~ form").count()).isZero();
      if (javaScript) {
        Browsing.accessible(page);
        Browsing.pictures(page, "case-settled");
      }
    }
  }

  /** What was done is said and has the focus, and the state is the next one. */
  private static void done(Page page, String step, String state) {
    KEYS.go(page, of(step) + "button");
    assertThat(page.locator("[role=status]:focus").innerText()).as(step).startsWith("Gjort: ");
    assertThat(page.locator("main .tag").allInnerTexts()).as(step).contains(state);
  }

  private static String typed(LocalDate day) {
    return TYPED.format(day);
  }

  private static String of(String step) {
    return "form:has(input[name=transition][value='" + step + "']) ";
  }

  private String base() {
    return "http://localhost:" + port;
  }
}
