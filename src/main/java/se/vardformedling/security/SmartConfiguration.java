package se.vardformedling.security;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * {@code /fhir/.well-known/smart-configuration}: where a system gets its token and how it shows who
 * it is. Missing if the operator has not said where.
 */
@Configuration(proxyBeanMethods = false)
class SmartConfiguration {
  static final String PATH = "/fhir/.well-known/smart-configuration";

  @Bean
  ServletRegistrationBean<HttpServlet> smartConfigurationPage(
      TokenIssuer issuer, ObjectMapper json) {
    // A servlet of its own: the exact path goes before the FHIR server's.
    return new ServletRegistrationBean<>(new Page(issuer, json), PATH);
  }

  private static final class Page extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient TokenIssuer issuer;
    private final transient ObjectMapper json;

    Page(TokenIssuer issuer, ObjectMapper json) {
      this.issuer = issuer;
      this.json = json;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      if (issuer.tokenEndpoint().isBlank()) {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
        return;
      }
      response.setContentType("application/json");
      json.writeValue(response.getOutputStream(), content());
    }

    private Map<String, Object> content() {
      Map<String, Object> content = new LinkedHashMap<>();
      content.put("issuer", issuer.issuer());
      content.put("token_endpoint", issuer.tokenEndpoint());
      content.put("grant_types_supported", List.of("client_credentials"));
      content.put("token_endpoint_auth_methods_supported", List.of("private_key_jwt"));
      content.put(
          "token_endpoint_auth_signing_alg_values_supported",
          List.of("RS384", "ES384", "RS256", "ES256"));
      content.put("scopes_supported", List.of("system/*.crus"));
      content.put("code_challenge_methods_supported", List.of("S256"));
      content.put("capabilities", List.of("client-confidential-asymmetric", "permission-v2"));
      return content;
    }
  }
}
