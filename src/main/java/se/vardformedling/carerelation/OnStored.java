package se.vardformedling.carerelation;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.StorageInterceptor;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;

/**
 * Marks what a journal system stores with the unit it comes from, before anybody is asked whether
 * it may; what the program itself stores is marked by who stores it.
 */
@Component
@Interceptor
@Order(-250)
class OnStored implements StorageInterceptor {
  private final FhirStore store;

  OnStored(@Lazy FhirStore store) {
    this.store = store;
  }

  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED, order = -250)
  public void created(IBaseResource resource, @Nullable RequestDetails request) {
    if (ofCaller(resource, request)) {
      CareUnits.set(resource, Set.of(unit(Caller.current(), resource)));
    }
  }

  /** Who has to do with it does not change by what is written in it. */
  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED, order = -250)
  public void updated(IBaseResource before, IBaseResource after, @Nullable RequestDetails request) {
    if (ofCaller(after, request)) {
      CareUnits.set(after, CareUnits.of(before));
      mustBeOwn(Caller.current(), before, after);
      CareUnitResource.notItsReceivers(before, after)
          .ifPresent(
              element -> {
                throw Problem.VALUE_INVALID.at(element, "as it came");
              });
      if (before instanceof Task was
          && after instanceof Task now
          && !CareUnitResource.sameMatter(was, now)) {
        // By these it is told what has come, and to whom.
        throw Problem.ACTOR_NOT_ALLOWED.because("Task");
      }
    }
  }

  /** A remiss makes a care relation: its unit sees the patient from now on. */
  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
  public void followed(IBaseResource resource) {
    if (resource instanceof ServiceRequest remiss) {
      Optional<Patient> found =
          CareUnitResource.patient(remiss).flatMap(id -> store.find(Patient.class, id));
      found
          .filter(patient -> !CareUnits.of(patient).containsAll(CareUnits.of(remiss)))
          .ifPresent(
              patient -> {
                CareUnits.of(remiss).forEach(unit -> CareUnits.mark(patient, unit));
                store.update(patient);
              });
    }
  }

  /** What an operation stores is the program's, whoever has called it. */
  private static boolean ofCaller(IBaseResource resource, @Nullable RequestDetails request) {
    return request != null
        && !(request instanceof SystemRequestDetails)
        && CareRelations.TYPES.contains(resource.fhirType())
        && Caller.current().role() == Role.JOURNALSYSTEM;
  }

  /** A remiss is not given away to a unit that the caller does not speak for. */
  private static void mustBeOwn(Caller caller, IBaseResource before, IBaseResource after) {
    Optional<String> named = CareUnitResource.of(after);
    if (named.isPresent()
        && !named.equals(CareUnitResource.of(before))
        && !caller.units().contains(named.get())) {
      throw Problem.ORGANISATION_NOT_AUTHORISED.because(after.fhirType());
    }
  }

  /** The unit that the resource names, or the caller's one unit. */
  private static String unit(Caller caller, IBaseResource resource) {
    Optional<String> named = CareUnitResource.of(resource);
    if (named.isPresent() && !caller.units().contains(named.get())) {
      throw Problem.ORGANISATION_NOT_AUTHORISED.because(resource.fhirType());
    }
    return named
        .or(() -> caller.units().stream().filter(unit -> caller.units().size() == 1).findFirst())
        .orElseThrow(() -> Problem.UNIT_NOT_NAMED.at(resource.fhirType(), ""));
  }
}
