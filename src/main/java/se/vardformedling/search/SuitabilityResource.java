package se.vardformedling.search;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Contract;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;
import se.vardformedling.catalogue.Offer;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.ResourceTexts;
import se.vardformedling.fhir.WrittenAnswers;
import se.vardformedling.terminology.Terms;

/**
 * Writes the answer as a searchset: matches in order, then what they refer to. Written as text at
 * once: as objects, the explanations alone are a thousand elements.
 */
@Component
class SuitabilityResource {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String WARNINGS = Canonical.codeSystem("match-warning");
  private static final String VARDTJANSTER = Canonical.codeSystem("vardtjanst");

  private final ResourceTexts texts;
  private final Terms terms;

  SuitabilityResource(ResourceTexts texts, Terms terms) {
    this.texts = texts;
    this.terms = terms;
  }

  /**
   * Of no matches asked for, how many there are and nothing else.
   *
   * @param base where the caller finds what the entries are about
   */
  Bundle bundle(
      QuestionResource.Read asked, FindProvider.Answer answer, Locale language, String base) {
    Question question = asked.question();
    List<Suitability> shown = answer.matches().stream().limit(question.count()).toList();
    List<Suitability> excluded =
        question.includeExcluded() && question.count() > 0 ? answer.excluded() : List.of();
    List<Offer> offers =
        Stream.concat(shown.stream(), excluded.stream()).map(Suitability::offer).toList();
    Shown versions = Shown.of(offers, shown);
    StringWriter text = new StringWriter(64 * 1024);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("resourceType", "Bundle");
      json.writeStringField("type", "searchset");
      json.writeNumberField("total", answer.matches().size());
      // A list of nothing is not FHIR.
      if (!offers.isEmpty() || !asked.guessed().isEmpty()) {
        json.writeArrayFieldStart("entry");
        Entries entries = new Entries(json, base);
        found(entries, services(versions), shown, excluded, question);
        include(entries, "Organization", texts.current(Organization.class, versions.units()));
        include(entries, "Location", texts.current(Location.class, versions.places()));
        include(entries, "Contract", texts.current(Contract.class, versions.contracts()));
        told(json, asked.guessed(), shown, language);
        json.writeEndArray();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return WrittenAnswers.written(text.toString(), versions.named());
  }

  private Map<String, String> services(Shown versions) {
    return texts.current(HealthcareService.class, versions.services());
  }

  /** The current versions of what the answer shows, by id. */
  private record Shown(
      Map<String, Long> services,
      Map<String, Long> units,
      Map<String, Long> places,
      Map<String, Long> contracts) {
    static Shown of(List<Offer> offers, List<Suitability> matches) {
      Shown shown =
          new Shown(new LinkedHashMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
      for (Offer offer : offers) {
        shown.services.put(offer.serviceId(), offer.versions().service());
        shown.units.put(offer.unitId(), offer.versions().unit());
        shown.places.put(offer.locationId(), offer.versions().place());
      }
      matches.stream()
          .flatMap(match -> match.term().stream())
          .forEach(term -> shown.contracts.put(term.contractId(), term.contractVersion()));
      return shown;
    }

    Stream<Resource> named() {
      return Stream.of(
              SuitabilityResource.named(HealthcareService::new, services),
              SuitabilityResource.named(Organization::new, units),
              SuitabilityResource.named(Location::new, places),
              SuitabilityResource.named(Contract::new, contracts))
          .flatMap(all -> all);
    }
  }

  /** Where the entries are written, and what their addresses begin with. */
  private record Entries(JsonGenerator json, String base) {
    void write(String reference, String resource) throws IOException {
      json.writeStringField("fullUrl", base + "/" + reference);
      json.writeFieldName("resource");
      json.writeRawValue(resource);
    }
  }

  private static void found(
      Entries entries,
      Map<String, String> services,
      List<Suitability> shown,
      List<Suitability> excluded,
      Question question)
      throws IOException {
    int rank = 1;
    for (Suitability match : shown) {
      found(entries, services, match, rank++, question);
    }
    for (Suitability other : excluded) {
      found(entries, services, other, 0, question);
    }
  }

  /** With a rank a match; without, something that was excluded. */
  private static void found(
      Entries entries, Map<String, String> services, Suitability s, int rank, Question question)
      throws IOException {
    JsonGenerator json = entries.json();
    String id = s.offer().serviceId();
    String resource = services.get(id);
    if (resource == null) {
      throw new IllegalStateException("The read model knows HealthcareService/" + id);
    }
    json.writeStartObject();
    json.writeArrayFieldStart("extension");
    new MatchJson(json).write(s, rank, question);
    json.writeEndArray();
    entries.write("HealthcareService/" + id, resource);
    json.writeObjectFieldStart("search");
    json.writeStringField("mode", rank > 0 ? "match" : "include");
    if (rank > 0) {
      json.writeNumberField("score", MatchJson.decimal(s.score(), 4));
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void include(Entries entries, String type, Map<String, String> resources)
      throws IOException {
    JsonGenerator json = entries.json();
    for (Map.Entry<String, String> resource : resources.entrySet()) {
      json.writeStartObject();
      entries.write(type + "/" + resource.getKey(), resource.getValue());
      mode(json, "include");
      json.writeEndObject();
    }
  }

  /**
   * What the words were taken for; and what to mind, once for each kind, with how many of the
   * matches it is about.
   */
  private void told(
      JsonGenerator json, Set<String> guessed, List<Suitability> shown, Locale language)
      throws IOException {
    Map<String, Integer> counts = new TreeMap<>();
    shown.stream()
        .flatMap(match -> match.warnings().stream().distinct())
        .forEach(warning -> counts.merge(warning, 1, Integer::sum));
    if (counts.isEmpty() && guessed.isEmpty()) {
      return;
    }
    json.writeStartObject();
    json.writeObjectFieldStart("resource");
    json.writeStringField("resourceType", "OperationOutcome");
    json.writeArrayFieldStart("issue");
    for (String vardtjanst : guessed) {
      issue(json, "information", VARDTJANSTER, vardtjanst, language);
      json.writeEndObject();
    }
    for (Map.Entry<String, Integer> warning : counts.entrySet()) {
      issue(json, "warning", WARNINGS, warning.getKey(), language);
      json.writeStringField("diagnostics", warning.getValue() + "/" + shown.size());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    mode(json, "outcome");
    json.writeEndObject();
  }

  /** An issue that is yet to be ended. */
  private void issue(
      JsonGenerator json, String severity, String system, String code, Locale language)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("severity", severity);
    json.writeStringField("code", severity.equals("warning") ? "business-rule" : "informational");
    json.writeObjectFieldStart("details");
    json.writeArrayFieldStart("coding");
    json.writeStartObject();
    json.writeStringField("system", system);
    json.writeStringField("code", code);
    json.writeEndObject();
    json.writeEndArray();
    json.writeStringField("text", terms.display(system, code, language));
    json.writeEndObject();
  }

  private static void mode(JsonGenerator json, String mode) throws IOException {
    json.writeObjectFieldStart("search");
    json.writeStringField("mode", mode);
    json.writeEndObject();
  }

  private static Stream<Resource> named(
      java.util.function.Supplier<? extends Resource> type, Map<String, Long> ids) {
    return ids.keySet().stream()
        .map(
            id -> {
              Resource resource = type.get();
              resource.setId(id);
              return resource;
            });
  }
}
