package se.vardformedling.agreement;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Contract;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.StorageInterceptor;

/**
 * The public draft asks for a subtype, the area of the agreement: who names none has named its
 * kind. What could be written and not be counted is refused.
 */
@Component
@Interceptor
class OnAgreement implements StorageInterceptor {

  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED, order = -90)
  public void created(IBaseResource resource) {
    complete(resource);
  }

  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED, order = -90)
  public void updated(IBaseResource before, IBaseResource after) {
    complete(after);
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
  public void stored(IBaseResource resource) {
    check(resource);
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
  public void stored(IBaseResource before, IBaseResource after) {
    check(after);
  }

  /** Of those in force: one that is written wrongly can always be ended. */
  private static void check(IBaseResource resource) {
    if (resource instanceof Contract contract
        && contract.getStatus() == Contract.ContractStatus.EXECUTED) {
      VolumeRules.fault(AgreementResource.rows(contract))
          .ifPresent(
              fault -> {
                throw Problem.VALUE_INVALID.at("Contract.term.asset", fault);
              });
    }
  }

  private static void complete(IBaseResource resource) {
    if (resource instanceof Contract contract && !contract.hasSubType() && contract.hasType()) {
      contract.addSubType(contract.getType().copy());
    }
  }
}
