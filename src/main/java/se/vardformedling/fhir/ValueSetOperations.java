package se.vardformedling.fhir;

import ca.uhn.fhir.jpa.api.dao.IFhirResourceDaoValueSet;
import ca.uhn.fhir.jpa.provider.ValueSetOperationProvider;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** HAPI's operations on value sets, over the store that knows what ships. */
@Component
@Primary
class ValueSetOperations extends ValueSetOperationProvider {
  private final ShippedTerminology shipped;

  ValueSetOperations(ShippedTerminology shipped) {
    this.shipped = shipped;
  }

  @Override
  protected IFhirResourceDaoValueSet<IBaseResource> getDao() {
    return shipped.over(super.getDao());
  }
}
