package se.vardformedling.referral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.junit.jupiter.api.Test;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.identifier.CaseId;

class NeedIntakeTest {

  @Test
  void a_write_that_is_tried_again_keeps_the_case_id_of_its_first_attempt() {
    ServiceRequest need = new ServiceRequest().setStatus(ServiceRequestStatus.ACTIVE);

    NeedIntake.mint(need);
    String first = NeedResource.caseId(need);
    NeedIntake.mint(need);

    assertThat(NeedResource.caseId(need)).isEqualTo(first);
  }

  @Test
  void a_case_id_that_the_sender_chose_is_refused() {
    ServiceRequest need = new ServiceRequest().setStatus(ServiceRequestStatus.ACTIVE);
    NeedResource.requisition(need, CaseId.mint().value());

    assertThatThrownBy(() -> NeedIntake.mint(need)).isInstanceOf(Refusal.class);
  }
}
