package se.vardformedling.brokering;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.FhirOperations;
import se.vardformedling.security.Caller;

/** {@code ServiceRequest/[id]/$register-nationally}; asked again, it tells how far it has come. */
@Component
class RegistrationOperation implements FhirOperations {
  private final Registration registration;

  RegistrationOperation(Registration registration) {
    this.registration = registration;
  }

  @Operation(name = "$register-nationally", type = ServiceRequest.class)
  public Parameters register(@IdParam IdType id) {
    Registration.Status status = registration.register(Caller.current(), id.getIdPart());
    Parameters answer = new Parameters();
    answer.addParameter().setName("state").setValue(new CodeType(status.state()));
    if (status.state().equals("done")) {
      answer
          .addParameter()
          .setName("caseId")
          .setValue(new Identifier().setSystem(Canonical.CASE_ID).setValue(status.answer()));
    }
    if (status.state().equals("refused")) {
      answer.addParameter().setName("reason").setValue(new CodeType(status.answer()));
    }
    return answer;
  }
}
