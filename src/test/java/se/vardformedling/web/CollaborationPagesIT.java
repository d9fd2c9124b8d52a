package se.vardformedling.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Browser;

/** The unit's page and the checklist that begins there, as a browser without JavaScript. */
@NodeIT
class CollaborationPagesIT {
  private static final String QUESTIONNAIRE =
      "https://fhir.vardformedling.example/Questionnaire/new-collaboration";
  static final Map<String, String> ANSWERS =
      Map.ofEntries(
          Map.entry("scope.moments", "Bedömning och operation"),
          Map.entry("scope.criteria", "ASA 1-3"),
          Map.entry("patient.booking", "receiver"),
          Map.entry("patient.result", "both"),
          Map.entry("documents.address", "remiss@goteborg.example"),
          Map.entry("documents.which", "Remiss, PDF/A"),
          Map.entry("documents.back", "Epikris inom en vecka"),
          Map.entry("agreement.number", "DEMO-20-goteborg"),
          Map.entry("agreement.volume", "Avtalscontrollern, varje månad"),
          Map.entry("agreement.stop", "Inga fler skickas"),
          Map.entry("price.price", "Fast pris"),
          Map.entry("price.invoice", "true"),
          Map.entry("deviation.handled", "Till verksamhetschefen"),
          Map.entry("deviation.complications", "Mottagaren i 30 dagar"),
          Map.entry("contact.sender", "Vårdgarantikansliet"),
          Map.entry("contact.receiver", "Koordinatorn"),
          Map.entry("contact.revised", "2099-06-30"));
  static final List<String> PARTS =
      List.of("scope", "patient", "documents", "agreement", "price", "deviation", "contact");

  @LocalServerPort int port;

  @Test
  void a_checklist_is_begun_on_the_units_page_answered_part_by_part_undone_and_done() {
    Browser broker = Browser.as(port, "broker-dalarna");
    Browser.Page unit = broker.open("/app/enhet/unit-goteborg");
    assertThat(unit.body()).contains("Ny checklista för");
    Browser.Page begun =
        broker.submit(unit, "/app/samarbeten", Map.of("tjanst", "goteborg-knaprotes"));
    String path = begun.path();
    assertThat(begun.body()).contains("Checklista: Demokliniken Göteborg", "Svar saknas på 17");
    // Whoever begins it again comes to the same one.
    assertThat(
            broker.submit(begun, "/app/samarbeten", Map.of("tjanst", "goteborg-knaprotes")).path())
        .isEqualTo(path);

    for (String part : PARTS) {
      Browser.Page form = broker.open(path + "?del=" + part);
      Browser.Page saved = broker.submit(form, path + "/svar", answers(part, form));
      assertThat(saved.status()).as(part).isEqualTo(200);
      assertThat(saved.body()).contains("Sparat.");
    }
    Browser.Page all = broker.open(path);
    assertThat(all.body())
        .contains("Epikris inom en vecka", "Båda", "Underteckna för Region Dalarna");

    Browser.Page undone = broker.submit(all, path + "/angra", version(all));
    assertThat(undone.body()).contains("Svar saknas på 3").doesNotContain("Koordinatorn");
    Browser.Page again = broker.submit(undone, path + "/angra", version(undone));
    assertThat(again.body()).contains("Koordinatorn");
    signedByBothAndOpenedAgain(broker, again, path);
  }

  /** The region signs, takes it back and signs again; the unit signs; then an answer changes. */
  private void signedByBothAndOpenedAgain(Browser broker, Browser.Page ready, String path) {
    Browser unit = Browser.as(port, "provider-goteborg");
    Browser.Page one = broker.submit(ready, path + "/teckna", version(ready));
    assertThat(one.body())
        .contains("klar när den andra också har undertecknat", "broker-dalarna, 20")
        .contains("Inte undertecknad", "Ta tillbaka underskriften", "Den ena har undertecknat");
    Browser.Page early = unit.open(path);
    Browser.Page refused = unit.submit(early, path + "/ta-tillbaka", version(early));
    assertThat(refused.status()).isEqualTo(422);
    Browser.Page back = broker.submit(one, path + "/ta-tillbaka", version(one));
    assertThat(back.body()).contains("Underskriften är tillbakatagen", ">Utkast<");
    Browser.Page again = broker.submit(back, path + "/teckna", version(back));

    Browser.Page theirs = unit.open(path);
    assertThat(theirs.body()).contains("Underteckna för Demokliniken Göteborg");
    Map<String, String> old = new LinkedHashMap<>(version(ready));
    old.put("sett", "Utkast, 17 av 21 besvarade");
    Browser.Page stale = unit.submit(theirs, path + "/teckna", old);
    assertThat(stale.status()).isEqualTo(412);
    assertThat(stale.body())
        .contains("Någon annan hann före", "När du öppnade sidan", "Utkast, 17 av 21 besvarade")
        .contains("Den ena har undertecknat, 17 av 21 besvarade", "Inget har sparats");
    assertThat(unit.submit(theirs, path + "/angra", version(theirs)).status()).isEqualTo(422);
    Browser.Page both = unit.submit(theirs, path + "/teckna", version(again));
    assertThat(both.body())
        .contains("Båda har undertecknat", ">Klar<", "provider-goteborg, 20")
        .doesNotContain("Ta tillbaka underskriften");
    assertThat(broker.once(path + "?som=csv").body())
        .contains("Vem meddelar patienten resultatet?;Båda;Patienten")
        .containsPattern("Underskrift, Den som tar emot;provider-goteborg, uppdrag \\S+, 20");
    Browser.Page paper = broker.once(path + "?som=pdf");
    assertThat(paper.header("Content-Type")).startsWith("application/pdf");
    assertThat(paper.body()).startsWith("%PDF-");

    Browser.Page form = broker.open(path + "?del=scope");
    assertThat(form.body()).contains("gäller underskrifterna inte längre");
    Map<String, String> changed = new LinkedHashMap<>(answers("scope", form));
    assertThat(broker.submit(form, path + "/svar", changed).body()).contains(">Klar<");
    changed.put("scope.moments", "Bara operationen");
    Browser.Page draft = broker.submit(form, path + "/svar", changed);
    assertThat(draft.body()).contains(">Utkast<").doesNotContain("provider-goteborg, 20");
  }

  @Test
  void who_saves_second_sees_both_answers_and_can_still_use_its_own() {
    Browser broker = Browser.as(port, "broker-dalarna");
    String path = begun(broker, "goteborg-hoftprotes");
    Browser.Page first = broker.open(path + "?del=scope");
    Browser receiver = Browser.as(port, "provider-goteborg");
    Browser.Page second = receiver.open(path + "?del=scope");
    Map<String, String> theirs = new LinkedHashMap<>(version(second));
    theirs.putAll(Map.of("del", "scope", "scope.moments", "Bara operationen"));
    receiver.submit(second, path + "/svar", theirs);

    Map<String, String> mine = new LinkedHashMap<>(version(first));
    mine.putAll(Map.of("del", "scope", "scope.moments", "Som för 19121212-1212"));
    Browser.Page named = broker.submit(first, path + "/svar", mine);
    assertThat(named.status()).isEqualTo(422);
    assertThat(named.body())
        .contains(">Som för 19121212-1212</textarea>", "<title>Fel: ")
        .containsPattern("id=\"scope.moments\"[^>]*aria-invalid=\"true\"");
    mine.put("scope.moments", "Allt");
    Browser.Page refused = broker.submit(first, path + "/svar", mine);
    assertThat(refused.status()).isEqualTo(412);
    assertThat(refused.body())
        .contains("Någon annan hann före", ">Allt</textarea>", "Sparat nu: Bara operationen");
    mine.putAll(version(refused));
    assertThat(broker.submit(refused, path + "/svar", mine).status()).isEqualTo(200);
    assertThat(receiver.open(path).body()).contains("Allt").doesNotContain("Bara operationen");
  }

  @Test
  void a_checklist_is_its_two_parties_alone_on_pages_and_over_fhir() {
    Browser broker = Browser.as(port, "broker-dalarna");
    String path = begun(broker, "goteborg-koloskopi");
    String id = path.substring(path.lastIndexOf('/') + 1);
    Api api = new Api(port);
    String resource = "/fhir/QuestionnaireResponse/" + id;

    assertThat(api.get("analyst", "/fhir/Questionnaire/new-collaboration").body())
        .contains("Vem meddelar patienten resultatet?", "Who tells the patient the result?");
    assertThat(api.get("broker-dalarna", "/fhir/Questionnaire?url=" + QUESTIONNAIRE).body())
        .contains("new-collaboration");
    assertThat(api.get("broker-dalarna", resource).body())
        .contains(QUESTIONNAIRE, "HealthcareService/goteborg-koloskopi");
    assertThat(api.get("provider-goteborg", resource).status()).isEqualTo(200);
    assertThat(api.get("controller-dalarna", resource).status()).isEqualTo(200);
    for (String stranger : List.of("provider-falun", "referrer-dalarna", "catalogue-admin")) {
      assertThat(api.get(stranger, resource).status()).as(stranger).isIn(403, 404);
      assertThat(Browser.as(port, stranger).once(path).status()).as(stranger).isEqualTo(404);
    }
    assertThat(api.get("provider-falun", "/fhir/QuestionnaireResponse").body()).doesNotContain(id);
    assertThat(Browser.as(port, "provider-falun").open("/app/samarbeten").body())
        .doesNotContain(id);
    assertThat(Browser.as(port, "provider-goteborg").open("/app/samarbeten").body()).contains(id);
    assertThat(Browser.as(port, "analyst").once("/app/samarbeten").status()).isEqualTo(403);
  }

  @Test
  void over_fhir_nobody_moves_a_checklist_to_another_region_or_unit() {
    Api api = new Api(port);
    String draft =
        """
        {"resourceType":"QuestionnaireResponse","questionnaire":"%s","status":"in-progress",
         "subject":{"reference":"HealthcareService/falun-knaprotes"},"authored":"2026-11-26T08:00:00+01:00",
         "author":{"reference":"Organization/region-20"}}
        """
            .formatted(QUESTIONNAIRE);
    String begun = post(api, "broker-dalarna", draft).id();
    // There is one for each pair, however it is begun.
    assertThat(post(api, "broker-dalarna", draft).problem()).isEqualTo("checklist-exists");
    String path = "/fhir/QuestionnaireResponse/" + begun;
    String mine = api.get("provider-falun", path).body();

    assertThat(api.put("provider-falun", path, mine.replace("region-20", "region-14")).problem())
        .isEqualTo("value-invalid");
    assertThat(
            api.put("broker-dalarna", path, mine.replace("falun-knaprotes", "mora-knaprotes"))
                .problem())
        .isEqualTo("value-invalid");
    assertThat(api.get("broker-dalarna", path).body()).isEqualTo(mine);
  }

  @Test
  void over_fhir_nobody_answers_for_another_region_and_nothing_but_our_questions() {
    Api api = new Api(port);
    String response =
        """
        {"resourceType":"QuestionnaireResponse","questionnaire":"%s","status":"in-progress",
         "subject":{"reference":"HealthcareService/falun-hoftprotes"},"authored":"2026-11-26T08:00:00+01:00",
         "author":{"reference":"Organization/region-%s"}}
        """;

    assertThat(post(api, "broker-dalarna", response.formatted(QUESTIONNAIRE, "14")).problem())
        .isEqualTo("organisation-not-authorised");
    assertThat(post(api, "provider-falun", response.formatted(QUESTIONNAIRE, "20")).problem())
        .isEqualTo("actor-not-allowed");
    assertThat(
            post(
                    api,
                    "broker-dalarna",
                    response.formatted("https://x.example/Questionnaire/a", "20"))
                .problem())
        .isEqualTo("profile-violated");
    // Done with nothing answered, a question of nobody's, an answer of another kind.
    String draft = response.formatted(QUESTIONNAIRE, "20");
    assertThat(post(api, "broker-dalarna", draft.replace("in-progress", "completed")).problem())
        .isEqualTo("input-missing");
    for (String wrong :
        List.of(
            "{\"linkId\":\"scope.other\",\"answer\":[{\"valueString\":\"x\"}]}",
            "{\"linkId\":\"scope.moments\",\"answer\":[{\"valueBoolean\":true}]}")) {
      String item = "\"item\":[{\"linkId\":\"scope\",\"item\":[" + wrong + "]}],\"subject\"";
      assertThat(post(api, "broker-dalarna", draft.replace("\"subject\"", item)).problem())
          .isEqualTo("value-invalid");
    }
    assertThat(
            post(
                    api,
                    "broker-dalarna",
                    response
                        .formatted(QUESTIONNAIRE, "20")
                        .replace(
                            "\"subject\"",
                            "\"item\":[{\"linkId\":\"scope\",\"item\":[{\"linkId\":"
                                + "\"scope.moments\",\"answer\":[{\"valueString\":\"Tolvan 191212121212\"}]}]}],\"subject\""))
                .problem())
        .isEqualTo("phi-detected");
  }

  private static Api.Answer post(Api api, String persona, String body) {
    return api.post(persona, "/fhir/QuestionnaireResponse", body);
  }

  @Test
  void the_units_page_says_how_it_is_reached_and_when_it_is_open() {
    String page = Browser.as(port, "broker-dalarna").open("/app/enhet/unit-falun").body();
    String english =
        Browser.as(port, "broker-dalarna").open("/app/enhet/unit-falun?lang=en").body();

    assertThat(page)
        .contains("Kontakt och öppettider", "href=\"tel:08465004", "vardformedling@falun.example")
        .contains("Öppet, all vård", "mån–fre 08:00–16:30");
    assertThat(english).contains("Open, all care", "Mon–Fri 08:00–16:30");
  }

  private String begun(Browser broker, String service) {
    Browser.Page page = broker.open("/app/kapacitet");
    return broker.submit(page, "/app/samarbeten", Map.of("tjanst", service)).path();
  }

  static Map<String, String> answers(String part, Browser.Page form) {
    Map<String, String> fields = new LinkedHashMap<>(version(form));
    fields.put("del", part);
    ANSWERS.forEach(
        (question, answer) -> {
          if (question.startsWith(part + ".")) {
            assertThat(form.body()).contains("name=\"" + question + "\"");
            fields.put(question, answer);
          }
        });
    return fields;
  }

  private static Map<String, String> version(Browser.Page page) {
    return Map.of("version", page.first("name=\"version\" value=\"(\\d+)\""));
  }
}
