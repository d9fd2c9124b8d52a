package se.vardformedling.hvo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.hl7.fhir.r5.model.Location;
import org.junit.jupiter.api.Test;

class LegibleTest {
  private static final String PAGE =
      """
      {"resourceType":"Bundle","type":"searchset","total":2,
       "link":[{"relation":"next","url":"Location?page=2"}],
       "entry":[{"resource":%s},{"resource":%s}]}
      """;

  @Test
  void a_resource_that_cannot_be_read_is_named_and_keeps_none_of_the_others_out() {
    Legible page =
        page(
            PAGE.formatted(
                Upstreams.place("one", "Ett", "k").replace("\"active\"", "\"open\""),
                Upstreams.place("other", "Annat", "k").replace("61.0", "61.10")));

    assertThat(page.unreadable()).containsExactly("Location/one");
    assertThat(page.bundle().getTotal()).isEqualTo(2);
    assertThat(page.bundle().getLink()).hasSize(1);
    Location other = (Location) page.bundle().getEntryFirstRep().getResource();
    assertThat(other.getIdPart()).isEqualTo("other");
    assertThat(other.getPosition().getLatitude()).hasToString("61.10");
  }

  @Test
  void a_page_that_is_no_page_is_an_answer_of_a_catalogue_that_is_away() {
    for (String body : new String[] {"", "<html>", "[]", Upstreams.place("one", "Ett", "k")}) {
      assertThatThrownBy(() -> page(body)).isInstanceOf(Upstream.AwayException.class);
    }
  }

  private static Legible page(String body) {
    return Legible.page(body.getBytes(StandardCharsets.UTF_8));
  }
}
