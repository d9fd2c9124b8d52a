package se.vardformedling.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.fhir.Outcomes;

/** Nobody can ask so much that the others get nothing. */
@NodeIT
class LimitsIT {
  @Autowired Outcomes outcomes;
  @Autowired KnownTokens tokens;
  @LocalServerPort int port;

  @ParameterizedTest
  @ValueSource(strings = {"/fhir/Task", "/app/me"})
  void who_asks_too_often_is_told_when_to_come_back(String path) throws Exception {
    RateFilter filter = new RateFilter(1, outcomes);
    MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
    filter.doFilter(request, new MockHttpServletResponse(), new MockFilterChain());
    MockHttpServletResponse second = new MockHttpServletResponse();

    filter.doFilter(new MockHttpServletRequest("GET", path), second, new MockFilterChain());

    assertThat(second.getStatus()).isEqualTo(429);
    assertThat(Integer.parseInt(second.getHeader("Retry-After"))).isBetween(1, 61);
    assertThat(second.getContentAsString().contains("throttled"))
        .isEqualTo(path.startsWith("/fhir"));
  }

  @Test
  void strangers_are_held_up_and_who_shows_a_known_token_passes_them() throws Exception {
    StrangerFilter filter = new StrangerFilter(1, tokens, outcomes);
    Api api = new Api(port);
    api.get("broker-dalarna", "/fhir/Task?_count=1");
    filter.doFilter(stranger(), new MockHttpServletResponse(), new MockFilterChain());
    MockHttpServletResponse held = new MockHttpServletResponse();
    MockHttpServletResponse passed = new MockHttpServletResponse();
    MockHttpServletRequest known = stranger();
    known.addHeader("Authorization", "Bearer " + api.token("broker-dalarna"));

    filter.doFilter(stranger(), held, new MockFilterChain());
    filter.doFilter(known, passed, new MockFilterChain());

    assertThat(held.getStatus()).isEqualTo(429);
    assertThat(held.getHeader("Retry-After")).isNotBlank();
    assertThat(passed.getStatus()).isEqualTo(200);
  }

  private static MockHttpServletRequest stranger() {
    return new MockHttpServletRequest("GET", "/fhir/Task");
  }
}
