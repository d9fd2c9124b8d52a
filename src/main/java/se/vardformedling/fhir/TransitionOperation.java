package se.vardformedling.fhir;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.UriType;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * {@code Task/[id]/$transition} and {@code $available-transitions}, for whichever module owns the
 * Task.
 */
@Component
@ConditionalOnProperty(name = "vf.node.role", havingValue = "national", matchIfMissing = true)
class TransitionOperation implements FhirOperations {
  private static final Set<String> KNOWN =
      Set.of("transition", "reason", "comment", "input", "version");
  private final FhirStore store;
  private final ObjectProvider<Transitions> owners;

  TransitionOperation(FhirStore store, ObjectProvider<Transitions> owners) {
    this.store = store;
    this.owners = owners;
  }

  @Operation(name = "$available-transitions", type = Task.class, idempotent = true)
  public Parameters available(@IdParam IdType id) {
    Task task = store.read(Task.class, id.getIdPart());
    Parameters answer = new Parameters();
    for (Transitions.Allowed allowed : owner(task).available(task)) {
      ParametersParameterComponent one = answer.addParameter().setName("transition");
      one.addPart().setName("code").setValue(new CodeType(allowed.code()));
      one.addPart().setName("display").setValue(new StringType(allowed.display()));
      allowed
          .requiredInputs()
          .forEach(input -> one.addPart().setName("requiredInput").setValue(new CodeType(input)));
      allowed
          .reasonValueSet()
          .ifPresent(
              set ->
                  one.addPart()
                      .setName("reasonValueSet")
                      .setValue(new UriType(Canonical.valueSet(set))));
    }
    return answer;
  }

  @Operation(name = "$transition", type = Task.class)
  public Task transition(@IdParam IdType id, RequestDetails request) {
    if (!(request.getResource() instanceof Parameters parameters)) {
      throw Problem.BAD_PARAMETER.because("a Parameters resource is expected");
    }
    refuseUnknown(parameters);
    String code =
        text(parameters, "transition")
            .orElseThrow(() -> Problem.BAD_PARAMETER.at("transition", "missing"));
    String version =
        version(request.getHeader("If-Match"))
            .or(() -> text(parameters, "version"))
            .orElseThrow(() -> Problem.IF_MATCH_REQUIRED.at("version", ""));
    Task task = store.read(Task.class, id.getIdPart());
    Task moved = owner(task).take(task, version, step(code, parameters));
    if (request instanceof ServletRequestDetails servlet) {
      HttpServletResponse response = servlet.getServletResponse();
      response.setHeader("ETag", "W/\"" + moved.getIdElement().getVersionIdPart() + "\"");
    }
    return moved;
  }

  private Transitions owner(Task task) {
    return owners.stream()
        .filter(owner -> owner.handles(task))
        .findFirst()
        .orElseThrow(() -> Problem.NOT_FOUND.because(""));
  }

  private static Transitions.Step step(String code, Parameters parameters) {
    Optional<Coding> reason =
        parameters.getParameter().stream()
            .filter(p -> p.getName().equals("reason"))
            .map(TransitionOperation::reason)
            .findFirst();
    List<Transitions.Input> inputs =
        parameters.getParameter().stream()
            .filter(p -> p.getName().equals("input"))
            .map(TransitionOperation::input)
            .toList();
    return new Transitions.Step(code, reason, text(parameters, "comment"), inputs);
  }

  private static Coding reason(ParametersParameterComponent parameter) {
    if (parameter.getValue() instanceof Coding reason) {
      return reason;
    }
    throw Problem.BAD_PARAMETER.at("reason", "a Coding");
  }

  private static Transitions.Input input(ParametersParameterComponent parameter) {
    Map<String, ParametersParameterComponent> parts =
        parameter.getPart().stream()
            .collect(Collectors.toMap(p -> String.valueOf(p.getName()), p -> p, (a, b) -> a));
    if (!parts.containsKey("type") || !parts.containsKey("value")) {
      throw Problem.BAD_PARAMETER.at("input", "type and value");
    }
    if (!(parts.get("type").getValue() instanceof Coding type)
        || !type.hasCode()
        || !parts.get("value").hasValue()) {
      throw Problem.BAD_PARAMETER.at("input", "type is a Coding, value a value");
    }
    return new Transitions.Input(type.getCode(), parts.get("value").getValue());
  }

  private static void refuseUnknown(Parameters parameters) {
    parameters.getParameter().stream()
        .filter(parameter -> !KNOWN.contains(String.valueOf(parameter.getName())))
        .findFirst()
        .ifPresent(
            parameter -> {
              throw Problem.BAD_PARAMETER.because("unknown parameter");
            });
  }

  private static Optional<String> text(Parameters parameters, String name) {
    return parameters.getParameter().stream()
        .filter(parameter -> name.equals(parameter.getName()) && parameter.hasValue())
        .map(parameter -> parameter.getValue().primitiveValue())
        .filter(value -> value != null && !value.isBlank())
        .findFirst();
  }

  private static Optional<String> version(@Nullable String ifMatch) {
    return Optional.ofNullable(ifMatch).map(tag -> tag.replace("W/", "").replace("\"", "").strip());
  }
}
