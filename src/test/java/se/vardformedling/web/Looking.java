package se.vardformedling.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at pages in both languages: nothing inaccessible, nothing without words, no complaint of
 * the browser, nothing cut off at any width. Two tabs, so that one is checked while the other is
 * drawn.
 */
final class Looking {
  private final String base;
  private final Page english;
  private final Page swedish;
  private final List<String> complaints = new ArrayList<>();

  Looking(BrowserContext window, String base) {
    this.base = base;
    Browsing.bring(window);
    this.english = tab(window);
    this.swedish = tab(window);
  }

  private Page tab(BrowserContext window) {
    Page page = window.newPage();
    page.onConsoleMessage(
        message -> {
          // A page that says no is complained of by the browser, whatever it looks like.
          if (message.type().equals("error") && !message.text().contains("status of 40")) {
            complaints.add(page.url() + ": " + message.text());
          }
        });
    return page;
  }

  void at(List<Visit> visits) {
    Visit before = null;
    for (Visit visit : visits) {
      open(english, visit, "en");
      pictures(before);
      open(swedish, visit, "sv");
      Browsing.finish(english);
      Browsing.finish(swedish);
      before = visit;
    }
    pictures(before);
    assertThat(complaints).isEmpty();
  }

  private void open(Page page, Visit visit, String language) {
    Response answer = page.navigate(base + visit.in(language));
    Browsing.begin(page);
    assertThat(answer.status()).as(visit.path()).isLessThan(500);
    assertThat(page.title()).as(visit.path()).isNotBlank();
    // A leaflet has the language that was chosen for the patient.
    if (!visit.path().startsWith("/informationsblad")) {
      assertThat(page.evaluate("document.documentElement.lang"))
          .as(visit.path())
          .isEqualTo(language);
    }
    assertThat(page.evaluate("document.documentElement.outerHTML.includes('??')"))
        .as(visit.path())
        .isEqualTo(false);
  }

  private void pictures(@Nullable Visit visit) {
    if (visit != null) {
      Browsing.pictures(swedish, visit.name());
    }
  }
}
