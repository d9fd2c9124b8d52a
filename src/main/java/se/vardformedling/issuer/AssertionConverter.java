package se.vardformedling.issuer;

import com.nimbusds.jwt.SignedJWT;
import jakarta.servlet.http.HttpServletRequest;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Takes an assertion without {@code client_id} beside it: SMART's clients leave it out, and the
 * assertion's subject says it already.
 */
final class AssertionConverter implements AuthenticationConverter {
  private static final ClientAuthenticationMethod JWT_BEARER =
      new ClientAuthenticationMethod("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");

  @Override
  public @Nullable Authentication convert(HttpServletRequest request) {
    String type = once(request, "client_assertion_type");
    String assertion = once(request, "client_assertion");
    if (type == null && assertion == null) {
      return null;
    }
    if (assertion == null || !JWT_BEARER.getValue().equals(type)) {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_REQUEST);
    }
    String subject = subject(assertion);
    String clientId = once(request, "client_id");
    if (clientId != null && !clientId.equals(subject)) {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
    }
    Map<String, Object> rest = new HashMap<>();
    request
        .getParameterMap()
        .forEach(
            (name, values) -> {
              if (!name.startsWith("client_")) {
                rest.put(name, values.length == 1 ? values[0] : values);
              }
            });
    return new OAuth2ClientAuthenticationToken(subject, JWT_BEARER, assertion, rest);
  }

  /** Not believed yet: it says whose key is to be tried. */
  private static String subject(String assertion) {
    try {
      String subject = SignedJWT.parse(assertion).getJWTClaimsSet().getSubject();
      if (subject != null && !subject.isBlank()) {
        return subject;
      }
    } catch (ParseException e) {
      // Answered below.
    }
    throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
  }

  /** In the form only: an assertion in the address would be in logs. */
  private static @Nullable String once(HttpServletRequest request, String name) {
    String[] values = request.getParameterValues(name);
    String query = request.getQueryString();
    if (values == null) {
      return null;
    }
    if (values.length != 1 || (query != null && query.contains(name + "="))) {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_REQUEST);
    }
    return values[0];
  }
}
