package se.vardformedling.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import se.vardformedling.NodeIT;
import se.vardformedling.fhir.Outcomes;

/** Nobody can ask so much that the others get nothing. */
@NodeIT
class LimitsIT {
  @Autowired Outcomes outcomes;

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
}
