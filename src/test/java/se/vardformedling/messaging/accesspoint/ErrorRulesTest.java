package se.vardformedling.messaging.accesspoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorRulesTest {

  @ParameterizedTest
  @CsvSource({
    "EBMS:0103, , true",
    "EBMS:0010, , true",
    "EBMS:0003, , true",
    "EBMS:0004, NOT_SERVICED, true",
    "EBMS:0004, , false",
    "EBMS:0004, Technical details: java.lang.IllegalStateException, false",
    "EBMS:0202, , false",
    "EBMS:0301, , false",
    "nonsense, , false"
  })
  void only_what_would_be_answered_the_same_again_is_not_tried_again(
      String code, @Nullable String detail, boolean permanent) {
    assertThat(ErrorRules.permanent(List.of(ErrorRules.Said.of(code, detail))))
        .isEqualTo(permanent);
  }

  @Test
  void the_reason_keeps_the_codes_and_nothing_else_that_a_partner_writes() {
    assertThat(
            ErrorRules.reason(
                "as4-error-msg-received",
                List.of(
                    ErrorRules.Said.of("EBMS:0004", "[NOT_SERVICED] for 191212121212"),
                    ErrorRules.Said.of("EBMS:0103", "191212121212"),
                    ErrorRules.Said.of("191212121212", null))))
        .isEqualTo("as4-error-msg-received: EBMS:0004 NOT_SERVICED, EBMS:0103, EBMS");
    assertThat(ErrorRules.reason("transport-error", List.of())).isEqualTo("transport-error");
    assertThat(ErrorRules.permanent(List.of())).isFalse();
  }

  @Test
  void an_answer_is_waited_for_by_size_and_never_until_the_next_try() {
    Duration most = Duration.ofMinutes(5);
    assertThat(ErrorRules.answerWithin(most, 10_000)).isEqualTo(Duration.ofSeconds(31));
    assertThat(ErrorRules.answerWithin(most, 42_000_000)).isEqualTo(Duration.ofSeconds(72));
    assertThat(ErrorRules.answerWithin(most, 73_400_320)).isLessThan(Duration.ofMinutes(3));
    assertThat(ErrorRules.answerWithin(Duration.ofSeconds(5), 10_000))
        .isEqualTo(Duration.ofSeconds(5));
  }
}
