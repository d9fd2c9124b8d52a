package se.vardformedling.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import ca.uhn.fhir.validation.ValidationOptions;
import ca.uhn.fhir.validation.ValidationResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Organization;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** How often the validator is asked, which here finds what it is told to. */
class ProfileValidationTest {
  private static final FhirContext FHIR = FhirContext.forR4();

  private final List<String> judged = Collections.synchronizedList(new ArrayList<>());
  private final List<SingleValidationMessage> faults = new ArrayList<>();
  private final ProfileValidation validation =
      new ProfileValidation(
          new FhirValidator(FHIR) {
            @Override
            public ValidationResult validateWithResult(
                IBaseResource resource, ValidationOptions options) {
              judged.add(((Organization) resource).getName());
              return new ValidationResult(FHIR, faults);
            }
          },
          NodeRole.NATIONAL);

  @BeforeEach
  void begin() {
    TransactionSynchronizationManager.initSynchronization();
  }

  @AfterEach
  void end() {
    TransactionSynchronizationManager.getSynchronizations()
        .forEach(pending -> pending.afterCompletion(TransactionSynchronization.STATUS_ROLLED_BACK));
    TransactionSynchronizationManager.clearSynchronization();
  }

  @Test
  void resources_of_one_shape_that_are_written_together_are_judged_once() {
    List.of("Sund", "Nord", "Syd").forEach(name -> validation.created(named(name), null));
    Verdicts.ofTransaction().await();

    assertThat(judged).containsExactly("Sund");
    assertThat(validation.issues(named("Berg"))).isEmpty();
    assertThat(judged).containsExactly("Sund");
    assertThat(validation.issues(named("Berg").setActive(true))).isEmpty();
    assertThat(judged).containsExactly("Sund", "Berg");
  }

  @Test
  void one_that_has_a_fault_speaks_for_no_other() {
    faults.add(fault());
    SystemRequestDetails request = new SystemRequestDetails();
    List.of("Sund", "Nord").forEach(name -> validation.created(named(name), request));
    assertThat(ProfileValidation.found(request)).hasSize(2);
    assertThatThrownBy(Verdicts.ofTransaction()::await).isInstanceOf(Refusal.class);
    assertThat(judged).containsExactlyInAnyOrder("Sund", "Nord");

    faults.clear();
    assertThat(validation.issues(named("Berg"))).isEmpty();
    assertThat(judged).contains("Berg");
  }

  private static Organization named(String name) {
    return new Organization().setName(name);
  }

  private static SingleValidationMessage fault() {
    SingleValidationMessage fault = new SingleValidationMessage();
    fault.setSeverity(ResultSeverityEnum.ERROR);
    fault.setLocationString("Organization.name");
    fault.setMessage("wrong");
    fault.setMessageId("Validation");
    return fault;
  }
}
