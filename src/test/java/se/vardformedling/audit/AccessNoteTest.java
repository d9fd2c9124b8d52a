package se.vardformedling.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import se.vardformedling.fhir.RequestIds;

class AccessNoteTest {

  @ParameterizedTest
  @CsvSource({
    "POST,/app/ringlista/0a-1/anmal,POST /app/ringlista/anmal",
    "POST,/app/ringlista/0a-1/samtal,POST /app/ringlista",
    "POST,/app/patient/VF-9B33AGVTT9BJ,POST /app/patient",
    "POST,/app/arenden/ta,POST /app/arenden/ta",
    "GET,/app/arenden/ta,GET /app/arenden",
    "POST,/app/kapacitet/tolvan-tolvansson,POST /app/kapacitet",
    "POST,/app/kapacitet/7/svar/x,POST /app/kapacitet"
  })
  void of_an_address_the_page_and_what_is_done_there_are_kept_and_no_other_word(
      String method, String address, String action) {
    MockHttpServletRequest request = new MockHttpServletRequest(method, address);
    request.setAttribute(RequestIds.REQUEST_ID, UUID.randomUUID().toString());
    request.setAttribute(RequestIds.CORRELATION_ID, UUID.randomUUID().toString());

    assertThat(new AccessNote(request).entry(Instant.EPOCH, 200).action()).isEqualTo(action);
  }
}
