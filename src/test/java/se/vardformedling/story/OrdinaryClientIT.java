package se.vardformedling.story;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.interceptor.BearerTokenAuthInterceptor;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Needs;

/** The whole case by a FHIR client library that knows nothing about us. */
@NodeIT
class OrdinaryClientIT {
  private static final FhirContext FHIR = FhirContext.forR4();
  private static final String OUTPUT = "https://fhir.vardformedling.example/CodeSystem/task-output";

  @LocalServerPort int port;

  @Test
  void a_case_goes_from_need_to_settlement() {
    IGenericClient referrer = client("referrer-dalarna");
    IGenericClient broker = client("broker-dalarna");
    IGenericClient provider = client("provider-goteborg");

    ServiceRequest need =
        (ServiceRequest)
            referrer
                .create()
                .resource(FHIR.newJsonParser().parseResource(ServiceRequest.class, Needs.knee()))
                .execute()
                .getResource();
    String caseId = need.getRequisition().getValue();
    IIdType caseTask = task(broker, caseId, "broker-case");
    step(broker, caseTask, "claim");
    step(broker, caseTask, "assess");
    step(broker, caseTask, "start-search");
    assertThat(suitable(broker, need)).contains("goteborg-knaprotes");

    IIdType inquiry = create(broker, Needs.inquiry(caseTask.getIdPart(), "goteborg-knaprotes"));
    LocalDate soon = LocalDate.now(ZoneId.of("Europe/Stockholm")).plusDays(20);
    step(provider, inquiry, "accept", "earliest-date", soon);
    IIdType offer = create(broker, Needs.offer(caseTask.getIdPart(), inquiry.getIdPart()));
    step(broker, offer, "accept");
    step(broker, caseTask, "select");
    IIdType order = task(provider, caseId, "fulfill");
    step(provider, order, "accept");
    step(provider, order, "schedule", "date", soon);
    step(provider, order, "perform", "performed-date", soon.minusDays(20));
    step(broker, caseTask, "follow-up");
    Task settled = step(broker, caseTask, "settle");

    assertThat(settled.getStatus()).isEqualTo(Task.TaskStatus.COMPLETED);
    assertThat(settled.getGroupIdentifier().getValue()).isEqualTo(caseId);
  }

  private IGenericClient client(String persona) {
    IGenericClient client = FHIR.newRestfulGenericClient("http://127.0.0.1:" + port + "/fhir");
    client.registerInterceptor(new BearerTokenAuthInterceptor(new Api(port).token(persona)));
    return client;
  }

  private static IIdType create(IGenericClient as, String body) {
    return as.create()
        .resource(FHIR.newJsonParser().parseResource(Task.class, body))
        .execute()
        .getId()
        .toUnqualifiedVersionless();
  }

  private static IIdType task(IGenericClient as, String caseId, String code) {
    Bundle found =
        as.search()
            .byUrl("Task?group-identifier=" + caseId + "&code=" + code)
            .returnBundle(Bundle.class)
            .execute();
    return found.getEntryFirstRep().getResource().getIdElement().toUnqualifiedVersionless();
  }

  private static List<String> suitable(IGenericClient as, ServiceRequest need) {
    Parameters asked = new Parameters();
    asked
        .addParameter()
        .setName("need")
        .setValue(new Reference("ServiceRequest/" + need.getIdElement().getIdPart()));
    asked
        .addParameter()
        .setName("origin")
        .addPart()
        .setName("municipality")
        .setValue(new CodeType("2062"));
    asked.addParameter().setName("_count").setValue(new IntegerType(100));
    Bundle answer =
        as.operation()
            .onType(HealthcareService.class)
            .named("$find-provider")
            .withParameters(asked)
            .returnResourceType(Bundle.class)
            .execute();
    return answer.getEntry().stream()
        .filter(entry -> entry.getSearch().getMode() == Bundle.SearchEntryMode.MATCH)
        .map(entry -> entry.getResource().getIdElement().getIdPart())
        .toList();
  }

  private static Task step(IGenericClient as, IIdType task, String verb) {
    return step(as, task, verb, "", null);
  }

  private static Task step(
      IGenericClient as, IIdType task, String verb, String input, LocalDate date) {
    Task now = as.read().resource(Task.class).withId(new IdType(task.getValue())).execute();
    Parameters step = new Parameters();
    step.addParameter().setName("transition").setValue(new CodeType(verb));
    step.addParameter().setName("version").setValue(new StringType(now.getMeta().getVersionId()));
    if (date != null) {
      Parameters.ParametersParameterComponent part = step.addParameter().setName("input");
      part.addPart().setName("type").setValue(new Coding(OUTPUT, input, null));
      part.addPart().setName("value").setValue(new DateType(date.toString()));
    }
    return as.operation()
        .onInstance(task)
        .named("$transition")
        .withParameters(step)
        .returnResourceType(Task.class)
        .execute();
  }
}
