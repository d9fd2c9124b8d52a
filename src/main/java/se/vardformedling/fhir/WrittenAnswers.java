package se.vardformedling.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.ResponseDetails;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.springframework.stereotype.Component;

/**
 * Sends a bundle that its maker has written as JSON already. The bundle itself only names what it
 * shows, for those who log or judge it. Asked for in another form, the text is read and written
 * again.
 */
@Component
@Interceptor
public class WrittenAnswers implements ServerInterceptor {
  private static final String TEXT = "vf.written";

  /** Parameters that change the form of an answer. */
  private static final Set<String> FORMS =
      Set.of("_format", "_pretty", "_summary", "_elements", "_elements:exclude");

  private final FhirContext fhir;

  WrittenAnswers(FhirContext fhir) {
    this.fhir = fhir;
  }

  /**
   * A bundle whose JSON is the text.
   *
   * @param named resources with nothing but their ids
   */
  public static Bundle written(
      String json, Stream<? extends org.hl7.fhir.r4.model.Resource> named) {
    Bundle bundle = new Bundle();
    named.forEach(resource -> bundle.addEntry().setResource(resource));
    bundle.setUserData(TEXT, json);
    return bundle;
  }

  @Hook(value = Pointcut.SERVER_OUTGOING_RESPONSE, order = 10_000)
  public boolean send(
      RequestDetails request,
      ResponseDetails answer,
      HttpServletRequest servlet,
      HttpServletResponse response)
      throws IOException {
    if (!(answer.getResponseResource() instanceof Bundle bundle)
        || !(bundle.getUserData(TEXT) instanceof String json)) {
      return true;
    }
    if (asIs(request, servlet)) {
      response.setStatus(HttpServletResponse.SC_OK);
      response.setContentType("application/fhir+json");
      response.setCharacterEncoding(StandardCharsets.UTF_8.name());
      response.getWriter().write(json);
      return false;
    }
    answer.setResponseResource(fhir.newJsonParser().parseResource(Bundle.class, json));
    return true;
  }

  private static boolean asIs(RequestDetails request, HttpServletRequest servlet) {
    return request.getParameters().keySet().stream().noneMatch(FORMS::contains)
        && !HttpRules.xmlFirst(servlet.getHeader("Accept"), servlet.getQueryString());
  }
}
