package se.vardformedling.hvo;

import ca.uhn.fhir.rest.annotation.Operation;
import java.util.Date;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.CatalogueDigest;
import se.vardformedling.fhir.FhirOperations;
import se.vardformedling.fhir.Problem;
import se.vardformedling.security.Caller;

/** {@code $catalogue-digest}: whether a copy of our catalogue is a copy still. */
@Component
class DigestOperation implements FhirOperations {
  private final CatalogueDigest digest;

  DigestOperation(CatalogueDigest digest) {
    this.digest = digest;
  }

  @Operation(name = "$catalogue-digest", idempotent = true)
  public Parameters digest() {
    Caller caller = Caller.current();
    CatalogueDigest.Digests now = digest.now();
    Parameters answer = new Parameters();
    answer.addParameter().setName("asOf").setValue(new InstantType(Date.from(now.asOf())));
    for (CatalogueDigest.Digest one : now.types()) {
      if (!caller.mayRead(one.type())) {
        throw Problem.ACTOR_NOT_ALLOWED.because(one.type());
      }
      Parameters.ParametersParameterComponent part = answer.addParameter().setName("digest");
      part.addPart().setName("type").setValue(new CodeType(one.type()));
      part.addPart().setName("count").setValue(new IntegerType(one.count()));
      part.addPart().setName("sha256").setValue(new StringType(one.sha256()));
    }
    return answer;
  }
}
