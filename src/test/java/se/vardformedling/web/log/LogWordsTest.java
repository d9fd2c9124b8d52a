package se.vardformedling.web.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.mock.env.MockEnvironment;
import se.vardformedling.web.words.Words;
import se.vardformedling.web.words.Words.Say;

class LogWordsTest {

  @Test
  void what_is_in_the_log_is_said_so_that_anybody_can_read_it() {
    Say say = swedish();
    assertThat(
            List.of(
                    "GET /app",
                    "GET /app/arenden",
                    "POST /app/patient",
                    "POST /app/ringlista",
                    "POST /app/ringlista/anmal",
                    "POST /app/samarbeten/svar",
                    "POST /app/me/ta",
                    "GET /app/me",
                    "read ServiceRequest",
                    "search-type Task",
                    "$find-provider HealthcareService",
                    "transaction",
                    "read Endpoint",
                    "something-new Task")
                .stream()
                .map(action -> LogWords.of(action, say)))
        .containsExactly(
            "Öppnade startsidan",
            "Öppnade ett ärende eller ärendelistan",
            "Visade vem patienten är",
            "Antecknade ett samtal",
            "Anmälde en patient till förmedling",
            "Ändrade en checklista för samarbete",
            "Ändrade något på sidan Me",
            "Öppnade sidan Me",
            "Läste vårdbehov eller remiss",
            "Sökte bland ärende eller uppgift",
            "Sökte vårdgivare",
            "Skickade flera ändringar på en gång",
            "Läste Endpoint",
            "something-new Task");
  }

  @SuppressWarnings("NullAway") // no name of a code is asked for
  private static Say swedish() {
    ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
    messages.setBasename("i18n/messages");
    messages.setDefaultEncoding("UTF-8");
    messages.setFallbackToSystemLocale(false);
    return new Words(messages, null, new MockEnvironment(), Clock.systemUTC())
        .in(Locale.forLanguageTag("sv"));
  }
}
