package se.vardformedling.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*/*",
        "text/html, */*;q=0.8",
        "application/fhir+xml",
        "application/fhir+json; fhirVersion=4.0",
        "image/png, application/json;q=0.1",
        "application/fhir+json;q=0, */*",
        "application/fhir+xml; q=0, application/json"
      })
  void something_in_accept_can_be_served(String accept) {
    assertThat(HttpRules.accept(accept, null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "text/html",
        "*/*;q=0",
        "application/fhir+json;\tq=0.000",
        "application/json;q=0, application/xml;q=0, */*",
        "application/fhir+json;fhirVersion=5.0"
      })
  void nothing_in_accept_can_be_served(String accept) {
    assertThat(HttpRules.accept(accept, null)).contains(Problem.NOT_ACCEPTABLE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      value = {
        "application/fhir+json, */*;q=0.1 § application/fhir+json, */*;q=0.1 § false",
        "application/fhir+json;q=0, application/fhir+xml § application/fhir+xml § true",
        "application/fhir+xml;q=0, application/fhir+json § application/fhir+json § false",
        "application/json;q=0.0, */*;q=0.5 § application/fhir+xml § true",
        "text/xml;q=0, application/* § application/* § false"
      })
  void what_is_worth_nothing_is_not_accepted(String accept, String accepted, boolean xml) {
    assertThat(HttpRules.accepted(accept)).isEqualTo(accepted);
    assertThat(HttpRules.xmlFirst(accept, null)).isEqualTo(xml);
  }

  @Test
  void a_condition_for_creating_says_something() {
    assertThat(HttpRules.ifNoneExist(null)).isEmpty();
    assertThat(HttpRules.ifNoneExist("identifier=a|1")).isEmpty();
    assertThat(HttpRules.ifNoneExist("")).contains(Problem.BAD_HEADER);
    assertThat(HttpRules.ifNoneExist("Organization? ")).contains(Problem.BAD_HEADER);
  }

  @Test
  void the_parameter_goes_before_the_header() {
    assertThat(HttpRules.accept("text/plain", "json")).isEmpty();
    assertThat(HttpRules.accept("*/*", "turtle")).contains(Problem.NOT_ACCEPTABLE);
    assertThat(HttpRules.accept(null, "application/fhir xml")).isEmpty();
  }

  @Test
  void if_match_is_one_entity_tag_or_a_star() {
    assertThat(HttpRules.ifMatch("W/\"3\"")).isEmpty();
    assertThat(HttpRules.ifMatch("\"3\"")).isEmpty();
    assertThat(HttpRules.ifMatch("*")).isEmpty();
    assertThat(HttpRules.ifMatch("3")).contains(Problem.BAD_HEADER);
    assertThat(HttpRules.ifMatch("W/\"1\", W/\"2\"")).contains(Problem.BAD_HEADER);
    assertThat(HttpRules.ifMatch("\"none-of-ours\"")).contains(Problem.STALE_VERSION);
  }

  @Test
  void a_query_is_escaped_utf_8_without_nul() {
    assertThat(HttpRules.query("name=%C3%85re&x=a|b")).isEmpty();
    assertThat(HttpRules.query("name=%00")).contains(Problem.BAD_PARAMETER);
    assertThat(HttpRules.query("name=%C3%28")).contains(Problem.BAD_PARAMETER);
    assertThat(HttpRules.query("name=%4")).contains(Problem.BAD_PARAMETER);
  }

  @Test
  void conditional_addresses_that_ask_the_same_are_the_same() {
    String plain = HttpRules.sameHoweverWritten("Organization?identifier=s|1&name=a");

    assertThat(HttpRules.sameHoweverWritten("Organization?name=a&identifier=s%7C1"))
        .isEqualTo(plain);
    assertThat(HttpRules.sameHoweverWritten("Organization?name=b&identifier=s%7C1"))
        .isNotEqualTo(plain);
    assertThat(HttpRules.sameHoweverWritten("Organization/1")).isEqualTo("Organization/1");
  }

  @Test
  void a_number_in_xml_that_would_fill_the_memory_is_refused() {
    assertThatThrownBy(
            () ->
                BodyRules.check(
                    utf8("<a xmlns=\"http://hl7.org/fhir\"><b value=\"1e999999999\"/></a>"), true))
        .isInstanceOf(Refusal.class);
    assertThatCode(
            () ->
                BodyRules.check(
                    utf8("<a xmlns=\"http://hl7.org/fhir\"><b value=\"1.5e10\"/></a>"), true))
        .doesNotThrowAnyException();
  }

  @Test
  void a_body_of_reasonable_depth_passes() {
    assertThatCode(() -> BodyRules.check(utf8("{\"a\":".repeat(60) + "1" + "}".repeat(60)), false))
        .doesNotThrowAnyException();
    assertThatCode(
            () -> BodyRules.check(utf8("<a xmlns=\"http://hl7.org/fhir\"><b c=\"Å\"/></a>"), true))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"a\":\"\\u0000\"}", "{\"a\":\"\\udc00\"}", "{\"a\":1e400}", "{}{}", "7"})
  void json_that_could_hurt_is_refused(String body) {
    assertThatThrownBy(() -> BodyRules.check(utf8(body), false)).isInstanceOf(Refusal.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'contained':[null]}",
        "{'extension':[{'url':'urn:x','valueString':'a','valueCode':'b'}]}",
        "{'occurrenceDateTime':'2026-01-01','_occurrencePeriod':{}}",
        "{'name':[{'family':5}]}",
        "{'name':[{'given':['a',true]}]}",
        "{'active':'false'}",
        "{'valueString':null,'_valueString':{'id':'a'}}",
        "{'given':[null,'a'],'_given':[{},null]}",
        "{'photo':[{'size':'5'}]}",
        "{'extension':[{'valueInteger':'5'}]}",
        "{'modifierExtension':[{'url':'urn:x'}]}",
        "{'implicitRules':'urn:x'}",
        "{'text':{'div':'<div><img src=\\\"javascript:alert(1)\\\"/></div>'}}",
        "{'text':{'div':'<div><img src=\\\"java&#10;script&#58;alert(1)\\\"/></div>'}}",
        "{'text':{'div':'<div><p style=\\\"background:url(javascript:x)\\\">x</p></div>'}}"
      })
  void json_that_the_parser_would_read_as_something_else_is_refused(String body) {
    assertThatThrownBy(() -> BodyRules.check(utf8(body.replace('\'', '"')), false))
        .isInstanceOf(Refusal.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'extension':[{'url':'urn:x','valueString':'a'},{'url':'urn:x','valueCode':'b'}]}",
        "{'_valueString':{'id':'a'}}",
        "{'given':[null,'a'],'_given':[{'id':'a'},null]}",
        "{'active':true,'size':5,'valueDecimal':1.5,'text':'javascript: a language'}",
        "{'text':{'div':'<div>javascript: a language</div>'}}"
      })
  void json_that_looks_like_it_passes(String body) {
    assertThatCode(() -> BodyRules.check(utf8(body.replace('\'', '"')), false))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<A/>",
        "<A xmlns='urn:x'/>",
        "<A xmlns='http://hl7.org/fhir'>text<b value='1'/></A>",
        "<A xmlns='http://hl7.org/fhir'><b value='1'/><![CDATA[text]]></A>",
        "<A xmlns='http://hl7.org/fhir'><b xmlns='urn:x'/></A>",
        "<A xmlns='http://hl7.org/fhir'><valueCode value='a'/><valueString value='a'/></A>",
        "<A xmlns='http://hl7.org/fhir'><modifierExtension url='urn:x'/></A>",
        "<A xmlns='http://hl7.org/fhir'><implicitRules value='urn:x'/></A>",
        "<A xmlns='http://hl7.org/fhir'><text><div xmlns='http://www.w3.org/1999/xhtml'>"
            + "<img src='&#106;avascript:a'/></div></text></A>"
      })
  void xml_that_the_parser_would_read_as_something_else_is_refused(String body) {
    assertThatThrownBy(() -> BodyRules.check(utf8(body), true)).isInstanceOf(Refusal.class);
  }

  @Test
  void xml_with_a_narrative_passes() {
    String body =
        "<A xmlns='http://hl7.org/fhir'>\n <text><div xmlns='http://www.w3.org/1999/xhtml'>"
            + "<p>ord <b>fet</b></p></div></text>\n</A>\n";

    assertThatCode(() -> BodyRules.check(utf8(body), true)).doesNotThrowAnyException();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
