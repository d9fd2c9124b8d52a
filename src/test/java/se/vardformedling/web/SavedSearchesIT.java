package se.vardformedling.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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

  @BeforeEach
  @AfterEach
  void forget() {
    sql.sql("delete from vf.saved_search").update();
  }

  @Test
  void a_search_is_saved_under_a_name_found_again_renamed_removed_and_had_back() {
    Browser broker = Browser.as(port, "broker-dalarna");
    String search = "/app/hitta?vad=kn%C3%A4&fran=2080&avstand=100&arende=VF-9B33AGVTT9BJ";
    Browser.Page found = broker.open(search);
    Map<String, String> question =
        Map.of("vad", "knä", "fran", "2080", "avstand", "100", "arende", "VF-9B33AGVTT9BJ");
    Map<String, String> named = new LinkedHashMap<>(question);
    named.put("namn", "Knä <b>nära</b> Mora");
    Browser.Page saved = broker.submit(found, "/app/hitta/sparade", named);

    assertThat(saved.path()).startsWith("/app/hitta?").contains("vad=kn%C3%A4", "arende=");
    assertThat(saved.body())
        .contains("Knä &lt;b&gt;nära&lt;/b&gt; Mora", "aria-current=\"page\"")
        .contains("Sökningen är sparad");
    assertThat(broker.open("/app").body())
        .contains("/app/hitta?vad=kn%C3%A4&amp;fran=2080&amp;avstand=100\"")
        .doesNotContain("<b>nära");
    assertThat(Browser.as(port, "controller-dalarna").open("/app").body())
        .doesNotContain("Mora</a>");

    Browser.Page page = broker.open("/app/hitta/sparade");
    String one = page.first("/app/hitta/sparade/([0-9a-f-]{36})/namn");
    String at = "/app/hitta/sparade/" + one;
    page = broker.submit(page, at + "/namn", Map.of("namn", "Knä"));
    assertThat(page.body()).contains("value=\"Knä\"");
    page = broker.submit(page, at + "/bort", Map.of());
    assertThat(page.body()).contains("Knä är borttagen.").doesNotContain("value=\"Knä\"");
    page = broker.submit(page, at + "/aterta", Map.of());
    assertThat(page.body()).contains("value=\"Knä\"");
  }

  @Test
  void nothing_that_could_be_a_patients_number_is_saved_and_nobody_touches_anothers() {
    Browser broker = Browser.as(port, "broker-dalarna");
    Browser.Page found = broker.open("/app/hitta?vad=kn%C3%A4");
    for (String name : List.of("Tolvan 19121212-1212", " ")) {
      Browser.Page refused =
          broker.submit(found, "/app/hitta/sparade", Map.of("vad", "knä", "namn", name));
      assertThat(refused.status()).isEqualTo(422);
      assertThat(refused.body())
          .contains("<details class=\"no-print\" open", "Knäprotesoperation: ", "<title>Fel: ")
          .containsPattern("id=\"namn\"[^>]* value=\"" + name + "\"[^>]*aria-invalid=\"true\"");
    }
    // Elsewhere than in the name nobody can have meant it: nothing of the form is shown again.
    Browser.Page elsewhere =
        broker.submit(
            found, "/app/hitta/sparade", Map.of("vad", "19121212-1212", "namn", "Tolvan"));
    assertThat(elsewhere.status()).isEqualTo(422);
    assertThat(elsewhere.body()).doesNotContain("1212-1212", "id=\"namn\"");
    assertThat(sql.sql("select count(*) from vf.saved_search").query(Integer.class).single())
        .isZero();
    broker.submit(found, "/app/hitta/sparade", Map.of("vad", "knä", "namn", "Mitt"));
    String id =
        sql.sql("select cast(id as text) from vf.saved_search").query(String.class).single();
    Browser.Page renamed =
        broker.submit(
            found, "/app/hitta/sparade/" + id + "/namn", Map.of("namn", "Tolvan 19121212-1212"));
    assertThat(renamed.status()).isEqualTo(422);
    assertThat(renamed.body())
        .containsPattern("value=\"Tolvan 19121212-1212\"[^>]*aria-invalid=\"true\"");
    Browser falun = Browser.as(port, "provider-falun");
    Browser.Page capacity = falun.open("/app/kapacitet");
    for (String what : List.of("bort", "aterta", "namn")) {
      String path = "/app/hitta/sparade/" + id + "/" + what;
      assertThat(falun.submit(capacity, path, Map.of("namn", "Stulet")).status())
          .as(what)
          .isIn(403, 404);
    }
    assertThat(broker.open("/app/hitta/sparade").body()).contains("value=\"Mitt\"");
  }

  @Test
  void what_was_removed_comes_back_within_the_day_under_a_free_name_and_if_there_is_room() {
    Browser broker = Browser.as(port, "broker-dalarna");
    Browser.Page found = broker.open("/app/hitta?vad=kn%C3%A4");
    Map<String, String> named = Map.of("vad", "knä", "namn", "Knä");
    broker.submit(found, "/app/hitta/sparade", named);
    String at = path();
    Browser.Page page = broker.submit(found, at + "/bort", Map.of());
    broker.submit(found, "/app/hitta/sparade", named);

    page = broker.submit(page, at + "/aterta", Map.of());
    assertThat(page.body())
        .contains("value=\"Knä\"", "value=\"Knä (2)\"", "Sökningen är tillbaka.");
    // Pressed twice it is still there, once.
    assertThat(broker.submit(page, at + "/aterta", Map.of()).body())
        .containsOnlyOnce("value=\"Knä (2)\"");

    broker.submit(page, at + "/bort", Map.of());
    sql.sql(
            "insert into vf.saved_search (id, owner, region, name, query, saved_at) select"
                + " gen_random_uuid(), owner, region, 'Nr ' || n, query, saved_at from"
                + " vf.saved_search, generate_series(1, 49) n where removed_at is null")
        .update();
    assertThat(broker.submit(page, at + "/aterta", Map.of()).status()).isEqualTo(422);
    assertThat(broker.submit(page, "/app/hitta/sparade", named).status()).isEqualTo(422);

    sql.sql("delete from vf.saved_search where name like 'Nr %'").update();
    sql.sql("update vf.saved_search set removed_at = removed_at - interval '25 hours'").update();
    assertThat(broker.open("/app/hitta/sparade?borttagen=" + at.substring(19)).body())
        .doesNotContain("är borttagen");
    assertThat(broker.submit(page, at + "/aterta", Map.of()).status()).isEqualTo(404);
  }

  private String path() {
    return "/app/hitta/sparade/"
        + sql.sql("select cast(id as text) from vf.saved_search").query(String.class).single();
  }
}
