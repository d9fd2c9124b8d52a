package se.vardformedling.snapshot;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.FhirOperations;
import se.vardformedling.fhir.Problem;
import se.vardformedling.security.Caller;

/**
 * {@code $export}, {@code $export-status} and {@code $export-file}: the asynchronous pattern of
 * FHIR Bulk Data, for the catalogue's seven types.
 */
@Component
class ExportOperation implements FhirOperations {
  private static final int WAIT_SECONDS = 2;

  private final Exports exports;
  private final ObjectMapper json = new ObjectMapper();

  ExportOperation(Exports exports) {
    this.exports = exports;
  }

  @Operation(name = "$export", idempotent = true, manualResponse = true)
  public void ask(RequestDetails request, HttpServletResponse response) {
    request
        .getParameters()
        .keySet()
        .forEach(
            name -> {
              if (!List.of("_type", "_outputFormat").contains(name)) {
                throw Problem.BAD_PARAMETER.because("only _type and _outputFormat");
              }
            });
    String format = parameter(request, "_outputFormat");
    if (!List.of("", "application/fhir+ndjson", "application/fhir ndjson", "ndjson")
        .contains(format)) {
      throw Problem.BAD_PARAMETER.at("_outputFormat", "application/fhir+ndjson");
    }
    String types = parameter(request, "_type");
    ExportJob job =
        exports.ask(
            Caller.current(), types.isEmpty() ? List.of() : Arrays.asList(types.split(",", -1)));
    response.setStatus(HttpServletResponse.SC_ACCEPTED);
    response.setHeader(
        "Content-Location", request.getFhirServerBase() + "/$export-status?job=" + job.id());
  }

  @Operation(name = "$export-status", idempotent = true, manualResponse = true)
  public void status(RequestDetails request, HttpServletResponse response) throws IOException {
    Caller caller = Caller.current();
    ExportJob job =
        exports.find(caller, id(request)).orElseThrow(() -> Problem.NOT_FOUND.because(""));
    if (!job.finished()) {
      response.setStatus(HttpServletResponse.SC_ACCEPTED);
      response.setHeader("X-Progress", job.done() + " of " + job.total());
      response.setHeader("Retry-After", String.valueOf(WAIT_SECONDS));
      return;
    }
    ObjectNode manifest = json.createObjectNode();
    manifest.put("transactionTime", job.asOf().toString());
    manifest.put(
        "request", request.getFhirServerBase() + "/$export?_type=" + String.join(",", job.types()));
    manifest.put("requiresAccessToken", true);
    manifest.putArray("error");
    for (ExportJob.Part part : exports.parts(caller, job.id())) {
      manifest
          .withArray("output")
          .addObject()
          .put("type", part.type())
          .put(
              "url",
              request.getFhirServerBase()
                  + "/$export-file?job="
                  + job.id()
                  + "&part="
                  + part.number())
          .put("count", part.resources());
    }
    response.setContentType("application/json");
    response.getOutputStream().write(json.writeValueAsBytes(manifest));
  }

  @Operation(name = "$export-file", idempotent = true, manualResponse = true)
  public void file(RequestDetails request, HttpServletResponse response) throws IOException {
    String part = parameter(request, "part");
    if (!part.matches("\\d{1,6}")) {
      throw Problem.BAD_PARAMETER.at("part", "a number");
    }
    byte[] content =
        exports
            .file(Caller.current(), id(request), Integer.parseInt(part))
            .orElseThrow(() -> Problem.NOT_FOUND.because(""));
    response.setContentType("application/fhir+ndjson");
    response.setContentLength(content.length);
    response.getOutputStream().write(content);
  }

  private static UUID id(RequestDetails request) {
    try {
      return UUID.fromString(parameter(request, "job"));
    } catch (IllegalArgumentException notAnId) {
      throw Problem.BAD_PARAMETER.at("job", "the snapshot's id");
    }
  }

  private static String parameter(RequestDetails request, String name) {
    String[] values = request.getParameters().get(name);
    return values == null || values.length == 0 ? "" : values[0];
  }
}
