package se.vardformedling.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a shape leaves out is what no rule looks at. */
class ShapeTest {
  private static final FhirContext FHIR = FhirContext.forR4();
  private static final Set<String> LEFT_OUT =
      Set.of("string", "markdown", "date", "dateTime", "instant", "Reference", "id");

  private static final List<String> LIMITS =
      Shape.LIMITS_OF_EXTENSIONS.stream().map(String::valueOf).toList();

  /** Those that compare what a shape keeps: which of two dates is first, and which are the same. */
  private static final Set<String> COMPARING =
      Set.of(
          "per-1", "inv-1", "dom-3", "ref-1", "rng-2", "cnt-3", "age-1", "tim-4", "tim-5", "tim-9",
          "ele-1");

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      value = {
        "\"description\": \"Knä\" § \"description\": \"Höft, båda sidor\" § same",
        "\"description\": \"Knä\" § \"description\": \"<b>Knä</b>\" § other",
        "\"description\": \"Knä\" § \"description\": \" Knä\" § other",
        "\"authoredOn\": \"2026-03-01\" § \"authoredOn\": \"2026-04-29\" § same",
        "\"authoredOn\": \"2026-03-01\" § \"authoredOn\": \"2026-05-01\" § other",
        "\"authoredOn\": \"2026-03-01\" § \"authoredOn\": \"2026-04\" § other",
        "\"reference\": \"Organization/a\" § \"reference\": \"Organization/b\" § same",
        "\"reference\": \"Organization/a\" § \"reference\": \"Location/a\" § other",
        "\"reference\": \"Organization/a\" § \"reference\": \"#a\" § other",
        "\"status\": \"requested\" § \"status\": \"accepted\" § other",
        "\"code\": \"urgent\" § \"code\": \"routine\" § other",
        "\"display\": \"Brådskande\" § \"display\": \"Snart\" § other",
        "\"system\": \"urn:x\" § \"system\": \"urn:y\" § other",
        "\"value\": \"A-1\" § \"value\": \"B-22\" § same",
        "\"id\": \"x1\" § \"id\": \"x2\" § same",
        "\"valueInteger\": 7 § \"valueInteger\": 8 § same",
        "\"valueInteger\": 7 § \"valueInteger\": 0 § other",
        "\"valueInteger\": 7 § \"valueInteger\": 700 § same",
        "\"valueCode\": \"x\" § \"valueInteger\": 7 § other",
        "\"valueInteger\": 7 § \"valueDecimal\": 7 § other"
      })
  void a_shape_is_the_same_as_long_as_no_rule_could_tell(
      String part, String instead, String expected) {
    String body =
        """
        {"resourceType": "Task", "id": "x1", "status": "requested", "intent": "order",
         "description": "Knä", "authoredOn": "2026-03-01", "lastModified": "2026-04-30",
         "extension": [{"url": "urn:e", "valueCode": "x"}],
         "identifier": [{"system": "urn:x", "value": "A-1"}],
         "owner": {"reference": "Organization/a"},
         "input": [{"type": {"coding": [{"code": "urgent", "display": "Brådskande"}]},
                    "valueInteger": 7}]}
        """;
    assertThat(body).contains(part);
    assertThat(shape(body.replace(part, instead)).equals(shape(body)) ? "same" : "other")
        .isEqualTo(expected);
  }

  @Test
  void a_number_is_of_one_shape_with_decimals_and_without() {
    String body =
        "{\"resourceType\": \"Task\", \"restriction\": {\"extension\":"
            + " [{\"url\": \"urn:e\", \"valueDecimal\": %s}]}}";
    assertThat(shape(body.formatted("7.5")))
        .isEqualTo(shape(body.formatted("7")))
        .isNotEqualTo(shape(body.formatted("0.5")))
        .isNotEqualTo(shape(body.formatted("-7.5")));
  }

  @Test
  void what_storage_writes_is_no_part_of_it() {
    String body = "{\"resourceType\": \"Organization\", \"meta\": {%s\"source\": \"urn:a\"}}";
    assertThat(shape(body.formatted("\"versionId\": \"7\",")))
        .isEqualTo(shape(body.formatted("")))
        .isNotEqualTo(shape("{\"resourceType\": \"Organization\"}"));
  }

  @Test
  void neither_a_type_whose_texts_are_compared_nor_a_file_nor_markup_has_one() {
    assertThat(
            Stream.of(
                    "{\"resourceType\": \"Questionnaire\"}",
                    "{\"resourceType\": \"Binary\", \"data\": \"AAAA\"}",
                    "{\"resourceType\": \"Patient\", \"photo\": [{\"data\": \"AAAA\"}]}",
                    "{\"resourceType\": \"Task\", \"text\": {\"status\": \"generated\","
                        + " \"div\": \"<div xmlns='http://www.w3.org/1999/xhtml'>a</div>\"}}")
                .map(body -> Shape.of(parse(body))))
        .allMatch(shape -> shape.isEmpty());
  }

  @Test
  void no_profile_says_what_must_stand_where_a_shape_leaves_it_out() throws IOException {
    Set<String> said = new TreeSet<>();
    for (StructureDefinition definition : ours()) {
      for (ElementDefinition element : definition.getSnapshot().getElement()) {
        boolean leftOut =
            element.getType().stream().anyMatch(type -> LEFT_OUT.contains(type.getCode()));
        if (leftOut
            && (element.hasFixed()
                || element.hasPattern()
                || element.hasMinValue()
                || element.hasMaxValue()
                || element.hasMaxLength() && element.getMaxLength() < Shape.LONGEST_TEXT)) {
          said.add(definition.getId() + " " + element.getPath());
        }
        for (var limit : Stream.of(element.getMinValue(), element.getMaxValue()).toList()) {
          if (limit != null
              && !(definition.getType().equals("Extension")
                  && LIMITS.contains(limit.primitiveValue()))) {
            said.add(definition.getId() + " " + element.getPath());
          }
        }
      }
    }
    assertThat(said).isEmpty();
  }

  @Test
  void no_other_rule_of_r4_or_of_ours_compares_dates_texts_or_numbers() throws IOException {
    Set<String> comparing = new TreeSet<>();
    Stream.concat(
            ours().stream(),
            new DefaultProfileValidationSupport(FHIR)
                .fetchAllStructureDefinitions().stream()
                    .map(StructureDefinition.class::cast)
                    .filter(ShapeTest::judgedByShape))
        .flatMap(definition -> definition.getSnapshot().getElement().stream())
        .flatMap(element -> element.getConstraint().stream())
        .filter(rule -> rule.getSeverity() == ElementDefinition.ConstraintSeverity.ERROR)
        .filter(rule -> rule.getExpression().matches(COMPARES))
        .forEach(rule -> comparing.add(rule.getKey()));
    assertThat(COMPARING).containsAll(comparing);
  }

  private static final String COMPARES =
      ".*(matches|length\\(|startsWith|endsWith|contains\\(|indexOf|substring|istinct"
          + "|toInteger|[<>]=|[^-]> ?[a-z(]|[a-zA-Z)] < |\\$this =| in ).*";

  private static boolean judgedByShape(StructureDefinition definition) {
    return definition.getKind() == StructureDefinition.StructureDefinitionKind.COMPLEXTYPE
        ? !Set.of("ElementDefinition", "TriggerDefinition").contains(definition.getType())
        : Shape.TYPES.contains(definition.getType());
  }

  private static List<StructureDefinition> ours() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("profiles/generated"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("StructureDefinition-"))
          .map(ShapeTest::read)
          .map(StructureDefinition.class::cast)
          .toList();
    }
  }

  private static Resource read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String shape(String body) {
    return Shape.of(parse(body)).orElseThrow();
  }

  private static Resource parse(String body) {
    return (Resource) FHIR.newJsonParser().parseResource(body);
  }
}
