package se.vardformedling.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.UnknownCodeSystemWarningValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The guide's examples follow the profiles they claim, and each rule of a profile can fail. */
class ProfileExamplesTest {
  private static final FhirContext FHIR = FhirContext.forR4();
  private static final Path EXAMPLES = Path.of("profiles/examples");
  private static final FhirValidator VALIDATOR = validator();

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void an_example_follows_its_profile(Path example) throws IOException {
    assertThat(faults(Files.readString(example))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"wait-performed", "wait-waiting", "wait-reported-estimate", "wait-forecast"})
  void a_measure_that_ships_is_valid(String id) throws IOException {
    assertThat(faults(Files.readString(Path.of("profiles/generated/Measure-" + id + ".json"))))
        .isEmpty();
  }

  @Test
  void every_profile_that_can_be_used_has_an_example() throws IOException {
    Set<String> claimed =
        examples().stream().map(ProfileExamplesTest::profile).collect(Collectors.toSet());
    try (Stream<Path> files = Files.list(Path.of("profiles/generated"))) {
      Set<String> profiles =
          files
              .filter(file -> file.getFileName().toString().startsWith("StructureDefinition-vf-"))
              .map(file -> parse(file, StructureDefinition.class))
              .filter(profile -> !profile.getAbstract())
              .map(StructureDefinition::getUrl)
              .collect(Collectors.toSet());
      assertThat(claimed).containsExactlyInAnyOrderElementsOf(profiles);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      value = {
        "Organization-provider.json § \"name\": \"Demovård AB\" § \"active\": true § Organization.name",
        "HealthcareService-mora-knaprotes.json § \"code\": \"knaprotes\" § \"code\": \"knaledsbyte\" § knaledsbyte",
        "HealthcareService-mora-knaprotes.json § \"valueCode\": \"open\" § \"valueCode\": \"ajar\" § ajar",
        "Contract-avtal-20-mora.json § \"code\": \"own-production\" § \"code\": \"handshake\" § handshake",
        "Contract-avtal-fast-pris.json § \"valueCode\": \"stop\" § \"valueCode\": \"maybe\" § maybe",
        "Contract-avtal-drg.json § \"valueCode\": \"actual-cost\" § \"valueCode\": \"guess\" § guess",
        "MeasureReport-wait-mora-knaprotes.json § \"type\": \"summary\" § \"type\": \"individual\" § MeasureReport.type",
        "ServiceRequest-need.json § \"priority\": \"routine\" § \"patientInstruction\": \"Ring först\" § patientInstruction",
        "Task-case.json § \"intent\": \"order\" § \"description\": \"fri text\", \"intent\": \"order\" § Task.description",
        "Task-case.json § \"code\": \"need-registered\" § \"code\": \"lost\" § lost",
        "Task-inquiry.json § \"intent\": \"plan\" § \"intent\": \"order\" § Task.intent"
      })
  void what_breaks_a_rule_is_found(String file, String right, String wrong, String expected)
      throws IOException {
    String example = Files.readString(EXAMPLES.resolve(file));
    assertThat(example).contains(right);

    assertThat(String.join("\n", faults(example.replace(right, wrong)))).contains(expected);
  }

  private static List<String> faults(String json) {
    return VALIDATOR.validateWithResult(json).getMessages().stream()
        .filter(message -> message.getSeverity().ordinal() >= ResultSeverityEnum.ERROR.ordinal())
        .map(message -> message.getLocationString() + ": " + message.getMessage())
        .toList();
  }

  private static String profile(Path example) {
    return parse(example, org.hl7.fhir.r4.model.Resource.class)
        .getMeta()
        .getProfile()
        .get(0)
        .getValue();
  }

  private static <T extends org.hl7.fhir.instance.model.api.IBaseResource> T parse(
      Path file, Class<T> type) {
    try {
      return type.cast(FHIR.newJsonParser().parseResource(Files.readString(file)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static FhirValidator validator() {
    PrePopulatedValidationSupport ours = new PrePopulatedValidationSupport(FHIR);
    for (String folder : List.of("profiles/generated", "terminology")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        files
            .filter(file -> file.toString().endsWith(".json"))
            .forEach(file -> ours.addResource(parse(file, org.hl7.fhir.r4.model.Resource.class)));
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
    UnknownCodeSystemWarningValidationSupport unknown =
        new UnknownCodeSystemWarningValidationSupport(FHIR);
    FhirValidator validator = FHIR.newValidator();
    validator.registerValidatorModule(
        new FhirInstanceValidator(
            new ValidationSupportChain(
                ours,
                new DefaultProfileValidationSupport(FHIR),
                new InMemoryTerminologyServerValidationSupport(FHIR),
                new CommonCodeSystemsTerminologyService(FHIR),
                unknown)));
    return validator;
  }
}
