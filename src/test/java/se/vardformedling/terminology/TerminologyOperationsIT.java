package se.vardformedling.terminology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;

/** FHIR's own terminology operations, on what ships. */
@NodeIT
class TerminologyOperationsIT {
  private static final String BROKER = "broker-dalarna";
  private static final String OURS = "https://fhir.vardformedling.example/";

  private static final String VARDTJANST = OURS + "CodeSystem/vardtjanst";

  @LocalServerPort int port;
  @Autowired Terms terms;
  private Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @ParameterizedTest
  @CsvSource({
    "urn:oid:1.2.752.116.1.3.2.1.4,CJC00,Intrakapsulär kataraktextraktion",
    "urn:oid:1.2.752.116.1.1.1,H25.0,Grå starr (H25.0)",
    "https://fhir.vardformedling.example/CodeSystem/vardtjanst,gra-starr,Operation av grå starr"
  })
  void lookup_tells_what_a_code_is_called(String system, String code, String display) {
    Api.Answer answer =
        api.get(BROKER, "/fhir/CodeSystem/$lookup?system=" + system + "&code=" + code);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body())
        .contains("{\"name\":\"display\",\"valueString\":\"" + display + "\"}");
    assertThat(api.get(BROKER, "/fhir/CodeSystem/$lookup?system=" + system + "&code=ZZZ").status())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "urn:oid:1.2.752.116.1.3.2.1.4,NGB49,true",
    "urn:oid:1.2.752.116.1.3.2.1.4,QQQ99,false",
    "urn:oid:1.2.752.116.1.1.1,M17.1,true",
    "https://fhir.vardformedling.example/CodeSystem/vardtjanst,knaprotes,true",
    "https://fhir.vardformedling.example/CodeSystem/vardtjanst,bortkommen,false"
  })
  void validate_code_tells_whether_a_code_is_one(String system, String code, boolean valid) {
    Api.Answer answer =
        api.get(BROKER, "/fhir/CodeSystem/$validate-code?url=" + system + "&code=" + code);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("{\"name\":\"result\",\"valueBoolean\":" + valid + "}");
  }

  @Test
  void expand_tells_all_codes_of_a_value_set() {
    Api.Answer answer =
        api.get(BROKER, "/fhir/ValueSet/$expand?url=" + OURS + "ValueSet/vardtjanst");

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("\"code\":\"knaprotes\"", "\"code\":\"gra-starr\"");
  }

  @ParameterizedTest
  @CsvSource({
    "urn:oid:1.2.752.116.1.3.2.1.4,NGB49,https://fhir.vardformedling.example/CodeSystem/vardtjanst,knaprotes",
    "urn:oid:1.2.752.116.1.3.2.1.4,CJE20,https://fhir.vardformedling.example/CodeSystem/vardtjanst,gra-starr",
    "urn:oid:1.2.752.116.1.1.1,H25.1,https://fhir.vardformedling.example/CodeSystem/vardtjanst,gra-starr",
    "urn:oid:1.2.752.116.1.3.2.1.4,JKA21,https://fhir.vardformedling.example/CodeSystem/vardtjanst,gallsten",
    "urn:oid:1.2.752.116.1.1.1,N40.9,https://fhir.vardformedling.example/CodeSystem/vardtjanst,prostata"
  })
  void translate_leads_to_the_vardtjanst(
      String system, String code, String targetSystem, String target) {
    Api.Answer answer =
        api.get(
            BROKER,
            "/fhir/ConceptMap/$translate?system="
                + system
                + "&code="
                + code
                + "&targetsystem="
                + targetSystem);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body())
        .contains("{\"name\":\"result\",\"valueBoolean\":true}", "\"code\":\"" + target + "\"");
  }

  @Test
  void subsumes_says_what_it_lacks() {
    Api.Answer asked = api.get(BROKER, "/fhir/CodeSystem/$subsumes");
    assertThat(asked.status()).isEqualTo(400);
    assertThat(asked.problem()).isEqualTo("bad-parameter");
    assertThat(asked.body()).contains("codeA");
    assertThat(
            api.post(BROKER, "/fhir/CodeSystem/$subsumes", "{\"resourceType\":\"Parameters\"}")
                .status())
        .isEqualTo(400);
  }

  @Test
  void subsumes_is_asked_by_post_too() {
    String body =
        """
        {"resourceType":"Parameters","parameter":[{"name":"system","valueUri":"%s"},
          {"name":"codeA","valueCode":"knaprotes"},{"name":"codeB","valueCode":"knaprotes"}]}
        """
            .formatted(VARDTJANST);

    Api.Answer byGet =
        api.get(
            BROKER,
            "/fhir/CodeSystem/$subsumes?codeA=knaprotes&codeB=knaprotes&system=" + VARDTJANST);
    Api.Answer byPost = api.post(BROKER, "/fhir/CodeSystem/$subsumes", body);

    assertThat(byGet.status()).as(byGet.body()).isEqualTo(200);
    assertThat(byGet.body()).contains("{\"name\":\"outcome\",\"valueCode\":\"equivalent\"}");
    assertThat(byPost.body()).isEqualTo(byGet.body());
  }

  @Test
  void subsumes_is_asked_with_codings_in_a_body() {
    String coding = "{\"name\":\"coding%s\",\"valueCoding\":{\"system\":\"%s\",\"code\":\"%s\"}}";
    String body = "{\"resourceType\":\"Parameters\",\"parameter\":[%s,%s]}";

    Api.Answer answer =
        api.post(
            BROKER,
            "/fhir/CodeSystem/$subsumes",
            body.formatted(
                coding.formatted("A", VARDTJANST, "knaprotes"),
                coding.formatted("B", VARDTJANST, "gra-starr")));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("\"valueCode\":\"not-subsumed\"");
  }

  @Test
  void subsumes_refuses_what_it_cannot_answer() {
    String url = "/fhir/CodeSystem/$subsumes?";
    List<Api.Answer> answers =
        List.of(
            api.get(BROKER, url + "codingA=x&codingB=y"),
            api.get(BROKER, url + "codeA=nosuch&codeB=knaprotes&system=" + VARDTJANST),
            api.get(BROKER, url + "codeA=knaprotes&codeB=&system=" + VARDTJANST),
            api.get(BROKER, url + "codeA=a&codeB=a&system=urn:nosuch"),
            parameters("{'name':'system','part':[{'name':'x','valueString':'y'}]}"),
            parameters("{'name':'system'}"),
            parameters("{'name':'system','resource':{'resourceType':'Basic'}}"),
            parameters("{'name':'system','valueInteger':7}"),
            parameters("{'name':'system','valueCoding':{'code':'a'}}"),
            parameters("{'name':'codingA','valueString':'a'},{'name':'codingB','valueString':'a'}"),
            parameters(
                "{'name':'codingA','valueCoding':{'display':'a'}},{'name':'codingB','valueCoding':{'display':'a'}}"));

    for (Api.Answer answer : answers) {
      assertThat(answer.status()).as(answer.body()).isEqualTo(400);
      assertThat(answer.problem()).as(answer.body()).isEqualTo("bad-parameter");
    }
    assertThat(parameters("{'name':'codingA','valueCoding':{}}").problem())
        .isEqualTo("malformed-body");
  }

  private Api.Answer parameters(String more) {
    String body =
        "{'resourceType':'Parameters','parameter':[%s,{'name':'codeA','valueCode':'a'},"
            + "{'name':'codeB','valueCode':'a'}]}";
    return api.post(BROKER, "/fhir/CodeSystem/$subsumes", body.formatted(more).replace('\'', '"'));
  }

  @Test
  void an_expansion_is_searched_by_words_of_the_code_or_the_display_and_then_divided_into_pages() {
    String set =
        "/fhir/ValueSet/$expand?url=https://fhir.vardformedling.example/ValueSet/vardtjanst";
    Api.Answer found = api.get(BROKER, set + "&filter=Protes");
    Api.Answer two = api.get(BROKER, set + "&filter=kn%C3%A4%20protes");
    Api.Answer second = api.get(BROKER, set + "&filter=protes&offset=1&count=1");
    Api.Answer none = api.get(BROKER, set + "&filter=finns-inte");

    assertThat(found.body())
        .contains("\"knaprotes\"", "\"hoftprotes\"")
        .doesNotContain("\"katarakt\"", "\"koloskopi\"");
    assertThat(two.body()).contains("\"knaprotes\"").doesNotContain("\"hoftprotes\"");
    assertThat(second.first("\"total\":(\\d+)")).isEqualTo(found.first("\"total\":(\\d+)"));
    assertThat(second.body().split("\"display\"")).hasSize(2);
    assertThat(none.first("\"total\":(\\d+)")).isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CodeSystem/$lookup?system=urn:oid:1.2.752.116.1.1.1&code=H25.0&displayLanguage=sv&property=display",
        "CodeSystem/$validate-code?url=urn:oid:1.2.752.116.1.1.1&code=H25.0&display=x",
        "ValueSet/$validate-code?url=https://fhir.vardformedling.example/ValueSet/vardtjanst"
            + "&system=https://fhir.vardformedling.example/CodeSystem/vardtjanst&code=knaprotes&display=x",
        "ValueSet/$expand?url=https://fhir.vardformedling.example/ValueSet/vardtjanst&filter=kn&count=5&offset=0&displayLanguage=sv",
        "ConceptMap/$translate?system=urn:oid:1.2.752.116.1.1.1&code=H25.0&reverse=false"
            + "&targetsystem=https://fhir.vardformedling.example/CodeSystem/vardtjanst"
      })
  void what_fhir_lets_one_ask_of_terminology_is_taken(String asked) {
    Api.Answer answer = api.get(BROKER, "/fhir/" + asked + "&_format=json&_pretty=false");

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "KVÅ,NGB,knaprotes",
    "KVÅ,CJE,gra-starr",
    "KVÅ,CJE*,gra-starr",
    "KVÅ,cje20,gra-starr",
    "KVÅ,LCC,framfall hysterektomi",
    "KVÅ,LCC10,framfall hysterektomi",
    "ICD,H25,gra-starr",
    "ICD,H25.1A,gra-starr",
    "ICD,H26.2,gra-starr gra-starr-komplicerad",
    "ICD,H26.2B,gra-starr gra-starr-komplicerad",
    "ICD,M17,knaprotes",
    "ICD,M17.12,knaprotes"
  })
  void translate_takes_a_code_that_is_shorter_or_longer_than_the_mapped_ones(
      String list, String code, String targets) {
    String system = list.equals("ICD") ? Terms.ICD_10_SE : Terms.KVA;
    String map = list.equals("ICD") ? "icd-10-se-vardtjanst" : "kva-vardtjanst";
    String of = "$translate?system=" + system + "&code=" + code;

    assertThat(terms.vardtjanster(system, code)).containsExactlyInAnyOrder(targets.split(" "));
    for (String asked :
        List.of(
            "/fhir/ConceptMap/" + of + "&targetsystem=" + VARDTJANST,
            "/fhir/ConceptMap/" + of + "&url=" + OURS + "ConceptMap/" + map,
            "/fhir/ConceptMap/" + map + "/" + of)) {
      Api.Answer answer = api.get(BROKER, asked);
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      assertThat(codes(answer)).containsExactlyInAnyOrder(targets.split(" "));
    }
  }

  @Test
  void translate_tells_of_every_match_what_it_is_and_by_which_map() {
    Api.Answer answer =
        api.get(
            BROKER,
            "/fhir/ConceptMap/$translate?system=http://electronichealth.se/id/kva&code=NGB"
                + "&targetsystem="
                + VARDTJANST);

    assertThat(answer.body())
        .isEqualTo(
            """
            {"resourceType":"Parameters","parameter":[{"name":"result","valueBoolean":true},\
            {"name":"message","valueString":"Matches found"},{"name":"match","part":[\
            {"name":"equivalence","valueCode":"wider"},{"name":"concept","valueCoding":\
            {"system":"%s","code":"knaprotes"}},\
            {"name":"source","valueUri":"%sConceptMap/kva-vardtjanst"}]}]}"""
                .formatted(VARDTJANST, OURS));
  }

  @ParameterizedTest
  @CsvSource({
    "urn:oid:1.2.752.116.1.3.2.1.4,QQQ",
    "urn:oid:1.2.752.116.1.3.2.1.4,NG",
    "urn:oid:1.2.752.116.1.1.1,Q99.9",
    "http://snomed.info/sct,NGB"
  })
  void translate_says_no_of_a_code_that_stands_for_none(String system, String code) {
    Api.Answer answer =
        api.get(
            BROKER,
            "/fhir/ConceptMap/$translate?system="
                + system
                + "&code="
                + code
                + "&targetsystem="
                + VARDTJANST);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            "{\"resourceType\":\"Parameters\",\"parameter\":["
                + "{\"name\":\"result\",\"valueBoolean\":false},"
                + "{\"name\":\"message\",\"valueString\":\"No Matches found\"}]}");
  }

  @Test
  void translate_leads_from_kva_to_snomed_to_the_letter() {
    String asked =
        "/fhir/ConceptMap/$translate?targetsystem="
            + Terms.SNOMED_CT
            + "&system="
            + Terms.KVA
            + "&code=";

    assertThat(codes(api.get(BROKER, asked + "NFB19"))).containsExactly("386649003");
    assertThat(codes(api.get(BROKER, asked + "NFB"))).isEmpty();
  }

  @Test
  void translate_back_tells_every_code_that_means_the_vardtjanst() {
    String asked = "/fhir/ConceptMap/$translate?reverse=true&code=knaprotes&system=" + VARDTJANST;
    List<String> kva = codes(api.get(BROKER, asked + "&targetsystem=" + Terms.KVA));

    assertThat(kva)
        .contains("NGB09", "NGB49")
        .allSatisfy(code -> assertThat(terms.vardtjanster(Terms.KVA, code)).contains("knaprotes"));
    assertThat(codes(api.get(BROKER, asked))).containsAll(kva).contains("M17.0", "M17.1", "M17.9");
  }

  @Test
  void find_provider_takes_a_group_with_a_star() {
    Api.Answer answer =
        api.get(
            BROKER,
            "/fhir/HealthcareService/$find-provider?origin=2080&originRegion=20&code="
                + Terms.KVA
                + "%7CCJE*");

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  @Test
  void a_value_set_is_expanded_and_asked_by_its_id() {
    String set = "/fhir/ValueSet/vardtjanst/";
    List<String> all =
        codes(api.get(BROKER, "/fhir/ValueSet/$expand?url=" + OURS + "ValueSet/vardtjanst"));
    String nothing = "{\"resourceType\":\"Parameters\"}";

    assertThat(all).contains("knaprotes", "gra-starr");
    assertThat(codes(api.get(BROKER, set + "$expand"))).isEqualTo(all);
    assertThat(codes(api.post(BROKER, set + "$expand", nothing))).isEqualTo(all);
    assertThat(valid(set + "$validate-code?code=knaprotes&system=" + VARDTJANST)).isTrue();
    assertThat(valid(set + "$validate-code?code=bortkommen&system=" + VARDTJANST)).isFalse();
    assertThat(api.get(BROKER, "/fhir/ValueSet/age-band/$expand").status()).isEqualTo(200);
    assertThat(api.get(BROKER, "/fhir/ValueSet/none-such/$expand").status()).isEqualTo(404);
    assertThat(api.get("", set + "$expand").status()).isEqualTo(401);
  }

  @Test
  void an_expansion_comes_in_pages_by_address_and_by_id() {
    String byAddress = "/fhir/ValueSet/$expand?url=" + OURS + "ValueSet/vardtjanst";
    String byId = "/fhir/ValueSet/vardtjanst/$expand?_format=json";
    List<String> all = codes(api.get(BROKER, byAddress));

    assertThat(all).hasSizeGreaterThan(12);
    for (String asked : List.of(byAddress, byId)) {
      assertThat(codes(api.get(BROKER, asked + "&count=5"))).isEqualTo(all.subList(0, 5));
      Api.Answer next = api.get(BROKER, asked + "&count=5&offset=5");
      assertThat(codes(next)).isEqualTo(all.subList(5, 10));
      assertThat(next.body()).contains("\"total\":" + all.size(), "\"offset\":5");
      assertThat(codes(api.get(BROKER, asked + "&count=0"))).isEmpty();
      assertThat(codes(api.get(BROKER, asked + "&offset=" + all.size()))).isEmpty();
      assertThat(codes(api.get(BROKER, asked))).isEqualTo(all);
    }
  }

  @Test
  void a_code_system_is_asked_by_its_id() {
    String system = "/fhir/CodeSystem/vardtjanst/$validate-code?code=";

    assertThat(valid(system + "knaprotes")).isTrue();
    assertThat(valid(system + "bortkommen")).isFalse();
    assertThat(api.get(BROKER, "/fhir/CodeSystem/none-such/$validate-code?code=knaprotes").status())
        .isEqualTo(404);
    assertThat(api.get("", system + "knaprotes").status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "count=abc",
        "count=1.5",
        "count=-1",
        "count=99999999999",
        "offset=abc",
        "offset=99999999999"
      })
  void expand_refuses_a_count_that_is_no_number(String counted) {
    for (String set :
        List.of("$expand?url=" + OURS + "ValueSet/vardtjanst&", "vardtjanst/$expand?")) {
      Api.Answer answer = api.get(BROKER, "/fhir/ValueSet/" + set + counted);
      assertThat(answer.status()).as(answer.body()).isEqualTo(400);
      assertThat(answer.problem()).isEqualTo("bad-parameter");
    }
  }

  @Test
  void expand_takes_a_value_set_that_is_sent_if_it_is_small() {
    String known = "{\"system\":\"" + VARDTJANST + "\",\"concept\":[{\"code\":\"knaprotes\"}]}";
    String unknown = "{\"system\":\"https://nobody.example/codes\"}";

    assertThat(codes(expand(including(known, 20)))).containsOnly("knaprotes");
    for (String sent :
        List.of(
            including(known, 21),
            including(known, 400),
            including(unknown, 1),
            "{\"resourceType\":\"CodeSystem\",\"status\":\"active\",\"content\":\"complete\"}")) {
      Api.Answer answer = expand(sent);
      assertThat(answer.status()).as(answer.body()).isEqualTo(400);
      assertThat(answer.problem()).isEqualTo("bad-parameter");
    }
  }

  private Api.Answer expand(String sent) {
    return api.post(
        BROKER,
        "/fhir/ValueSet/$expand",
        "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"valueSet\",\"resource\":"
            + sent
            + "}]}");
  }

  private static String including(String part, int times) {
    return "{\"resourceType\":\"ValueSet\",\"status\":\"active\",\"compose\":{\"include\":["
        + String.join(",", Collections.nCopies(times, part))
        + "]}}";
  }

  private boolean valid(String asked) {
    Api.Answer answer = api.get(BROKER, asked);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.body().contains("{\"name\":\"result\",\"valueBoolean\":true}");
  }

  private static List<String> codes(Api.Answer answer) {
    return Pattern.compile("\"code\":\"([^\"]*)\"")
        .matcher(answer.body())
        .results()
        .map(found -> found.group(1))
        .toList();
  }
}
