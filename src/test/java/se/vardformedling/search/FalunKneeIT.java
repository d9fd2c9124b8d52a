package se.vardformedling.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Contract;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.MeasureReport;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.OrganizationAffiliation;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.FhirStore;

/**
 * The knee pilot of Falun as a question to the server: 23 providers, five criteria, 14 that suit.
 * Counts and criteria are the published report's; thresholds, figures and the nine reasons are
 * ours, and the providers are made up, as in {@link FalunKneeStoryTest}. They offer a kind of knee
 * surgery that the demo's units do not, so that the 23 are all there are.
 */
@NodeIT
class FalunKneeIT {
  private static final String VARDTJANST = "knaprotes-revision";
  private static final String QUESTION =
      "/fhir/HealthcareService/$find-provider?code="
          + VARDTJANST
          + "&origin=60.605,15.645&originRegion=20&maxDistance=450&maxWaitDays=90&maxPrice=105000"
          + "&criteria=asa%7C3&criteria=quality%7C2.5&includeExcluded=true&_count=100";

  @LocalServerPort int port;
  @Autowired FhirStore store;
  @Autowired JdbcClient sql;
  @Autowired Clock clock;

  @BeforeEach
  void twentyThree() {
    List<Resource> all = new ArrayList<>();
    for (int n = 0; n < FalunKneeStoryTest.PROVIDERS.length; n++) {
      all.addAll(provider(n, FalunKneeStoryTest.PROVIDERS[n]));
      sql.sql(
              """
              insert into vf.quality (service_id, vardtjanst, indicator, rate, benchmark, source, updated)
              values (:id, :vardtjanst, 'reoperation-2y', :rate, 2.0, 'test', :day),
                     (:id, '', 'of another kind', 99, 2.0, 'test', :day)
              on conflict (service_id, vardtjanst) do nothing
              """)
          .param("id", "falun-" + n)
          .param("vardtjanst", VARDTJANST)
          .param("rate", FalunKneeStoryTest.PROVIDERS[n][3])
          .param("day", today())
          .update();
    }
    all.add(parties());
    all.add(agreement());
    put(all);
  }

  @AfterEach
  void close() {
    List<Resource> services = new ArrayList<>();
    for (int n = 0; n < FalunKneeStoryTest.PROVIDERS.length; n++) {
      HealthcareService service = store.read(HealthcareService.class, "falun-" + n).copy();
      service.setId("HealthcareService/falun-" + n);
      services.add(service.setActive(false));
    }
    put(services);
    sql.sql("delete from vf.quality where service_id like 'falun-%'").update();
  }

  @Test
  void of_twenty_three_providers_the_server_finds_fourteen_and_says_why_not_the_nine_others()
      throws Exception {
    Api.Answer answer = new Api(port).get("broker-dalarna", QUESTION);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    JsonNode bundle = new ObjectMapper().readTree(answer.body());
    List<String> suitable = new ArrayList<>();
    Map<String, String> others = new TreeMap<>();
    List<Double> scores = new ArrayList<>();
    for (JsonNode entry : bundle.path("entry")) {
      String id = entry.path("resource").path("id").asText();
      List<String> reasons = parts(entry, "excluded", "valueCode");
      if (entry.path("search").path("mode").asText().equals("match")) {
        suitable.add(id);
        scores.add(entry.path("search").path("score").asDouble());
      } else if (!reasons.isEmpty()) {
        others.put(id, String.join(",", reasons));
        assertThat(parts(entry, "nearMiss", "valueBoolean")).as(id).containsExactly("true");
      }
    }

    assertThat(bundle.path("total").asInt()).isEqualTo(14);
    assertThat(suitable)
        .containsExactlyInAnyOrderElementsOf(
            java.util.stream.IntStream.range(0, 14).mapToObj(n -> "falun-" + n).toList());
    assertThat(scores).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(others)
        .isEqualTo(
            Map.of(
                "falun-14", "wait-too-long",
                "falun-15", "wait-too-long",
                "falun-16", "quality-below",
                "falun-17", "quality-below",
                "falun-18", "beyond-distance",
                "falun-19", "beyond-distance",
                "falun-20", "price-above-max",
                "falun-21", "criteria-not-accepted",
                "falun-22", "criteria-not-accepted"));
  }

  /** The values of the parts of an entry's match that have the name. */
  private static List<String> parts(JsonNode entry, String name, String value) {
    List<String> found = new ArrayList<>();
    for (JsonNode match : entry.path("extension")) {
      for (JsonNode part : match.path("extension")) {
        if (part.path("url").asText().equals(name)) {
          found.add(part.path(value).asText());
        }
      }
    }
    return found;
  }

  private List<Resource> provider(int n, double[] p) {
    Organization unit = new Organization();
    unit.setActive(true).setName("Demokliniken knä " + (n + 1));
    unit.addIdentifier().setSystem(Canonical.BASE + "/sid/demo-unit").setValue("falun-" + n);
    unit.setId("Organization/falun-unit-" + n);
    Location place = new Location();
    place.setName(unit.getName()).setManagingOrganization(reference(unit));
    place.getPosition().setLatitude(p[0]).setLongitude(p[1]);
    place.setId("Location/falun-place-" + n);
    HealthcareService service = new HealthcareService();
    service.setActive(true).setName("Byte av knäprotes, " + unit.getName());
    service.setProvidedBy(reference(unit)).addLocation(reference(place));
    service.addType(new CodeableConcept(code("vardtjanst", VARDTJANST)));
    Extension asa = new Extension(Canonical.profile("acceptance"));
    asa.addExtension("code", new CodeType("asa"));
    asa.addExtension("low", new IntegerType(1));
    asa.addExtension("high", new IntegerType((int) p[5]));
    service.addExtension(asa);
    service.setId("HealthcareService/falun-" + n);
    return List.of(unit, place, service, report(n, p, unit, place));
  }

  private MeasureReport report(int n, double[] p, Organization unit, Location place) {
    MeasureReport report = new MeasureReport();
    report
        .setStatus(MeasureReport.MeasureReportStatus.COMPLETE)
        .setType(MeasureReport.MeasureReportType.SUMMARY)
        .setMeasure(Canonical.BASE + "/Measure/wait-performed")
        .setSubject(reference(place))
        .setReporter(reference(unit))
        .setDateElement(new DateTimeType(today().minusDays(3).toString()));
    report
        .getPeriod()
        .setStartElement(new DateTimeType(today().minusDays(92).toString()))
        .setEndElement(new DateTimeType(today().minusDays(3).toString()));
    report.addExtension(
        Canonical.profile("measured-service"), new Reference("HealthcareService/falun-" + n));
    report.addExtension(Canonical.profile("wait-source"), new CodeType("demo"));
    MeasureReport.MeasureReportGroupComponent group = report.addGroup();
    group.setCode(new CodeableConcept(code("wait-metric", "median")));
    group.addPopulation().setCount(60);
    group.getMeasureScore().setValue(p[2]).setUnit("d");
    report.setId("MeasureReport/falun-wait-" + n);
    return report;
  }

  private static OrganizationAffiliation parties() {
    OrganizationAffiliation parties = new OrganizationAffiliation();
    parties
        .setActive(true)
        .setOrganization(new Reference("Organization/region-20"))
        .setParticipatingOrganization(new Reference("Organization/falun-unit-0"))
        .addHealthcareService(new Reference("HealthcareService/falun-0"))
        .addCode(new CodeableConcept(code("affiliation-role", "agreement")));
    parties.setId("OrganizationAffiliation/falun-parties");
    return parties;
  }

  /** One of the region's own, with a price for each. */
  private Contract agreement() {
    Contract contract = new Contract();
    contract.addIdentifier().setSystem(Canonical.BASE + "/sid/demo-agreement").setValue("KNÄ-1");
    contract.setStatus(Contract.ContractStatus.EXECUTED);
    contract.addSubject(new Reference("OrganizationAffiliation/falun-parties"));
    contract.setType(new CodeableConcept(code("agreement-type", "contracted")));
    contract
        .getApplies()
        .setStartElement(new DateTimeType(today().minusYears(1).toString()))
        .setEndElement(new DateTimeType(today().plusYears(20).toString()));
    Contract.TermComponent term = contract.addTerm();
    term.getOffer().addExtension(Canonical.profile("entitled-scope"), new CodeType("named"));
    term.getOffer()
        .addParty()
        .addReference(new Reference("Organization/region-20"))
        .setRole(new CodeableConcept(code("agreement-party", "commissioner")));
    term.getOffer()
        .addParty()
        .addReference(new Reference("Organization/falun-unit-0"))
        .setRole(new CodeableConcept(code("agreement-party", "provider")));
    for (int n = 0; n < FalunKneeStoryTest.PROVIDERS.length; n++) {
      Contract.ContractAssetComponent asset = term.addAsset();
      asset.addTypeReference(new Reference("HealthcareService/falun-" + n));
      asset.addExtension(Canonical.profile("price-model"), new CodeType("fixed-price"));
      Contract.ValuedItemComponent item = asset.addValuedItem();
      item.setEntity(new CodeableConcept(code("vardtjanst", VARDTJANST)));
      item.getUnitPrice()
          .setValue(BigDecimal.valueOf(FalunKneeStoryTest.PROVIDERS[n][4]))
          .setCurrency("SEK");
    }
    contract.setId("Contract/falun-knee");
    return contract;
  }

  private void put(List<Resource> resources) {
    Bundle bundle = new Bundle();
    bundle.setType(Bundle.BundleType.TRANSACTION);
    for (Resource resource : resources) {
      String url = resource.fhirType() + "/" + resource.getIdElement().getIdPart();
      bundle
          .addEntry()
          .setResource(resource)
          .getRequest()
          .setMethod(Bundle.HTTPVerb.PUT)
          .setUrl(url);
    }
    store.transaction(bundle);
  }

  private static Reference reference(Resource resource) {
    return new Reference(resource.fhirType() + "/" + resource.getIdElement().getIdPart());
  }

  private static Coding code(String system, String code) {
    return new Coding(Canonical.codeSystem(system), code, null);
  }

  private LocalDate today() {
    return LocalDate.now(clock);
  }
}
