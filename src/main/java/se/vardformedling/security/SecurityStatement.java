package se.vardformedling.security;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestSecurityComponent;
import org.hl7.fhir.r4.model.UriType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.ServerInterceptor;

/** Says in the CapabilityStatement where tokens come from, if the operator has said so. */
@Component
@Interceptor
class SecurityStatement implements ServerInterceptor {
  private static final String SERVICES =
      "http://terminology.hl7.org/CodeSystem/restful-security-service";
  private static final String ADDRESSES =
      "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris";

  private final TokenIssuer issuer;

  SecurityStatement(TokenIssuer issuer) {
    this.issuer = issuer;
  }

  /** Before the answer's tag is made. */
  @Hook(value = Pointcut.SERVER_OUTGOING_RESPONSE, order = 5)
  public void describe(@Nullable IBaseResource answer) {
    if (answer instanceof CapabilityStatement statement
        && statement.hasRest()
        && !issuer.tokenEndpoint().isBlank()) {
      CapabilityStatementRestSecurityComponent security = statement.getRestFirstRep().getSecurity();
      security.addService().addCoding().setSystem(SERVICES).setCode("SMART-on-FHIR");
      security
          .addExtension()
          .setUrl(ADDRESSES)
          .addExtension("token", new UriType(issuer.tokenEndpoint()));
    }
  }
}
