package se.vardformedling.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Browser;

/** Where and in whose regi a provider is, over FHIR and on the page. */
@NodeIT
class SiteIT {
  private static final String ASK =
      "/fhir/HealthcareService/$find-provider?code=knaprotes&origin=2062&originRegion=20&capacity=any"
          + "&agreement=any&_count=100";
  private static final Pattern MATCH = Pattern.compile("\"id\":\"([a-z0-9-]+-knaprotes)\"");
  private static final String BROKER = "broker-dalarna";

  @LocalServerPort int port;
  @Autowired JdbcClient sql;
  private Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @Test
  void the_regi_is_told_by_what_the_unit_is_part_of() {
    Set<String> all = found("");
    Set<String> own = found("&operator=own-region");
    Set<String> others = found("&operator=other-region");
    Set<String> free = found("&operator=private");

    assertThat(own)
        .contains("falun-knaprotes", "mora-knaprotes")
        .isEqualTo(partOf("= 'region-20'"));
    assertThat(others).contains("solna-knaprotes").isEqualTo(partOf("<> 'region-20'"));
    assertThat(free).contains("goteborg-knaprotes").isEqualTo(partOf("is null"));
    assertThat(own.size() + others.size() + free.size()).isEqualTo(all.size());
  }

  @Test
  void the_region_is_where_the_place_stands_and_a_samverkansregion_all_of_its_regions() {
    assertThat(found("&providerRegion=20")).isNotEmpty().isEqualTo(placed("'20'"));
    assertThat(found("&providerRegion=01&providerRegion=14"))
        .contains("solna-knaprotes", "goteborg-knaprotes")
        .isEqualTo(placed("'01', '14'"));
    assertThat(found("&providerRegion=cooperation"))
        .isEqualTo(placed("'03', '04', '17', '18', '19', '20', '21'"));
  }

  @Test
  void what_does_not_fit_says_why_and_what_makes_no_sense_is_refused() {
    String excluded =
        api.get(BROKER, ASK + "&operator=own-region&providerRegion=20&includeExcluded=true").body();

    assertThat(excluded)
        .contains("\"excluded\",\"valueCode\":\"other-operator\"")
        .contains("\"excluded\",\"valueCode\":\"outside-region\"");
    assertThat(api.get(BROKER, ASK + "&operator=anybody").status()).isEqualTo(400);
    assertThat(api.get(BROKER, ASK + "&providerRegion=2").status()).isEqualTo(400);
  }

  @Test
  void the_page_narrows_by_both_in_its_address_its_caption_and_its_files() {
    Browser browser = Browser.as(port, BROKER);
    String asked = "/app/hitta?vad=knaprotes&fran=2080&visa=alla";

    String all = browser.open(asked).body();
    assertThat(all).contains("Egen regi", "Drivs av Region Stockholm", "Enskild vårdgivare");
    String own = browser.open(asked + "&regi=own-region").body();
    assertThat(own)
        .contains("value=\"own-region\" selected", "Drivs i annan regi än du valt")
        .contains("regi=own-region&amp;som=csv");
    String file = browser.once(asked + "&regi=private&region=samverkan&som=csv").body();
    assertThat(file.lines().findFirst().orElse("")).contains("Enhet");
    assertThat(file)
        .contains("Min samverkansregion · Enskild vårdgivare", "Regi;Egen regi är enheter")
        .doesNotContain("; Egen regi", "Region Stockholm");
    String compared =
        browser
            .open("/app/hitta/jamfor?vad=knaprotes&fran=2080&regi=own-region&jamfor=mora-knaprotes")
            .body();
    assertThat(compared).contains("Demosjukhuset Mora");
  }

  /** Ids of the matches; what is excluded is not asked for. */
  private Set<String> found(String more) {
    Api.Answer answer = api.get(BROKER, ASK + more);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    Set<String> ids = new TreeSet<>();
    Matcher match = MATCH.matcher(answer.body());
    while (match.find()) {
      ids.add(match.group(1));
    }
    return ids;
  }

  private Set<String> partOf(String condition) {
    return services(
        "join vf.party u on u.organization_id = o.unit_id where u.part_of " + condition);
  }

  private Set<String> placed(String counties) {
    return services(
        "join vf.place p on p.location_id = o.location_id where left(p.municipality, 2) in ("
            + counties
            + ")");
  }

  private Set<String> services(String which) {
    return sql
        .sql(
            "select o.service_id from vf.offer o "
                + which
                + " and o.vardtjanst = 'knaprotes' and o.active"
                + " and o.service_id ~ '^[a-z0-9-]+-knaprotes$'")
        .query(String.class)
        .list()
        .stream()
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
