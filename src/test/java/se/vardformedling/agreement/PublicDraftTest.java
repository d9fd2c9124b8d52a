package se.vardformedling.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every agreement of ours is one of the public Swedish draft too: {@code SENDIContract} of {@code
 * ehalsomyndigheten.se.katalog} 0.1.0, R4, of 6 September 2024. Its package carries no licence, so
 * what it asks for is written out here.
 */
class PublicDraftTest {
  private static final StructureDefinition AGREEMENT = agreement();

  @ParameterizedTest
  @CsvSource({
    "Contract.identifier, 1, *",
    "Contract.subject, 1, *",
    "Contract.status, 1, 1",
    "Contract.applies, 1, 1",
    "Contract.type, 1, 1",
    "Contract.subType, 1, 1",
    "Contract.term, 1, 1"
  })
  void asks_for_at_least_what_the_draft_asks_for(String path, int least, String most) {
    ElementDefinition element = element(path);

    assertThat(element.getMin()).isGreaterThanOrEqualTo(least);
    assertThat(number(element.getMax())).isLessThanOrEqualTo(number(most));
  }

  @Test
  void its_parties_are_affiliations_alone() {
    assertThat(element("Contract.subject").getTypeFirstRep().getTargetProfile())
        .extracting(CanonicalType::getValue)
        .containsExactly("http://hl7.org/fhir/StructureDefinition/OrganizationAffiliation");
  }

  private static ElementDefinition element(String path) {
    return AGREEMENT.getSnapshot().getElement().stream()
        .filter(element -> element.getId().equals(path))
        .findFirst()
        .orElseThrow();
  }

  private static int number(String most) {
    return most.equals("*") ? Integer.MAX_VALUE : Integer.parseInt(most);
  }

  private static StructureDefinition agreement() {
    try (InputStream profile =
        PublicDraftTest.class.getResourceAsStream(
            "/fhir/profiles/StructureDefinition-vf-agreement.json")) {
      return FhirContext.forR4Cached()
          .newJsonParser()
          .parseResource(StructureDefinition.class, Objects.requireNonNull(profile));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
