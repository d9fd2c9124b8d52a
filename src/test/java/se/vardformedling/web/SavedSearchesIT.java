package se.vardformedling.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Browser;

/** A broker's own searches, as a browser without JavaScript. */
@NodeIT
class SavedSearchesIT {
  @LocalServerPort int port;
  @Autowired JdbcClient sql;

  @AfterEach
  void forget() {
    sql.sql("delete from vf.saved_search").update();
  }

  @Test
  void a_search_is_saved_under_a_name_found_again_renamed_removed_and_had_back() {
    Browser broker = signedIn("broker-dalarna");
    String search = "/app/hitta?vad=kn%C3%A4&fran=2080&avstand=100&arende=VF-9B33AGVTT9BJ";
    Browser.Page found = broker.open(search);
    Map<String, String> question =
        Map.of("vad", "knä", "fran", "2080", "avstand", "100", "arende", "VF-9B33AGVTT9BJ");
    Map<String, String> named = new LinkedHashMap<>(question);
    named.put("namn", "Knä <b>nära</b> Mora");
    Browser.Page saved = send(broker, found, "/app/hitta/sparade", named);

    assertThat(saved.path()).startsWith("/app/hitta?").contains("vad=kn%C3%A4", "arende=");
    assertThat(saved.body()).contains("Knä &lt;b&gt;nära&lt;/b&gt; Mora", "aria-current=\"page\"");
    assertThat(broker.open("/app").body())
        .contains("/app/hitta?vad=kn%C3%A4&amp;fran=2080&amp;avstand=100\"")
        .doesNotContain("<b>nära");
    assertThat(signedIn("controller-dalarna").open("/app").body()).doesNotContain("Mora</a>");

    Browser.Page page = broker.open("/app/hitta/sparade");
    String one = first(page, "/app/hitta/sparade/([0-9a-f-]{36})/namn");
    String at = "/app/hitta/sparade/" + one;
    page = send(broker, page, at + "/namn", Map.of("namn", "Knä"));
    assertThat(page.body()).contains("value=\"Knä\"");
    page = send(broker, page, at + "/bort", Map.of());
    assertThat(page.body()).contains("Knä är borttagen.").doesNotContain("value=\"Knä\"");
    page = send(broker, page, at + "/aterta", Map.of());
    assertThat(page.body()).contains("value=\"Knä\"");
  }

  @Test
  void nothing_that_could_be_a_patients_number_is_saved_and_nobody_touches_anothers() {
    Browser broker = signedIn("broker-dalarna");
    Browser.Page found = broker.open("/app/hitta?vad=kn%C3%A4");
    Map<String, String> named = Map.of("vad", "knä", "namn", "Tolvan 19121212-1212");

    assertThat(send(broker, found, "/app/hitta/sparade", named).status()).isEqualTo(422);
    assertThat(sql.sql("select count(*) from vf.saved_search").query(Integer.class).single())
        .isZero();
    send(broker, found, "/app/hitta/sparade", Map.of("vad", "knä", "namn", "Mitt"));
    String id =
        sql.sql("select cast(id as text) from vf.saved_search").query(String.class).single();
    Browser falun = signedIn("provider-falun");
    Browser.Page capacity = falun.open("/app/kapacitet");
    for (String what : List.of("bort", "aterta", "namn")) {
      String path = "/app/hitta/sparade/" + id + "/" + what;
      assertThat(send(falun, capacity, path, Map.of("namn", "Stulet")).status())
          .as(what)
          .isIn(403, 404);
    }
    assertThat(broker.open("/app/hitta/sparade").body()).contains("value=\"Mitt\"");
  }

  private static String first(Browser.Page page, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(page.body());
    assertThat(found.find()).as(pattern + " in " + page.body()).isTrue();
    return found.group(1);
  }

  private static Browser.Page send(
      Browser browser, Browser.Page from, String path, Map<String, String> fields) {
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.put("_csrf", from.csrf());
    return browser.submit(path, all);
  }

  private Browser signedIn(String persona) {
    Browser browser = new Browser(port);
    browser.signIn(persona, "/app/me");
    return browser;
  }
}
