package se.vardformedling.hvo;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.FhirOperations;
import se.vardformedling.fhir.Problem;
import se.vardformedling.security.Caller;

/** {@code $catalogue-sync}, {@code $catalogue-sync-status} and {@code $hvo-transaction}. */
@Component
class SyncOperation implements FhirOperations {
  private static final int SHOWN = 100;

  private final NationalCatalogue catalogue;

  SyncOperation(NationalCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Operation(name = "$catalogue-sync")
  public Parameters start(RequestDetails request) {
    Parameters asked = request.getResource() instanceof Parameters body ? body : new Parameters();
    if (asked.getParameter().stream()
        .anyMatch(one -> !Set.of("whole", "acceptEndings").contains(one.getName()))) {
      throw Problem.BAD_PARAMETER.because("unknown parameter");
    }
    return told(
        catalogue.start(
            Caller.current(),
            asked.getParameterBool("whole"),
            asked.getParameterBool("acceptEndings")));
  }

  @Operation(name = "$catalogue-sync-status", idempotent = true)
  public Parameters status(RequestDetails request) {
    String[] runs = request.getParameters().get("run");
    Caller caller = Caller.current();
    SyncRun run =
        runs == null || runs.length == 0
            ? catalogue.latest(caller, 1).stream().findFirst().orElseThrow(SyncOperation::none)
            : catalogue.find(caller, id(runs[0])).orElseThrow(SyncOperation::none);
    Parameters told = told(run);
    catalogue
        .problems(caller, SHOWN)
        .forEach(
            (resource, problem) -> {
              Parameters.ParametersParameterComponent one = told.addParameter().setName("refused");
              one.addPart().setName("resource").setValue(new StringType(resource));
              one.addPart().setName("problem").setValue(new CodeType(problem));
            });
    return told;
  }

  /** The body is FHIR R5: read and answered by ourselves. */
  @Operation(name = "$hvo-transaction", manualRequest = true, manualResponse = true)
  public void receive(HttpServletRequest request, HttpServletResponse response) throws IOException {
    NationalCatalogue.Answer answer =
        catalogue.receive(
            Caller.current(),
            request.getInputStream().readAllBytes(),
            "true".equals(request.getParameter("acceptEndings")));
    response.setStatus(answer.status());
    response.setContentType("application/fhir+json");
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.getWriter().write(answer.body());
  }

  private static Parameters told(SyncRun run) {
    Parameters told = new Parameters();
    told.addParameter().setName("run").setValue(new StringType(run.id().toString()));
    told.addParameter().setName("state").setValue(new CodeType(run.state()));
    told.addParameter().setName("whole").setValue(new BooleanType(run.whole()));
    told.addParameter().setName("started").setValue(new InstantType(Date.from(run.startedAt())));
    if (run.atType() < run.types().size()) {
      told.addParameter().setName("reading").setValue(new CodeType(run.types().get(run.atType())));
    }
    SyncRun.Counts counts = run.counts();
    List<String> names = List.of("fetched", "stored", "unchanged", "refused", "ended");
    int[] values = {
      counts.fetched(), counts.stored(), counts.unchanged(), counts.refused(), counts.ended()
    };
    for (int i = 0; i < values.length; i++) {
      told.addParameter().setName(names.get(i)).setValue(new IntegerType(values[i]));
    }
    run.problem()
        .ifPresent(
            problem -> told.addParameter().setName("problem").setValue(new StringType(problem)));
    return told;
  }

  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException notAnId) {
      throw Problem.BAD_PARAMETER.at("run", "the run's id");
    }
  }

  private static RuntimeException none() {
    return Problem.NOT_FOUND.because("");
  }
}
