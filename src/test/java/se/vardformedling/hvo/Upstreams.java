package se.vardformedling.hvo;

/** Resources as the guide has them, in R5. */
public final class Upstreams {
  static final String EXTENSIONS = "http://electronichealth.se/fhir/hvo/StructureDefinition/";

  private Upstreams() {}

  /** A legal person. */
  public static String provider(String id, String number, String name) {
    return """
        {"resourceType":"Organization","id":"%s",
         "extension":[{"url":"%sHVOOrganizationActiveStatusExtension","valueBoolean":true}],
         "identifier":[{"system":"urn:oid:2.5.4.97","value":"%s"}],
         "type":[{"coding":[{"system":"http://snomed.info/sct","code":"143591000052106"}]}],"name":"%s"}"""
        .formatted(id, EXTENSIONS, number, name);
  }

  /** A unit with a business that is open on weekdays, and two contacts. */
  public static String unit(String id, String hsaId, String name, String partOf, String place) {
    return """
        {"resourceType":"Organization","id":"%1$s",
         "contained":[{"resourceType":"HealthcareService","id":"v","providedBy":{"reference":"#"},
           "category":[{"coding":[{"system":"urn:oid:1.2.752.129.2.2.1.3","code":"1116","display":"Ortopedi"}]}],
           "location":[{"reference":"Location/%5$s"}],
           "availability":[{"availableTime":[{"daysOfWeek":["mon","fri"],"availableStartTime":"08:00:00","availableEndTime":"16:30:00"}],
             "notAvailableTime":[{"during":{"start":"2026-07-01","end":"2026-07-31"}}]}]}],
         "extension":[{"url":"http://hl7.org/fhir/StructureDefinition/organization-period",
           "valuePeriod":{"start":"2020-01-01T08:00:00+01:00"}}],
         "identifier":[{"system":"urn:oid:1.2.752.29.4.19","value":"%2$s"}],"name":"%3$s",
         "type":[{"coding":[{"system":"http://snomed.info/sct","code":"43741000"}]}],
         "partOf":{%4$s},
         "contact":[
           {"purpose":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/contactentity-type","code":"ADMIN"}]},
            "name":[{"text":"Expeditionen"}],"telecom":[{"system":"phone","value":"0250-49 00 00"}],
            "address":{"line":["Lasarettsvägen 10"],"city":"Mora"}},
           {"name":[{"text":"Katalogansvarig"}],"telecom":[{"system":"email","value":"katalog@example.org"}]}],
         "qualification":[{"code":{"text":"Tillstånd"},"period":{"start":"2021-01-01"}}]}"""
        .formatted(id, hsaId, name, partOf, place);
  }

  public static String place(String id, String name, String municipality) {
    return """
        {"resourceType":"Location","id":"%s","status":"active","name":"%s","partOf":{"reference":"Location/%s"},
         "position":{"longitude":14.54,"latitude":61.0}}"""
        .formatted(id, name, municipality);
  }

  static String municipality(String id, String code) {
    return """
        {"resourceType":"Location","id":"%s","status":"active","name":"Kommun",
         "identifier":[{"system":"urn:oid:1.2.752.129.2.2.1.17","value":"%s"}]}"""
        .formatted(id, code);
  }

  /** For those whose ASA class is at most 2. */
  public static String service(String id, String unit, String place, String snomed, String group) {
    return """
        {"resourceType":"HealthcareService","id":"%s","providedBy":{"reference":"Organization/%s"},
         "extension":[{"url":"%speriod","valuePeriod":{"start":"2024-01-01"}}],
         "identifier":[{"system":"https://example.org/tjanst","value":"T-1"}],
         "specialty":[{"coding":[{"system":"http://snomed.info/sct","code":"%s"}]}],
         "location":[{"reference":"Location/%s"}],
         "eligibility":[{"comment":"Högst ASA 2","extension":[{"url":"%sgroup","valueReference":{"reference":"Group/%s"}}]}]}"""
        .formatted(id, unit, EXTENSIONS, snomed, place, EXTENSIONS, group);
  }

  static String group(String id) {
    return """
        {"resourceType":"Group","id":"%s","type":"person","membership":"definitional","characteristic":[{
          "code":{"coding":[{"system":"http://snomed.info/sct","code":"302132005"}]},
          "valueRange":{"low":{"value":1},"high":{"value":2}},"exclude":false}]}"""
        .formatted(id);
  }

  static String affiliation(String id, String buyer, String provider, String service) {
    return """
        {"resourceType":"OrganizationAffiliation","id":"%s","period":{"start":"2026-01-01"},
         "organization":{"reference":"Organization/%s"},
         "participatingOrganization":{"reference":"Organization/%s"},
         "healthcareService":[{"reference":"HealthcareService/%s"}]}"""
        .formatted(id, buyer, provider, service);
  }

  static String contract(String id, String affiliation) {
    return """
        {"resourceType":"Contract","id":"%s","identifier":[{"system":"https://example.org/avtal","value":"A-1"}],
         "status":"executed","applies":{"start":"2026-01-01","end":"2029-12-31"},
         "subject":[{"reference":"OrganizationAffiliation/%s"}],
         "type":{"coding":[{"system":"https://example.org/avtalsomrade","code":"ortopedi"}]},
         "term":[{"text":"Villkor","offer":{"text":"Kan förlängas"}}]}"""
        .formatted(id, affiliation);
  }
}
