package se.vardformedling.web.leaflet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeafletTest {

  @Test
  void every_version_speaks_of_the_region_and_leaves_no_place_unfilled() {
    for (Leaflet.Variant variant : Leaflet.Variant.values()) {
      Leaflet leaflet = new Leaflet(variant, Optional.of("Region Dalarna"), false);
      for (String key : variant.texts().keySet()) {
        if (!key.equals("about")) {
          assertThat(leaflet.text(key)).as(variant + " " + key).isNotBlank().doesNotContain("{");
        }
      }
      assertThat(leaflet.text("brokering.text")).contains("Region Dalarna");
      assertThat(leaflet.about()).contains("2027").doesNotContain("{");
    }
  }

  @Test
  void the_generic_version_needs_no_region() {
    assertThat(
            new Leaflet(Leaflet.Variant.of("nonsens"), Optional.empty(), true).text("contact.text"))
        .contains("din region");
  }
}
