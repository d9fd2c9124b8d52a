package se.vardformedling.imports;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Base64BinaryType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Type;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.FhirOperations;
import se.vardformedling.fhir.Problem;
import se.vardformedling.security.Caller;

/** {@code $import}, {@code $import-status}, {@code $import-publish} and {@code $import-undo}. */
@Component
class ImportOperation implements FhirOperations {
  private static final int PAGE = 100;
  private static final int LARGEST_PAGE = 1_000;

  private final Imports imports;

  ImportOperation(Imports imports) {
    this.imports = imports;
  }

  @Operation(name = "$import")
  public Parameters send(RequestDetails request) {
    Parameters body = body(request, Set.of("kind", "file", "endMissing", "region"));
    ImportKind kind =
        ImportKind.of(text(body, "kind"))
            .orElseThrow(() -> Problem.BAD_PARAMETER.at("kind", "katalog, avtal or vantetider"));
    Type file = value(body, "file").orElseThrow(() -> Problem.BAD_PARAMETER.at("file", "missing"));
    byte[] content =
        file instanceof Attachment attachment
            ? attachment.getData()
            : file instanceof Base64BinaryType binary ? binary.getValue() : null;
    if (content == null || content.length == 0) {
      throw Problem.BAD_PARAMETER.at("file", "an Attachment with data");
    }
    String name = file instanceof Attachment attachment ? attachment.getTitle() : null;
    Caller caller = Caller.current();
    ImportRun run =
        imports.send(
            caller,
            new Imports.Upload(
                kind,
                name == null ? "" : name,
                content,
                text(body, "endMissing").equals("true"),
                Optional.of(text(body, "region")).filter(code -> !code.isEmpty())));
    return ImportAnswers.of(run, imports.faults(caller, run.id()), java.util.List.of());
  }

  @Operation(name = "$import-status", idempotent = true)
  public Parameters status(RequestDetails request) {
    Caller caller = Caller.current();
    UUID id = id(parameter(request, "run"));
    ImportRun run = imports.find(caller, id).orElseThrow(() -> Problem.NOT_FOUND.because(""));
    String asked = parameter(request, "what");
    Set<String> what =
        asked.isEmpty()
            ? Set.of("new", "changed", "gone")
            : Set.copyOf(Arrays.asList(asked.split(",", -1)));
    int count = Math.min(LARGEST_PAGE, number(parameter(request, "_count"), PAGE));
    int from = number(parameter(request, "from"), 0);
    return ImportAnswers.of(
        run, imports.faults(caller, id), imports.changes(caller, id, what, from, count));
  }

  @Operation(name = "$import-publish")
  public Parameters publish(RequestDetails request) {
    Caller caller = Caller.current();
    Parameters body = body(request, Set.of("run", "acceptEndings"));
    boolean acceptEndings = text(body, "acceptEndings").equals("true");
    return ImportAnswers.of(
        imports.publish(caller, id(text(body, "run")), acceptEndings),
        java.util.List.of(),
        java.util.List.of());
  }

  @Operation(name = "$import-undo")
  public Parameters undo(RequestDetails request) {
    Caller caller = Caller.current();
    UUID id = id(text(body(request, Set.of("run")), "run"));
    return ImportAnswers.of(imports.undo(caller, id), java.util.List.of(), java.util.List.of());
  }

  private static Parameters body(RequestDetails request, Set<String> known) {
    if (!(request.getResource() instanceof Parameters body)) {
      throw Problem.BAD_PARAMETER.because("a Parameters resource is expected");
    }
    if (body.getParameter().stream().anyMatch(one -> !known.contains(one.getName()))) {
      throw Problem.BAD_PARAMETER.because("unknown parameter");
    }
    return body;
  }

  private static Optional<Type> value(Parameters body, String name) {
    return body.getParameter().stream()
        .filter(one -> name.equals(one.getName()) && one.hasValue())
        .map(ParametersParameterComponent::getValue)
        .findFirst();
  }

  private static String text(Parameters body, String name) {
    return value(body, name).filter(Type::isPrimitive).map(Type::primitiveValue).orElse("");
  }

  private static String parameter(RequestDetails request, String name) {
    String[] values = request.getParameters().get(name);
    return values == null || values.length == 0 ? "" : values[0];
  }

  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException notAnId) {
      throw Problem.BAD_PARAMETER.at("run", "the run's id");
    }
  }

  private static int number(String text, int otherwise) {
    if (!text.matches("\\d{0,7}")) {
      throw Problem.BAD_PARAMETER.because("a whole number");
    }
    return text.isEmpty() ? otherwise : Integer.parseInt(text);
  }
}
