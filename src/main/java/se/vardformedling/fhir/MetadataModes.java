package se.vardformedling.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.ResponseDetails;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.UUID;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.TerminologyCapabilities;
import org.springframework.stereotype.Component;

/** {@code metadata?mode=terminology}, and an entity tag so that nobody fetches the same twice. */
@Component
@Interceptor
class MetadataModes implements ServerInterceptor {
  private final FhirContext fhir;
  private final Definitions definitions;

  MetadataModes(FhirContext fhir, Definitions definitions) {
    this.fhir = fhir;
    this.definitions = definitions;
  }

  @Hook(value = Pointcut.SERVER_OUTGOING_RESPONSE, order = 10)
  public boolean answer(
      RequestDetails request,
      ResponseDetails details,
      HttpServletRequest servlet,
      HttpServletResponse response) {
    if (request.getRestOperationType() != RestOperationTypeEnum.METADATA
        || !(details.getResponseResource() instanceof CapabilityStatement statement)) {
      return true;
    }
    String[] mode = request.getParameters().get("mode");
    IBaseResource answer =
        mode != null && mode[0].equals("terminology")
            ? terminology(statement.getDate())
            : statement;
    details.setResponseResource(answer);
    String tag = tag(answer);
    response.setHeader("ETag", tag);
    response.setHeader("Vary", "Accept");
    if (tag.equals(servlet.getHeader("If-None-Match"))) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return false;
    }
    return true;
  }

  private String tag(IBaseResource answer) {
    byte[] content =
        fhir.newJsonParser().encodeResourceToString(answer).getBytes(StandardCharsets.UTF_8);
    return "W/\"" + UUID.nameUUIDFromBytes(content) + "\"";
  }

  private TerminologyCapabilities terminology(Date date) {
    TerminologyCapabilities answer = new TerminologyCapabilities();
    answer.setUrl(Canonical.BASE + "/TerminologyCapabilities/national").setName("Vardformedling");
    answer.setStatus(PublicationStatus.ACTIVE).setDate(date);
    answer.setKind(TerminologyCapabilities.CapabilityStatementKind.INSTANCE);
    for (CodeSystem system : definitions.of(CodeSystem.class)) {
      TerminologyCapabilities.TerminologyCapabilitiesCodeSystemComponent one =
          answer.addCodeSystem().setUri(system.getUrl());
      if (system.hasVersion()) {
        one.addVersion().setCode(system.getVersion()).setIsDefault(true);
      }
    }
    answer.getExpansion().setHierarchical(false).setPaging(true);
    answer.getValidateCode().setTranslations(false);
    answer.getTranslation().setNeedsMap(true);
    return answer;
  }
}
