package se.vardformedling.waitingtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a forecast is kept beside its median. */
final class ForecastJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

  private ForecastJson() {}

  static String write(WaitForecast forecast) {
    try {
      return MAPPER.writeValueAsString(forecast);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Optional<WaitForecast> read(@Nullable String json) {
    try {
      return json == null
          ? Optional.empty()
          : Optional.of(MAPPER.readValue(json, WaitForecast.class));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
