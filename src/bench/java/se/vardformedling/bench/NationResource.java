package se.vardformedling.bench;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import se.vardformedling.bench.Nation.Agreement;
import se.vardformedling.bench.Nation.Service;
import se.vardformedling.bench.Nation.Unit;
import se.vardformedling.bench.Nation.Wait;

/** The made-up country as FHIR transaction bundles, one a unit. */
final class NationResource {
  private static final String BASE = "https://fhir.vardformedling.example/";

  private NationResource() {}

  static String bundle(Nation nation, Unit unit, LocalDate today) {
    List<String> entries = new ArrayList<>();
    entries.add(entry("Organization", unit.id(), organization(unit)));
    entries.add(entry("Location", unit.place(), location(unit)));
    List<Service> services = nation.servicesOf(unit);
    services.forEach(s -> entries.add(entry("HealthcareService", s.id(), service(s))));
    nation
        .agreementOf(unit)
        .forEach(
            a -> {
              entries.add(entry("OrganizationAffiliation", a.id(), affiliation(a)));
              entries.add(entry("Contract", a.id(), contract(a, today)));
            });
    services.stream()
        .flatMap(nation::waitsOf)
        .forEach(w -> entries.add(entry("MeasureReport", w.id(), report(w, today))));
    return "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":["
        + String.join(",", entries)
        + "]}";
  }

  private static String entry(String type, String id, String body) {
    return """
        {"fullUrl":"%s%s/%s","request":{"method":"PUT","url":"%s/%s"},
         "resource":{"resourceType":"%s","id":"%s",%s}}
        """
        .formatted(BASE, type, id, type, id, type, id, body);
  }

  static String organization(Unit unit) {
    return """
        "active":true,"name":"Mätenhet %d",
        "identifier":[{"system":"urn:oid:1.2.752.29.4.19","value":"TSTNMT2321000156-M%05d"}],
        "type":[{"coding":[{"system":"%sCodeSystem/organization-type","code":"unit"},
                           {"system":"http://snomed.info/sct","code":"43741000"}]}]
        """
        .formatted(unit.number(), unit.number(), BASE);
  }

  static String location(Unit unit) {
    return String.format(
        Locale.ROOT,
        """
        "name":"Mätenhet %d","managingOrganization":{"reference":"Organization/%s"},
        "position":{"latitude":%.4f,"longitude":%.4f},"address":{"city":"Falun","country":"SE"}
        """,
        unit.number(),
        unit.id(),
        unit.lat(),
        unit.lon());
  }

  static String service(Service s) {
    return """
        "active":true,"name":"Vård %s vid mätenhet %d",
        "providedBy":{"reference":"Organization/%s"},"location":[{"reference":"Location/%s"}],
        "type":[{"coding":[{"system":"%sCodeSystem/vardtjanst","code":"%s"}]}],
        "extension":[
          {"url":"%sStructureDefinition/acceptance","extension":[
            {"url":"code","valueCode":"age"},{"url":"low","valueInteger":18},{"url":"high","valueInteger":95}]},
          {"url":"%sStructureDefinition/capacity-status","extension":[{"url":"code","valueCode":"%s"}]}]
        """
        .formatted(
            s.vardtjanst(),
            s.unit().number(),
            s.unit().id(),
            s.unit().place(),
            BASE,
            s.vardtjanst(),
            BASE,
            BASE,
            s.capacity());
  }

  private static String affiliation(Agreement a) {
    return """
        "active":true,"organization":{"reference":"Organization/region-%s"},
        "participatingOrganization":{"reference":"Organization/%s"},
        "code":[{"coding":[{"system":"%sCodeSystem/affiliation-role","code":"agreement"}]}]
        """
        .formatted(a.unit().county(), a.unit().id(), BASE);
  }

  private static String contract(Agreement a, LocalDate today) {
    String assets = a.services().stream().map(s -> asset(s)).collect(Collectors.joining(","));
    return """
        "identifier":[{"system":"%ssid/bench","value":"%s"}],"status":"executed",
        "subject":[{"reference":"OrganizationAffiliation/%s"}],
        "applies":{"start":"%s","end":"%s"},
        "type":{"coding":[{"system":"%sCodeSystem/agreement-type","code":"regional"}]},
        "term":[{"offer":{"extension":[{"url":"%sStructureDefinition/entitled-scope","valueCode":"%s"}],
          "party":[%s,%s]},"asset":[%s]}]
        """
        .formatted(
            BASE,
            a.id(),
            a.id(),
            today.minusYears(1),
            today.plusYears(2),
            BASE,
            BASE,
            a.scope(),
            party("commissioner", "region-" + a.unit().county()),
            party("provider", a.unit().id()),
            assets);
  }

  private static String party(String role, String organization) {
    return """
        {"reference":[{"reference":"Organization/%s"}],
         "role":{"coding":[{"system":"%sCodeSystem/agreement-party","code":"%s"}]}}
        """
        .formatted(organization, BASE, role);
  }

  private static String asset(Service s) {
    return """
        {"typeReference":[{"reference":"HealthcareService/%s"}],
         "extension":[{"url":"%sStructureDefinition/price-model","valueCode":"fixed-price"},
           {"url":"%sStructureDefinition/volume-cap","extension":[
             {"url":"cap","valueInteger":100},{"url":"unit","valueCode":"procedures"}]}],
         "valuedItem":[{"entityCodeableConcept":{"coding":[{"system":"%sCodeSystem/vardtjanst","code":"%s"}]},
           "unitPrice":{"value":20000,"currency":"SEK"}}]}
        """
        .formatted(s.id(), BASE, BASE, BASE, s.vardtjanst());
  }

  private static String report(Wait w, LocalDate today) {
    String groups =
        Nation.METRICS.stream()
            .map(metric -> group(metric, metric.equals("share-90") ? 80 : w.days(), w.n()))
            .collect(Collectors.joining(","));
    return """
        "status":"complete","type":"summary","measure":"%sMeasure/wait-%s",
        "subject":{"reference":"Location/%s"},"reporter":{"reference":"Organization/%s"},
        "date":"%s","period":{"start":"%s","end":"%s"},
        "extension":[
          {"url":"%sStructureDefinition/measured-service","valueReference":{"reference":"HealthcareService/%s"}},
          {"url":"%sStructureDefinition/wait-source","valueCode":"demo"}],"group":[%s]
        """
        .formatted(
            BASE,
            w.kind(),
            w.service().unit().place(),
            w.service().unit().id(),
            today,
            today.minusDays(89),
            today,
            BASE,
            w.service().id(),
            BASE,
            groups);
  }

  private static String group(String metric, int value, int n) {
    String code = metric.equals("share-90") ? "%" : "d";
    return """
        {"code":{"coding":[{"system":"%sCodeSystem/wait-metric","code":"%s"}]},
         "population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population",
           "code":"initial-population"}]},"count":%d}],
         "measureScore":{"value":%d,"system":"http://unitsofmeasure.org","code":"%s"}}
        """
        .formatted(BASE, metric, n, value, code);
  }
}
