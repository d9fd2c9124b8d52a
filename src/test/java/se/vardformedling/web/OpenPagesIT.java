package se.vardformedling.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import se.vardformedling.Asking;
import se.vardformedling.Asking.Answer;
import se.vardformedling.NodeIT;
import se.vardformedling.fhir.Problem;

@NodeIT
class OpenPagesIT {
  @LocalServerPort int port;
  private Asking ask;

  @BeforeEach
  void client() {
    ask = new Asking(port);
  }

  @Test
  void the_start_page_says_where_to_go_and_that_the_data_are_made_up() {
    Answer swedish = ask.send("GET", "/", "");
    Answer english = ask.send("GET", "/?lang=en", "");

    assertThat(swedish.status()).isEqualTo(200);
    assertThat(swedish.body())
        .contains("<html lang=\"sv\"", "Påhittade data.", "/fhir/metadata", "/errors")
        .doesNotContain("??", "<script>");
    assertThat(english.body()).contains("<html lang=\"en\"", "Synthetic data.");
    // The leaflet too is in the reader's language, unless another is asked for.
    assertThat(ask.send("GET", "/informationsblad?lang=en", "").body()).contains("lang=\"en\"");
    assertThat(ask.send("GET", "/informationsblad?lang=en&version=latt", "").body())
        .doesNotContain("<html lang=\"en\"");
  }

  @Test
  void the_leaflet_on_paper_is_printed_once_and_not_sent_to_who_has_it() {
    Answer first = ask.send("GET", "/informationsblad.pdf?region=20", "");
    String tag = first.header("ETag");

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.header("Cache-Control")).contains("public", "max-age=3600");
    assertThat(ask.send("GET", "/informationsblad.pdf?region=20", "").header("ETag"))
        .isEqualTo(tag);
    assertThat(
            ask.send("GET", "/informationsblad.pdf?region=20", "", "If-None-Match: " + tag)
                .status())
        .isEqualTo(304);
    assertThat(ask.send("GET", "/informationsblad.pdf?region=01", "").header("ETag"))
        .isNotEqualTo(tag);
  }

  @Test
  void every_error_is_explained_in_both_languages_and_as_a_code_system() {
    String page = ask.send("GET", "/errors", "").body();
    String english = ask.send("GET", "/errors?lang=en", "").body();
    String codes = ask.as("analyst", "GET", "/fhir/CodeSystem/vf-error", "").body();

    for (Problem problem : Problem.values()) {
      assertThat(page).contains("id=\"" + problem.code() + "\"");
      assertThat(codes).contains("\"" + problem.code() + "\"");
    }
    assertThat(page).contains("Resursen finns inte.");
    assertThat(english).contains("Meaning", "The resource does not exist.");
  }

  @Test
  void a_page_that_is_not_there_shows_a_reference_and_no_insides() {
    Answer answer = ask.send("GET", "/css/saknas.css", "");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).contains("<code>" + answer.header("X-Request-Id") + "</code>");
    assertThat(answer.body()).doesNotContain("Tomcat", "Exception");
  }
}
