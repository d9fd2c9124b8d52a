package se.vardformedling.handover;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.FhirOperations;
import se.vardformedling.fhir.Problem;
import se.vardformedling.security.Caller;

/** Sending and asking about an order's documents, over FHIR. */
@Component
class PacketOperation implements FhirOperations {
  private static final Set<String> SEND =
      Set.of("kind", "text", "document", "recipient", "incomplete");
  private static final int LONGEST = 4000;
  private final Handovers handovers;
  private final PacketStatuses statuses;

  PacketOperation(Handovers handovers, PacketStatuses statuses) {
    this.handovers = handovers;
    this.statuses = statuses;
  }

  /** The referral with its documents; or, by {@code kind}, a completion or the result. */
  @Operation(name = "$send-documents", type = Task.class)
  public Parameters send(@IdParam IdType id, RequestDetails request) {
    Parameters asked = parameters(request, SEND);
    String code = text(asked, "kind").orElse(MessageKind.DOCUMENTS.code());
    MessageKind kind =
        MessageKind.of(code)
            .filter(
                one ->
                    one == MessageKind.DOCUMENTS
                        || one == MessageKind.COMPLETION
                        || one == MessageKind.RESULT)
            .orElseThrow(() -> Problem.CODE_INVALID.at("kind", ""));
    boolean incomplete = text(asked, "incomplete").filter("true"::equals).isPresent();
    return send(
        new Wish(
            id.getIdPart(),
            kind,
            text(asked, "text").orElse(""),
            documents(asked),
            text(asked, "recipient"),
            incomplete));
  }

  @Operation(name = "$request-completion", type = Task.class)
  public Parameters requestCompletion(@IdParam IdType id, RequestDetails request) {
    return say(id, request, MessageKind.COMPLETION_REQUEST);
  }

  @Operation(name = "$recall-documents", type = Task.class)
  public Parameters recall(@IdParam IdType id, RequestDetails request) {
    return say(id, request, MessageKind.RECALL);
  }

  @Operation(name = "$packet-status", type = Task.class, idempotent = true)
  public Parameters status(@IdParam IdType id) {
    return PacketStatusResource.answer(statuses.of(Caller.current(), id.getIdPart()));
  }

  private Parameters say(IdType id, RequestDetails request, MessageKind kind) {
    Parameters asked = parameters(request, Set.of("text"));
    return send(
        new Wish(
            id.getIdPart(),
            kind,
            text(asked, "text").orElse(""),
            List.of(),
            Optional.empty(),
            false));
  }

  private Parameters send(Wish wish) {
    return PacketStatusResource.answer(handovers.send(Caller.current(), wish));
  }

  private static Parameters parameters(RequestDetails request, Set<String> known) {
    Parameters asked = request.getResource() instanceof Parameters given ? given : new Parameters();
    if (asked.getParameter().stream()
        .anyMatch(one -> !known.contains(String.valueOf(one.getName())))) {
      throw Problem.BAD_PARAMETER.because("unknown parameter");
    }
    PacketParameters.check(asked);
    return asked;
  }

  private static Optional<String> text(Parameters parameters, String name) {
    Optional<String> text =
        parameters.getParameter().stream()
            .filter(one -> name.equals(one.getName()) && one.getValue() != null)
            .map(one -> one.getValue().primitiveValue())
            .filter(value -> value != null && !value.isBlank())
            .findFirst();
    if (text.filter(value -> value.length() > LONGEST).isPresent()) {
      throw Problem.BAD_PARAMETER.at(name, "at most " + LONGEST + " characters");
    }
    return text;
  }

  private static List<String> documents(Parameters parameters) {
    List<String> ids = new ArrayList<>();
    for (ParametersParameterComponent one : parameters.getParameter()) {
      if (one.getName().equals("document")) {
        if (!(one.getValue() instanceof Reference reference)
            || !"DocumentReference".equals(reference.getReferenceElement().getResourceType())) {
          throw Problem.BAD_PARAMETER.at("document", "a reference to a DocumentReference");
        }
        ids.add(reference.getReferenceElement().getIdPart());
      }
    }
    return ids;
  }
}
