package se.vardformedling.carerelation;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.StorageInterceptor;
import se.vardformedling.identifier.IdentityScanner;

/** In the demo, no number but those that Skatteverket and others have published for tests. */
@Component
@Interceptor
@Profile("demo")
class TestPersons implements StorageInterceptor {
  private static final Set<String> PUBLISHED =
      Set.of(
          "196101182803",
          "189002029800",
          "200302022389",
          "199002222397",
          "200001252386",
          "189602029812",
          "201701012393",
          "196109732393",
          "197010632391",
          "191212121212",
          "98240301AA06",
          "22950606FH20",
          "20210325K069");

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
  public void created(IBaseResource resource) {
    check(resource);
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
  public void updated(IBaseResource before, IBaseResource after) {
    check(after);
  }

  private static void check(IBaseResource resource) {
    if (resource instanceof Patient patient
        && patient.getIdentifier().stream().anyMatch(TestPersons::somebodys)) {
      throw Problem.NOT_A_TEST_PERSON.at("Patient.identifier", "");
    }
  }

  private static boolean somebodys(Identifier identifier) {
    String number = String.valueOf(identifier.getValue()).replaceAll("[-+ ]", "");
    return IdentityScanner.scan(number, IdentityScanner.Place.TEXT).isPresent()
        && !PUBLISHED.contains(number);
  }
}
