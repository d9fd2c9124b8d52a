package se.vardformedling.waitingtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How a forecast is kept beside its median, and a unit's other figures beside theirs. */
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

  static String figures(Map<String, @Nullable Double> more) {
    try {
      return MAPPER.writeValueAsString(more);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Map<String, @Nullable Double> figures(String json) {
    try {
      Map<String, @Nullable Double> more = new TreeMap<>();
      MAPPER
          .readTree(json)
          .fields()
          .forEachRemaining(
              one ->
                  more.put(
                      one.getKey(), one.getValue().isNull() ? null : one.getValue().asDouble()));
      return more;
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
