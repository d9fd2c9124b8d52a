package se.vardformedling.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.junit.jupiter.api.Test;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;

class PacketParametersTest {
  private final Parameters asked = new Parameters();

  @Test
  void each_is_given_once_in_its_own_type_and_only_documents_more_than_once() {
    add("kind", new CodeType("result"));
    add("text", new StringType("Klart."));
    add("incomplete", new BooleanType(true));
    add("document", new Reference("DocumentReference/1"));
    add("document", new Reference("DocumentReference/2"));

    assertThatCode(() -> PacketParameters.check(asked)).doesNotThrowAnyException();
  }

  @Test
  void another_type_is_refused() {
    add("incomplete", new StringType("true"));
    refused();
  }

  @Test
  void a_parameter_without_a_value_is_refused() {
    asked.addParameter().setName("recipient");
    refused();
  }

  @Test
  void what_is_said_twice_is_refused() {
    add("recipient", new StringType("one"));
    add("recipient", new StringType("two"));
    refused();
  }

  private void add(String name, Type value) {
    asked.addParameter().setName(name).setValue(value);
  }

  private void refused() {
    assertThatThrownBy(() -> PacketParameters.check(asked))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.problem()).isEqualTo(Problem.BAD_PARAMETER));
  }
}
