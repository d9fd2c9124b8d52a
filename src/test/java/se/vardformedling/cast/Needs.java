package se.vardformedling.cast;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The bodies that clinics and brokers send. */
public final class Needs {
  private Needs() {}

  /** A knee that needs a new joint, referred by Demosjukhuset Mora for Region Dalarna. */
  public static String knee() {
    return need("urn:oid:1.2.752.116.1.3.2.1.4", "NGB49", "");
  }

  public static String need(String system, String code, String more) {
    return """
        {"resourceType":"ServiceRequest","status":"active","intent":"order",%s
         "contained":[{"resourceType":"Group","id":"g","type":"person","actual":true,"characteristic":[
           {"code":{"coding":[{"system":"https://fhir.vardformedling.example/CodeSystem/need-characteristic","code":"home-region"}]},
            "valueCodeableConcept":{"coding":[{"system":"urn:oid:1.2.752.129.2.2.1.18","code":"20"}]},"exclude":false}]}],
         "subject":{"reference":"#g"},"requester":{"reference":"Organization/unit-mora"},
         "code":{"coding":[{"system":"%s","code":"%s"}]},
         "extension":[{"url":"https://fhir.vardformedling.example/StructureDefinition/guarantee-clock","extension":[
           {"url":"kind","valueCode":"treatment"},{"url":"start","valueDate":"%s"}]}]}
        """
        .formatted(more, system, code, LocalDate.now(ZoneId.of("Europe/Stockholm")).minusDays(10));
  }

  /** Places for hip replacements in Göteborg, for everybody unless somebody is named. */
  public static String capacity(int places, Instant end, String recipient) {
    return """
        {"resourceType":"Task","status":"requested","intent":"proposal",
         "code":{"coding":[{"system":"https://fhir.vardformedling.example/CodeSystem/task-kind","code":"offer-capacity"}]},
         "description":"Lediga tider",
         "focus":{"reference":"HealthcareService/goteborg-hoftprotes"},
         "restriction":{"repetitions":%d,"period":{"end":"%s"}%s},
         "input":[{"type":{"coding":[{"system":"https://fhir.vardformedling.example/CodeSystem/announcement-input","code":"vardtjanst"}]},
           "valueCodeableConcept":{"coding":[{"system":"https://fhir.vardformedling.example/CodeSystem/vardtjanst","code":"hoftprotes"}]}}]}
        """
        .formatted(places, end.truncatedTo(ChronoUnit.SECONDS), recipient);
  }

  public static String inquiry(String caseTask, String service) {
    return """
        {"resourceType":"Task","status":"requested","intent":"plan",
         "code":{"coding":[{"system":"https://fhir.vardformedling.example/CodeSystem/task-kind","code":"candidate-inquiry"}]},
         "partOf":[{"reference":"Task/%s"}],"focus":{"reference":"HealthcareService/%s"}}
        """
        .formatted(caseTask, service);
  }

  public static String offer(String caseTask, String inquiry) {
    return """
        {"resourceType":"Task","status":"requested","intent":"proposal",
         "code":{"coding":[{"system":"https://fhir.vardformedling.example/CodeSystem/task-kind","code":"patient-offer"}]},
         "partOf":[{"reference":"Task/%s"}],"basedOn":[{"reference":"Task/%s"}],"input":[%s]}
        """
        .formatted(caseTask, inquiry, TOLD);
  }

  /** What the patient has been told before an offer counts as made. */
  public static final String TOLD =
      Stream.of(
              "wait-home\"}]},\"valueInteger\":120",
              "wait-offered\"}]},\"valueInteger\":30",
              "travel-reimbursement\"}]},\"valueBoolean\":true",
              "companion\"}]},\"valueBoolean\":true",
              "consequence-of-no\"}]},\"valueBoolean\":true",
              "contact\"}]},\"valueCode\":\"telephone\"")
          .map(
              input ->
                  "{\"type\":{\"coding\":[{\"system\":\"https://fhir.vardformedling.example/CodeSystem/task-output\",\"code\":\""
                      + input
                      + "}")
          .collect(Collectors.joining(","));

  public static String step(String verb, String version, String more) {
    return """
        {"resourceType":"Parameters","parameter":[{"name":"transition","valueCode":"%s"}%s%s]}
        """
        .formatted(
            verb,
            version.isEmpty() ? "" : ",{\"name\":\"version\",\"valueString\":\"" + version + "\"}",
            more);
  }

  public static String date(String type, LocalDate date) {
    return input(type, "valueDate\":\"" + date + "\"");
  }

  public static String code(String type, String code) {
    return input(type, "valueCode\":\"" + code + "\"");
  }

  /** An input of a step; the value as {@code valueInteger":3}. */
  public static String input(String type, String value) {
    return ",{\"name\":\"input\",\"part\":[{\"name\":\"type\",\"valueCoding\":{\"code\":\"%s\"}},{\"name\":\"value\",\"%s}]}"
        .formatted(type, value);
  }

  public static String reason(String system, String code) {
    return ",{\"name\":\"reason\",\"valueCoding\":{\"system\":\"https://fhir.vardformedling.example/CodeSystem/%s\",\"code\":\"%s\"}}"
        .formatted(system, code);
  }
}
