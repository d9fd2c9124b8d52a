package se.vardformedling.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeaderRulesTest {

  /** As Spring Security has them, but for how it writes a choice. */
  private static final Pattern NAME = Pattern.compile("[\\p{IsAssigned}&&[^\\p{IsControl}]]*");

  private static final Pattern VALUE =
      Pattern.compile("[\\p{IsAssigned}&&[[^\\p{IsControl}]\\t]]*");

  @Test
  void a_header_has_the_characters_that_it_had_by_the_expressions() {
    assertThat(
            IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .mapToObj(Character::toString)
                .filter(
                    text ->
                        HeaderRules.name(text) != NAME.matcher(text).matches()
                            || HeaderRules.value(text) != VALUE.matcher(text).matches()))
        .isEmpty();
  }

  @Test
  void one_character_that_controls_something_is_enough_to_refuse_it() {
    assertThat(HeaderRules.name("X-Request-Id")).isTrue();
    assertThat(HeaderRules.name("X-Request\u0000Id")).isFalse();
    assertThat(HeaderRules.name("X-Request\tId")).isFalse();
    assertThat(HeaderRules.value("text/html;\tcharset=utf-8")).isTrue();
    assertThat(HeaderRules.value("text/html\r\nSet-Cookie: a=b")).isFalse();
  }
}
