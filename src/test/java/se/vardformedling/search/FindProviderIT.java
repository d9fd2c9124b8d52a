package se.vardformedling.search;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Basic;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.OperationDefinition;
import org.hl7.fhir.r4.model.OperationDefinition.OperationParameterUse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Needs;
import se.vardformedling.catalogue.Position;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.ReadModels;
import se.vardformedling.waitingtime.Wait;

@NodeIT
class FindProviderIT {
  private static final String ASK = "/fhir/HealthcareService/$find-provider";
  private static final String FROM_MORA = "&origin=2062&originRegion=20";
  private static final String BROKER = "broker-dalarna";

  @LocalServerPort int port;
  @Autowired JdbcClient sql;
  @Autowired ReadModels readModels;
  @Autowired FindProvider findProvider;
  @Autowired TransactionTemplate transaction;
  @Autowired Clock clock;
  @Autowired FhirValidator validator;
  private Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @Test
  void the_answer_is_ranked_and_explains_itself() {
    Api.Answer answer = api.get(BROKER, ASK + "?code=knaprotes" + FROM_MORA + "&_count=3");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .contains(
            "\"type\":\"searchset\"",
            "\"rank\",\"valueInteger\":1",
            "\"method\",\"valueCode\":\"great-circle\"",
            "wait-performed",
            "Contract/avtal-",
            "\"code\":\"HTEST\"");
    assertThat(answer.body().split("\"mode\":\"match\"", -1)).hasSize(4);
  }

  @Test
  void a_new_version_of_what_is_shown_is_shown_at_once() {
    String ask = ASK + "?code=knaprotes" + FROM_MORA + "&_count=100";
    for (String resource : List.of("HealthcareService/mora-knaprotes", "Organization/unit-mora")) {
      Api.Answer before = api.get("catalogue-admin", "/fhir/" + resource);
      assertThat(api.get(BROKER, ask).body()).doesNotContain("Nytt namn");
      String renamed = before.body().replaceFirst("\"name\":\"[^\"]*\"", "\"name\":\"Nytt namn\"");

      api.put("catalogue-admin", "/fhir/" + resource, renamed);

      assertThat(api.get(BROKER, ask).body()).contains("\"name\":\"Nytt namn\"");
      api.put("catalogue-admin", "/fhir/" + resource, before.body());
    }
  }

  @Test
  void the_answer_is_the_same_bundle_in_every_form() {
    IParser json = FhirContext.forR4().newJsonParser();
    String ask = ASK + "?code=knaprotes" + FROM_MORA + "&includeExcluded=true";
    Bundle plain = json.parseResource(Bundle.class, api.get(BROKER, ask).body());
    Api.Answer xml = api.get(BROKER, ask, "Accept", "application/fhir+xml");

    assertThat(plain.getTotal()).isPositive();
    assertThat(xml.body()).startsWith("<Bundle");
    Bundle fromXml = FhirContext.forR4().newXmlParser().parseResource(Bundle.class, xml.body());
    assertThat(fromXml.equalsDeep(plain)).isTrue();
    Api.Answer pretty = api.get(BROKER, ask + "&_pretty=true");
    assertThat(pretty.body()).contains("\n  \"type\"");
    assertThat(json.parseResource(Bundle.class, pretty.body()).equalsDeep(plain)).isTrue();
  }

  @Test
  void the_answer_follows_its_published_definition() {
    String body =
        api.get(BROKER, ASK + "?code=knaprotes" + FROM_MORA + "&includeExcluded=true&_count=5")
            .body();
    Bundle answer = FhirContext.forR4().newJsonParser().parseResource(Bundle.class, body);
    List<Extension> matches =
        answer.getEntry().stream().flatMap(entry -> entry.getExtension().stream()).toList();
    assertThat(matches).hasSizeGreaterThan(5);
    assertThat(matches).allMatch(match -> match.getUrl().equals(Canonical.profile("match")));

    for (Extension match : matches) {
      // A bundle of nothing but the extension: the resources are judged when they are written.
      Bundle alone = new Bundle().setType(Bundle.BundleType.COLLECTION);
      alone
          .addEntry()
          .setFullUrl("http://example.org/fhir/Basic/1")
          .setResource(new Basic().setCode(new CodeableConcept().setText("x")))
          .addExtension(match);
      assertThat(
              validator.validateWithResult(alone).getMessages().stream()
                  .filter(m -> m.getLocationString().contains("extension"))
                  .map(SingleValidationMessage::getMessage)
                  // The entry is ours, and so its references are the server's.
                  .filter(fault -> !fault.startsWith("Relative Reference appears")))
          .isEmpty();
    }
  }

  @Test
  void every_parameter_that_is_read_is_published_and_the_other_way_round() {
    OperationDefinition definition =
        FhirContext.forR4()
            .newJsonParser()
            .parseResource(
                OperationDefinition.class,
                api.get(BROKER, "/fhir/OperationDefinition/find-provider").body());
    Set<String> published =
        definition.getParameter().stream()
            .filter(parameter -> parameter.getUse() == OperationParameterUse.IN)
            .map(parameter -> parameter.getName())
            .collect(Collectors.toSet());
    Set<String> read = new HashSet<>(QuestionResource.KNOWN);
    read.add("_count");

    assertThat(published).isEqualTo(read);
  }

  @Test
  void what_an_entry_refers_to_is_there_and_where_it_says() {
    Api.Answer answer = api.get(BROKER, ASK + "?code=knaprotes" + FROM_MORA + "&_count=5");
    Bundle bundle = FhirContext.forR4().newJsonParser().parseResource(Bundle.class, answer.body());

    Set<String> there =
        bundle.getEntry().stream()
            .filter(entry -> entry.hasFullUrl())
            .map(entry -> entry.getFullUrl())
            .collect(Collectors.toSet());
    String base = "http://127.0.0.1:" + port + "/fhir/";
    assertThat(there).allMatch(url -> url.startsWith(base));
    assertThat(there.stream().map(url -> url.substring(base.length()).split("/", 2)[0]).distinct())
        .containsExactlyInAnyOrder("HealthcareService", "Organization", "Location", "Contract");
    Matcher referred = Pattern.compile("\"(Contract/avtal-[^\"]*)\"").matcher(answer.body());
    while (referred.find()) {
      assertThat(there).contains(base + referred.group(1));
    }
  }

  @Test
  void an_origin_is_a_place_by_its_name_too() {
    String ask = ASK + "?code=knaprotes&originRegion=20&origin=";

    assertThat(hits(api.get(BROKER, ask + "mora"))).isEqualTo(hits(api.get(BROKER, ask + "2062")));
    assertThat(api.get(BROKER, ask + "Ingenstans").problem()).isEqualTo("bad-parameter");
  }

  @Test
  void a_day_before_which_is_a_longest_wait() {
    LocalDate today = LocalDate.now(ZoneId.of("Europe/Stockholm"));
    String ask =
        ASK + "?code=knaprotes" + FROM_MORA + "&includeExcluded=true&_count=100&asOf=" + today;

    // The order may differ: the day is also the one by which the guarantee is looked at.
    String before = api.get(BROKER, ask + "&beforeDate=" + today.plusDays(40)).body();
    String within = api.get(BROKER, ask + "&maxWaitDays=40").body();
    assertThat(before.split("wait-too-long", -1))
        .hasSameSizeAs(within.split("wait-too-long", -1))
        .hasSizeGreaterThan(1);
  }

  @Test
  void a_price_that_is_too_high_is_so_whether_or_not_an_agreement_is_asked_for() {
    Api.Answer answer =
        api.get(
            BROKER,
            ASK
                + "?code=knaprotes"
                + FROM_MORA
                + "&agreement=any&maxPrice=1&includeExcluded=true&_count=100");

    assertThat(answer.body()).contains("price-above-max");
  }

  @Test
  void what_to_mind_is_told_once_in_the_callers_language() {
    String ask = ASK + "?code=knaprotes" + FROM_MORA + "&_count=100";

    assertThat(api.get(BROKER, ask).body())
        .contains(
            "\"mode\":\"outcome\"", "\"severity\":\"warning\"", "Regionen får inte avropa avtalet");
    assertThat(api.get(BROKER, ask, "Accept-Language", "en").body())
        .contains("The region is not entitled to the agreement");
  }

  @Test
  void every_way_to_say_the_same_code_gives_the_same_answer() {
    String asked = hits(api.get(BROKER, ASK + "?code=knaprotes" + FROM_MORA));
    for (String code :
        new String[] {
          "urn:oid:1.2.752.116.1.3.2.1.4%7CNGB49",
          "urn:oid:1.2.752.116.1.3.2.1.4%7CNGB",
          "urn:oid:1.2.752.116.1.1.1%7CM17.1",
          "http://snomed.info/sct%7C609588000"
        }) {
      assertThat(hits(api.get(BROKER, ASK + "?code=" + code + FROM_MORA)))
          .as(code)
          .isEqualTo(asked);
    }
    String body =
        """
        {"resourceType":"Parameters","parameter":[
          {"name":"code","valueCodeableConcept":{"coding":[{"system":"urn:oid:1.2.752.116.1.3.2.1.4","code":"NGB49"}]}},
          {"name":"origin","part":[{"name":"municipality","valueCode":"2062"}]},{"name":"originRegion","valueCode":"20"}]}
        """;
    assertThat(hits(api.post(BROKER, ASK, body))).isEqualTo(asked);
    assertThat(hits(api.get(BROKER, ASK + "?text=ny%20kn%C3%A4led" + FROM_MORA))).isEqualTo(asked);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      value = {
        "origin § \"part\":[{\"name\":\"postcode\",\"valueString\":\"79230\"}]",
        "origin § \"part\":[{\"name\":\"latitude\",\"valueDecimal\":61.0}]",
        "origin § \"part\":[{\"name\":\"municipality\",\"valueCode\":\"2062\"},{\"name\":\"latitude\",\"valueDecimal\":61.0},{\"name\":\"longitude\",\"valueDecimal\":14.5}]",
        "origin § \"part\":[{\"name\":\"municipality\",\"valueCode\":\"2062\"},{\"name\":\"municipality\",\"valueCode\":\"2080\"}]",
        "criteria § \"part\":[{\"name\":\"code\",\"valueCode\":\"asa\"},{\"name\":\"other\",\"valueCode\":\"3\"}]",
        "maxDistance § \"valueQuantity\":{\"value\":50,\"comparator\":\">\",\"code\":\"km\",\"system\":\"http://unitsofmeasure.org\"}",
        "reason § \"valueCodeableConcept\":{\"coding\":[{\"system\":\"urn:oid:1.2.752.116.1.1.1\",\"code\":\"Z99\"}]}"
      })
  void what_a_parameter_says_too_much_or_too_little_of_is_refused_by_its_name(
      String name, String said) {
    StringBuilder all = new StringBuilder("{\"name\":\"" + name + "\"," + said + "}");
    if (!name.equals("origin")) {
      all.append(
          ",{\"name\":\"origin\",\"part\":[{\"name\":\"municipality\",\"valueCode\":\"2062\"}]}");
    }
    if (!name.equals("reason")) {
      all.append(
          ",{\"name\":\"code\",\"valueCodeableConcept\":{\"coding\":[{\"system\":\"urn:oid:1.2.752.116.1.3.2.1.4\",\"code\":\"NGB49\"}]}}");
    }
    Api.Answer answer =
        api.post(
            BROKER,
            ASK,
            "{\"resourceType\":\"Parameters\",\"parameter\":[%s,{\"name\":\"originRegion\",\"valueCode\":\"20\"}]}"
                .formatted(all));

    assertThat(answer.status()).as(answer.body()).isIn(400, 422);
    assertThat(answer.problem()).isIn("bad-parameter", "code-invalid");
    assertThat(answer.body()).contains("\"expression\":[\"" + name + "\"]");
  }

  @ParameterizedTest
  @CsvSource({
    "höfft, hoftprotes",
    "knä protes, knaprotes",
    "kolloskopi, koloskopi",
    "ljumskbråk, ljumskbrack",
    "NGB, knaprotes",
    "H25, gra-starr"
  })
  void words_that_are_nothings_name_are_taken_for_the_likeliest_and_the_answer_says_so(
      String words, String vardtjanst) {
    String text = URLEncoder.encode(words, StandardCharsets.UTF_8);
    Api.Answer asked = api.get(BROKER, ASK + "?code=" + vardtjanst + FROM_MORA);

    Api.Answer answer = api.get(BROKER, ASK + "?text=" + text + FROM_MORA);

    assertThat(hits(answer)).isEqualTo(hits(asked)).isNotEmpty();
    String taken =
        "\"code\":\"informational\",\"details\":{\"coding\":[{\"system\":\""
            + Canonical.codeSystem("vardtjanst")
            + "\",\"code\":\""
            + vardtjanst
            + "\"}]";
    assertThat(answer.body()).containsOnlyOnce("informational").contains(taken);
    assertThat(asked.body()).doesNotContain("informational");
  }

  @ParameterizedTest
  @ValueSource(strings = {"meniskoperation", "xyzzy", "lårbråck", "njursten"})
  void words_that_only_look_a_little_like_something_stand_for_nothing(String words) {
    String text = URLEncoder.encode(words, StandardCharsets.UTF_8);

    Api.Answer answer = api.get(BROKER, ASK + "?text=" + text + FROM_MORA);

    assertThat(answer.status()).as(answer.body()).isEqualTo(422);
    assertThat(answer.problem()).isEqualTo("code-invalid");
    assertThat(answer.body()).contains("\"expression\":[\"text\"]");
  }

  @ParameterizedTest
  @CsvSource({
    "menisk, Meniskoperation (menisk)",
    "tonsiller, Operation av tonsillerna (tonsiller)",
    "artroskopi, Artroskopi (artroskopi)",
    "magbråck, Operation av diafragmabråck (diafragmabrack)",
    "handledsoperation, Handledsoperation (handled)"
  })
  void care_that_is_known_and_none_of_ours_is_said_to_be_that(String words, String care) {
    Api.Answer answer = api.get(BROKER, ASK + "?text=" + encoded(words) + FROM_MORA);

    assertThat(answer.status()).as(answer.body()).isEqualTo(422);
    assertThat(answer.problem()).isEqualTo("code-invalid");
    assertThat(answer.body())
        .contains(care + ": known, but none of the care services (vårdtjänster) here")
        .contains("\"expression\":[\"text\"]");
  }

  @ParameterizedTest
  @CsvSource({"tarmoperation, koloskopi", "magkirurgi, gastroskopi", "handen, karpaltunnel"})
  void what_words_may_have_meant_is_told_when_nothing_is_like_them_enough(
      String words, String near) {
    Api.Answer answer = api.get(BROKER, ASK + "?text=" + encoded(words) + FROM_MORA);

    assertThat(answer.status()).as(answer.body()).isEqualTo(422);
    assertThat(answer.body()).contains("stands for no vårdtjänst; it may be ").contains(near);
  }

  @Test
  void a_word_for_several_kinds_of_care_is_answered_with_all_and_each_is_told() {
    Api.Answer answer = api.get(BROKER, ASK + "?text=" + encoded("ögonoperation") + FROM_MORA);

    assertThat(hits(answer))
        .isEqualTo(
            hits(api.get(BROKER, ASK + "?code=gra-starr&code=glaukom&code=ogonlock" + FROM_MORA)));
    assertThat(answer.body().split("\"code\":\"informational\"", -1)).hasSize(4);
    assertThat(answer.body())
        .contains("\"code\":\"gra-starr\"", "\"code\":\"glaukom\"", "\"code\":\"ogonlock\"");
  }

  private static String encoded(String words) {
    return URLEncoder.encode(words, StandardCharsets.UTF_8);
  }

  @Test
  void a_distance_of_nothing_is_answered() {
    Api.Answer answer =
        api.get(BROKER, ASK + "?code=knaprotes&maxDistance=0&includeExcluded=true" + FROM_MORA);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("beyond-distance");
  }

  @Test
  void a_need_says_what_is_asked_for_and_a_parameter_wins_over_it() {
    String from = "&origin=2062&_count=100";
    String id = api.post("referrer-dalarna", "/fhir/ServiceRequest", Needs.knee()).id();
    String asked = hits(api.get(BROKER, ASK + "?code=knaprotes&originRegion=20" + from));
    String due =
        api.get(BROKER, "/fhir/ServiceRequest/" + id).first("\"due\",\"valueDate\":\"([^\"]*)");
    String until = from + "&dueDate=" + due;

    assertThat(hits(api.get(BROKER, ASK + "?need=ServiceRequest/" + id + from)))
        .isEqualTo(hits(api.get(BROKER, ASK + "?code=knaprotes&originRegion=20" + until)));
    assertThat(hits(api.get(BROKER, ASK + "?need=ServiceRequest/" + id + "&code=koloskopi" + from)))
        .isEqualTo(hits(api.get(BROKER, ASK + "?code=koloskopi&originRegion=20" + until)));
    String enclosed =
        """
        {"resourceType":"Parameters","parameter":[{"name":"need","resource":%s},
          {"name":"origin","part":[{"name":"municipality","valueCode":"2062"}]},
          {"name":"_count","valueInteger":100}]}
        """;
    assertThat(hits(api.post(BROKER, ASK, enclosed.formatted(Needs.knee())))).isEqualTo(asked);
  }

  @Test
  void a_need_that_one_has_nothing_to_do_with_is_not_found() {
    String id = api.post("referrer-dalarna", "/fhir/ServiceRequest", Needs.knee()).id();

    assertThat(api.get(BROKER, ASK + "?need=ServiceRequest/none&origin=2062").status())
        .isEqualTo(404);
    assertThat(api.get("provider-goteborg", ASK + "?need=ServiceRequest/" + id).status())
        .isEqualTo(403);
    assertThat(api.get(BROKER, ASK + "?need=Task/" + id + "&origin=2062").problem())
        .isEqualTo("bad-parameter");
  }

  @Test
  void a_reason_asks_by_itself_or_chooses_among_what_the_code_stands_for() {
    String knee = hits(api.get(BROKER, ASK + "?code=knaprotes" + FROM_MORA));

    assertThat(hits(api.get(BROKER, ASK + "?reason=urn:oid:1.2.752.116.1.1.1%7CM17.1" + FROM_MORA)))
        .isEqualTo(knee);
    assertThat(
            hits(
                api.get(
                    BROKER,
                    ASK
                        + "?code=knaprotes&code=hoftprotes&reason=urn:oid:1.2.752.116.1.1.1%7CM17.1"
                        + FROM_MORA)))
        .isEqualTo(knee);
  }

  @Test
  void a_measure_that_stands_for_several_is_what_its_reason_says() {
    String removal = ASK + "?code=urn:oid:1.2.752.116.1.3.2.1.4%7CLCD04" + FROM_MORA;

    assertThat(hits(api.get(BROKER, removal + "&reason=urn:oid:1.2.752.116.1.1.1%7CD25.1")))
        .isEqualTo(hits(api.get(BROKER, ASK + "?code=hysterektomi" + FROM_MORA)));
    assertThat(hits(api.get(BROKER, removal + "&reason=urn:oid:1.2.752.116.1.1.1%7CN81.2")))
        .isEqualTo(hits(api.get(BROKER, ASK + "?code=framfall" + FROM_MORA)))
        .isNotEmpty();
    String stone = "?code=urn:oid:1.2.752.116.1.3.2.1.4%7CJKA21";
    assertThat(hits(api.get(BROKER, ASK + stone + FROM_MORA)))
        .isEqualTo(hits(api.get(BROKER, ASK + "?code=gallsten" + FROM_MORA)));
    assertThat(hits(api.get(BROKER, ASK + "?reason=urn:oid:1.2.752.116.1.1.1%7CK80" + FROM_MORA)))
        .isEqualTo(hits(api.get(BROKER, ASK + "?code=gallsten" + FROM_MORA)));
  }

  @Test
  void several_things_can_be_sorted_by() {
    String answer =
        api.get(BROKER, ASK + "?code=knaprotes&sort=price&sort=distance" + FROM_MORA).body();

    assertThat(answer).contains("\"rank\",\"valueInteger\":1");
    assertThat(answer)
        .isEqualTo(api.get(BROKER, ASK + "?code=knaprotes&sort=price,distance" + FROM_MORA).body());
    assertThat(api.get(BROKER, ASK + "?code=knaprotes&sort=price&sort=beauty" + FROM_MORA).status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?code=knaprotes",
        "?code=knaprotes&origin=9999&originRegion=20",
        "?code=knaprotes&origin=2062&originRegion=02",
        "?code=knaprotes&origin=91,0&originRegion=20",
        "?code=knaprotes&origin=1,2,3&originRegion=20",
        "?code=knaprotes&origin=NaN,1&originRegion=20",
        "?code=knaprotes&origin=2062&originRegion=20&maxWaitDays=-1",
        "?code=knaprotes&origin=2062&originRegion=20&maxPrice=x",
        "?code=knaprotes&origin=2062&originRegion=20&sort=beauty",
        "?code=knaprotes&origin=2062&originRegion=20&unknown=1",
        "?code=knaprotes&origin=2062&originRegion=20&asOf=2026-13-01",
        "?code=knaprotes&origin=2062&originRegion=20&asOf=1999-12-31",
        "?code=knaprotes&origin=2062&originRegion=20&asOf=2099-01-01",
        "?code=knaprotes&origin=2062&originRegion=20&asOf=2099-01-01T12:00:00Z",
        "?code=knaprotes&origin=2062&originRegion=20&asOf=%2B999999999-12-31",
        "?code=knaprotes&origin=2062&originRegion=20&expectedDate=2101-01-01",
        "?code=knaprotes&origin=2062&originRegion=20&criteria=ASA%7C4",
        "?code=knaprotes&origin=2062&originRegion=20&criteria=bmi%7Chigh",
        "?code=&origin=2062&originRegion=20",
        "?code=knaprotes&code=&origin=2062&originRegion=20",
        "?code=knaprotes&origin=2062&originRegion=20&criteria=",
        "?code=knaprotes&origin=2062&originRegion=20&sort=",
        "?code=knaprotes&origin=2062&originRegion=20&sort=price,",
        "?code=knaprotes&origin=2062&originRegion=20&maxPrice=",
        "?code=knaprotes&origin=2062&originRegion=20&_count=-1",
        "?code=knaprotes&origin=2062'%20or%201=1--&originRegion=20",
        "?code=knaprotes&origin=2062&originRegion=20&maxDistance=1e999999"
      })
  void what_makes_no_sense_is_refused_with_the_parameters_name(String query) {
    Api.Answer answer = api.get(BROKER, ASK + query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.problem()).isEqualTo("bad-parameter");
    assertThat(answer.body()).contains("\"expression\":[");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      value = {
        "code § {'name':'code'}",
        "code § {'name':'code','valueCodeableConcept':{'text':'knä'}}",
        "criteria § {'name':'criteria'}",
        "sort § {'name':'sort','extension':[{'url':'http://example.org/x','valueCode':'price'}]}",
        "need § {'name':'need','resource':{'resourceType':'Task','status':'draft','intent':'plan'}}"
      })
  void a_parameter_that_says_nothing_is_refused_with_its_name(String name, String parameter) {
    String body =
        """
        {"resourceType":"Parameters","parameter":[%s,{"name":"code","valueString":"knaprotes"},
          {"name":"origin","part":[{"name":"municipality","valueCode":"2062"}]},{"name":"originRegion","valueCode":"20"}]}
        """
            .formatted(parameter.replace('\'', '"'));

    Api.Answer answer = api.post(BROKER, ASK, body);

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.problem()).isEqualTo("bad-parameter");
    assertThat(answer.body()).contains("\"expression\":[\"" + name + "\"]");
  }

  @Test
  void no_matches_asked_for_is_how_many_there_are_alone() {
    String ask = ASK + "?code=knaprotes&includeExcluded=true" + FROM_MORA;
    String total = api.get(BROKER, ask).first("\"total\":(\\d+)");

    assertThat(Integer.parseInt(total)).isPositive();
    assertThat(api.get(BROKER, ask + "&_count=0").body())
        .isEqualTo("{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":" + total + "}");
  }

  @Test
  void a_service_that_closes_is_gone_from_the_next_answer() {
    String id = "mora-koloskopi";
    Api.Answer before = api.get("catalogue-admin", "/fhir/HealthcareService/" + id);
    assertThat(hits(api.get(BROKER, ASK + "?code=koloskopi" + FROM_MORA + "&_count=100")))
        .contains(id);

    assertThat(
            api.put(
                    "catalogue-admin",
                    "/fhir/HealthcareService/" + id,
                    before.body().replace("\"active\":true", "\"active\":false"))
                .status())
        .isEqualTo(200);

    assertThat(hits(api.get(BROKER, ASK + "?code=koloskopi" + FROM_MORA + "&_count=100")))
        .doesNotContain(id);
    assertThat(
            api.get(BROKER, ASK + "?code=koloskopi" + FROM_MORA + "&includeExcluded=true").body())
        .contains("service-inactive");
    api.put("catalogue-admin", "/fhir/HealthcareService/" + id, before.body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      value = {
        "Organization § unit-mora § \"active\":true § \"active\":false",
        "Location § loc-mora § \"Location\", § \"Location\",\"status\":\"inactive\","
      })
  void a_unit_or_a_place_that_closes_offers_nothing(
      String type, String id, String open, String closed) {
    String path = "/fhir/" + type + "/" + id;
    Api.Answer before = api.get("catalogue-admin", path);
    assertThat(before.body()).contains(open);
    assertThat(api.put("catalogue-admin", path, before.body().replace(open, closed)).status())
        .isEqualTo(200);

    try {
      assertThat(hits(api.get(BROKER, ASK + "?code=koloskopi" + FROM_MORA + "&_count=100")))
          .isNotEmpty()
          .doesNotContain("mora-koloskopi");
      assertThat(
              api.get(BROKER, ASK + "?code=koloskopi" + FROM_MORA + "&includeExcluded=true").body())
          .contains("mora-koloskopi", "service-inactive");
    } finally {
      api.put("catalogue-admin", path, before.body());
    }
    assertThat(hits(api.get(BROKER, ASK + "?code=koloskopi" + FROM_MORA + "&_count=100")))
        .contains("mora-koloskopi");
  }

  /** In a transaction that is undone: nobody else sees the second vårdtjänst. */
  @Test
  void a_service_of_two_vardtjanster_is_judged_by_the_wait_of_the_one_that_is_asked_for() {
    transaction.executeWithoutResult(
        status -> {
          status.setRollbackOnly();
          sql.sql(
                  """
                  insert into vf.offer (service_id, vardtjanst, version, name, unit_id, location_id, active, acceptance,
                                        capacity)
                  select service_id, 'knaprotes-revision', version, name, unit_id, location_id, active, acceptance,
                         capacity from vf.offer where service_id = 'mora-knaprotes'
                  """)
              .update();
          sql.sql("delete from vf.wait where service_id = 'mora-knaprotes'").update();
          wait("a", "knaprotes", 40);
          wait("b", "knaprotes-revision", 140);

          assertThat(days("knaprotes")).contains(40.0);
          assertThat(days("knaprotes-revision")).contains(140.0);
        });
  }

  private void wait(String id, String vardtjanst, int days) {
    sql.sql(
            """
            insert into vf.wait (report_id, metric, service_id, vardtjanst, kind, value, n, as_of, source)
            values (:id, 'median', 'mora-knaprotes', :vardtjanst, 'wait-performed', :days, 60, :today, 'demo')
            """)
        .param("id", id)
        .param("vardtjanst", vardtjanst)
        .param("days", days)
        .param("today", LocalDate.now(clock))
        .update();
  }

  private Optional<Double> days(String vardtjanst) {
    LocalDate today = LocalDate.now(clock);
    Question question =
        new Question(
            Set.of(vardtjanst),
            new Position(61, 14.5),
            "20",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            today.plusDays(90),
            today,
            List.of(),
            "any",
            1,
            "any",
            "score",
            new Strategy("balanced", "SE", 1, .3, .2, .2, .06, .06, .06, .06, .06),
            true,
            today,
            100);
    return findProvider.answer(question).matches().stream()
        .filter(one -> one.offer().serviceId().equals("mora-knaprotes"))
        .findFirst()
        .flatMap(Suitability::waiting)
        .map(Wait::days);
  }

  @Test
  void rebuilding_gives_the_same_answer() {
    String before = hits(api.get(BROKER, ASK + "?code=hoftprotes" + FROM_MORA + "&_count=100"));

    int told = told();

    assertThat(readModels.rebuild()).isGreaterThan(1_000);

    assertThat(told()).as("nothing is announced a second time").isEqualTo(told);
    assertThat(hits(api.get(BROKER, ASK + "?code=hoftprotes" + FROM_MORA + "&_count=100")))
        .isEqualTo(before);
    assertThat(sql.sql("select count(*) from vf.offer").query(Integer.class).single())
        .isGreaterThan(300);
  }

  private int told() {
    return sql.sql("select count(*) from vf.announcement_told").query(Integer.class).single();
  }

  @Test
  void only_a_broker_may_ask() {
    assertThat(api.get("provider-goteborg", ASK + "?code=knaprotes" + FROM_MORA).status())
        .isEqualTo(403);
    assertThat(api.get("", ASK + "?code=knaprotes" + FROM_MORA).status()).isEqualTo(401);
  }

  /** The ids in order, and their scores. */
  private static String hits(Api.Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return java.util.regex.Pattern.compile(
            "\"url\":\"score\",\"valueDecimal\":([0-9.]+)|\"resourceType\":\"HealthcareService\",\"id\":\"([^\"]+)\"")
        .matcher(answer.body())
        .results()
        .map(java.util.regex.MatchResult::group)
        .collect(java.util.stream.Collectors.joining("\n"));
  }
}
