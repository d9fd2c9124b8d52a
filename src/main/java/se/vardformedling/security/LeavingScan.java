package se.vardformedling.security;

import org.hl7.fhir.r4.model.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Refusal;

/**
 * Reads what leaves the national node in bulk as it was read when it came: should something that
 * identifies a patient ever have got in by another way, it goes no further.
 */
@Component
@NationalNode
public class LeavingScan {
  private static final Logger LOG = LoggerFactory.getLogger(LeavingScan.class);
  private final PersonalDataGuard guard;

  LeavingScan(PersonalDataGuard guard) {
    this.guard = guard;
  }

  /** Whether it may leave; what may not is told to the operator by its place alone. */
  public boolean mayLeave(Resource resource) {
    try {
      guard.leaving(resource);
      return true;
    } catch (Refusal identifies) {
      LOG.error(
          "A {} on this node identifies a person, and is left out of what was asked for: {}",
          resource.fhirType(),
          identifies.issues().get(0).expression());
      return false;
    }
  }
}
