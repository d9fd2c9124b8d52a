package se.vardformedling.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.IInterceptorService;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.model.util.JpaConstants;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Needs;

@NodeIT
class DrawnIdsIT {
  private static final String PRACTITIONER =
      """
      {"resourceType":"Practitioner","name":[{"family":"Testsson"}]}""";

  private static final String TRANSACTION =
      """
      {"resourceType":"Bundle","type":"transaction","entry":[
       {"resource":%s,"request":{"method":"POST","url":"Practitioner"}}]}""";

  @LocalServerPort int port;
  @Autowired IInterceptorService hooks;

  @Test
  void each_id_of_a_new_resource_is_one_that_was_looked_at() {
    Api api = new Api(port);
    Stored stored = new Stored();
    hooks.registerInterceptor(stored);
    try {
      String admin = "catalogue-admin";
      api.post(admin, "/fhir/Practitioner", PRACTITIONER);
      api.post(admin, "/fhir", TRANSACTION.formatted(PRACTITIONER));
      // The case's Task is made by the program itself.
      api.post("referrer-dalarna", "/fhir/ServiceRequest", Needs.knee());
    } finally {
      hooks.unregisterInterceptor(stored);
    }

    assertThat(stored.ids.keySet().stream().map(id -> id.replaceAll("/.*", "")))
        .containsExactly("Practitioner", "Practitioner", "ServiceRequest", "Task");
    stored.ids.forEach((id, given) -> assertThat(id).endsWith("/" + given));
  }

  /** What is stored while somebody looks, and the id that was given to it before. */
  @Interceptor
  public static final class Stored {
    private final Map<String, String> ids = new ConcurrentSkipListMap<>();

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
    public void stored(IBaseResource resource) {
      ids.put(
          resource.fhirType() + "/" + resource.getIdElement().getIdPart(),
          String.valueOf(resource.getUserData(JpaConstants.RESOURCE_ID_SERVER_ASSIGNED_VALUE)));
    }
  }
}
