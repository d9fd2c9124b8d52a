package se.vardformedling.hvo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r5.formats.JsonParser;
import org.junit.jupiter.api.Test;

class HvoResourceTest {

  @Test
  void a_unit_keeps_each_contact_by_itself_its_permits_and_its_days() throws IOException {
    Organization unit =
        (Organization)
            converted(Upstreams.unit("u1", "SE-1", "Enheten", over("2321000180"), "p1"))
                .get(0)
                .body();

    assertThat(unit.getTelecom()).isEmpty();
    assertThat(unit.getContact())
        .extracting(one -> one.getName().getText() + " " + one.getTelecomFirstRep().getValue())
        .containsExactly("Expeditionen 0250-49 00 00", "Katalogansvarig katalog@example.org");
    assertThat(unit.getExtensionsByUrl(LostResource.CONTACT)).hasSize(2);
    Extension permit = unit.getExtensionByUrl(LostResource.FROM_R5 + "organization-qualification");
    assertThat(
            ((Period) permit.getExtensionByUrl("period").getValue())
                .getStartElement()
                .getValueAsString())
        .isEqualTo("2021-01-01");
    Period period =
        (Period)
            unit.getExtensionByUrl("http://hl7.org/fhir/StructureDefinition/organization-period")
                .getValue();
    assertThat(period.getStartElement().getValueAsString())
        .as("days, not times")
        .isEqualTo("2020-01-01");
    assertThat(unit.getContained()).isEmpty();
  }

  @Test
  void the_business_inside_a_unit_stands_by_itself_with_its_hours() throws IOException {
    Source source =
        converted(Upstreams.unit("u1", "SE-1", "Enheten", over("2321000180"), "p1")).get(1);
    HealthcareService business = (HealthcareService) source.body();

    assertThat(source.id()).isEqualTo("u1-verksamhet");
    assertThat(source.owner()).isEqualTo("u1");
    assertThat(source.uses()).containsExactly("Location/p1");
    assertThat(business.getProvidedBy().getReference()).isEqualTo("Organization/u1");
    assertThat(business.getAvailableTime()).hasSize(1);
    assertThat(business.getAvailableTimeFirstRep().getDaysOfWeek())
        .extracting(day -> day.getCode())
        .containsExactly("mon", "fri");
    assertThat(business.getAvailableTimeFirstRep().getAvailableStartTime()).isEqualTo("08:00:00");
    assertThat(business.getAvailableTimeFirstRep().getAvailableEndTime()).isEqualTo("16:30:00");
    assertThat(business.getNotAvailableFirstRep().getDescription()).isEqualTo("Stängt");
    assertThat(business.getNotAvailableFirstRep().getDuring().getEndElement().getValueAsString())
        .isEqualTo("2026-07-31");
  }

  @Test
  void what_the_converter_stops_at_does_not_stop_the_rest() throws IOException {
    HealthcareService service =
        (HealthcareService)
            converted(
                    """
                    {"resourceType":"HealthcareService","id":"s1","offeredIn":[{"reference":"HealthcareService/s2"}],
                     "extension":[
                       {"url":"https://example.org/contact","valueExtendedContactDetail":{"telecom":[{"system":"phone","value":"0250-1"}]}},
                       {"url":"https://example.org/hours","valueAvailability":{"availableTime":[{"allDay":true}]}},
                       {"url":"https://example.org/kept","valueString":"kvar"}]}""")
                .get(0)
                .body();

    assertThat(service.getExtensionString("https://example.org/kept")).isEqualTo("kvar");
    assertThat(service.hasExtension("https://example.org/hours")).isFalse();
    assertThat(service.getExtensionByUrl(LostResource.CONTACT).getExtension())
        .extracting(Extension::getUrl)
        .containsExactly("telecom");
    assertThat(
            ((Reference)
                    service
                        .getExtensionByUrl(LostResource.FROM_R5 + "healthcare-service-offered-in")
                        .getValue())
                .getReference())
        .isEqualTo("HealthcareService/s2");
  }

  @Test
  void a_place_keeps_its_hours() throws IOException {
    Location place =
        (Location)
            converted(
                    """
                    {"resourceType":"Location","id":"p1","hoursOfOperation":[{"availableTime":[
                      {"daysOfWeek":["sat"],"availableStartTime":"10:00:00","availableEndTime":"14:00:00"}]}]}""")
                .get(0)
                .body();

    assertThat(place.getHoursOfOperation())
        .extracting(one -> one.getOpeningTime() + "-" + one.getClosingTime())
        .containsExactly("10:00:00-14:00:00");
  }

  @Test
  void the_number_of_a_person_who_trades_alone_is_left_out() throws IOException {
    Source source =
        converted(
                """
                {"resourceType":"Organization","id":"o1","name":"Fotvård","identifier":[
                  {"system":"http://electronichealth.se/identifier/personnummer","value":"191212121212"},
                  {"system":"urn:oid:2.5.4.97","value":"402000-0008"}]}""")
            .get(0);

    assertThat(((Organization) source.body()).getIdentifier())
        .extracting(one -> one.getSystem() + "|" + one.getValue())
        .containsExactly("urn:oid:2.5.4.97|4020000008");
    assertThat(source.organisationNumber()).isEqualTo("4020000008");
    assertThat(Identity.in(source.body())).isFalse();
  }

  @Test
  void a_persons_number_in_the_place_of_an_organisations_is_left_out_wherever_it_stands()
      throws IOException {
    Source source =
        converted(
                """
                {"resourceType":"Organization","id":"o1","name":"Fotvård","identifier":[
                  {"system":"urn:oid:2.5.4.97","value":"121212-1212"}],
                 "partOf":{"identifier":{"system":"urn:oid:2.5.4.97","value":"1212121212"}}}""")
            .get(0);

    assertThat(((Organization) source.body()).getIdentifier()).isEmpty();
    assertThat(((Organization) source.body()).getPartOf().getIdentifier().isEmpty()).isTrue();
    assertThat(source.organisationNumber()).isNull();
    assertThat(source.parent()).isNull();
  }

  @Test
  void what_r4_has_not_is_not_readable_and_throws_nothing() {
    assertThat(HvoResource.readable(new org.hl7.fhir.r5.model.Transport())).isEmpty();
  }

  @Test
  void what_says_nothing_of_its_time_or_state_holds() throws IOException {
    Organization unit =
        (Organization)
            converted(
                    """
                    {"resourceType":"Organization","id":"o1","name":"Fotvård","extension":[
                      {"url":"https://example.org/HVOOrganizationActiveStatusExtension"}]}""")
                .get(0)
                .body();
    unit.addExtension().setValue(new Period());

    assertThat(InForceResource.is(unit)).isTrue();
    assertThat(InForceResource.period(unit)).isEmpty();
  }

  @Test
  void what_may_identify_a_person_in_any_other_place_is_seen() throws IOException {
    assertThat(
            Identity.in(
                converted(
                        "{\"resourceType\":\"Organization\",\"id\":\"o1\",\"name\":\"Firma 19121212-1212\"}")
                    .get(0)
                    .body()))
        .isTrue();
  }

  private static String over(String number) {
    return "\"identifier\":{\"system\":\"urn:oid:2.5.4.97\",\"value\":\"" + number + "\"}";
  }

  private static List<Source> converted(String r5) throws IOException {
    return HvoResource.convert(new JsonParser().parse(r5));
  }
}
