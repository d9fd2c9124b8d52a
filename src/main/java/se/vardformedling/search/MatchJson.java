package se.vardformedling.search;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import se.vardformedling.agreement.Term;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.waitingtime.Wait;
import se.vardformedling.waitingtime.WaitForecast;

/** The extension {@code match}: where an offer stands and why, part by part. */
final class MatchJson {
  /** Below it a number is shown as a band. */
  static final int SMALL_NUMBER = 20;

  private static final String URL = Canonical.profile("match");
  private static final Locale SWEDISH = Locale.forLanguageTag("sv");
  private final JsonGenerator json;

  MatchJson(JsonGenerator json) {
    this.json = json;
  }

  void write(Suitability s, int rank, Question question) throws IOException {
    begin(URL);
    if (rank > 0) {
      number("rank", "valueInteger", rank);
    }
    decimal("score", s.score(), 4);
    text("strategy", "valueString", question.strategy().name());
    text("asOf", "valueDate", question.asOf());
    for (Suitability.Component component : s.components()) {
      component(component);
    }
    if (s.distanceKm().isPresent()) {
      distance(s.distanceKm().get());
    }
    if (s.waiting().isPresent()) {
      wait(s.waiting().get());
    }
    if (s.term().isPresent()) {
      agreement(s.term().get());
    }
    text("capacity", "valueCode", RankingRules.capacity(s.offer(), question.asOf()));
    optional("capacityUntil", "valueDate", s.offer().capacityUntil());
    for (String warning : s.warnings()) {
      text("warning", "valueCode", warning);
    }
    for (String reason : s.excluded()) {
      text("excluded", "valueCode", reason);
    }
    if (!s.excluded().isEmpty()) {
      json.writeStartObject();
      json.writeStringField("url", "nearMiss");
      json.writeBooleanField("valueBoolean", s.nearMiss());
      json.writeEndObject();
    }
    end();
  }

  private void component(Suitability.Component component) throws IOException {
    begin("component");
    text("code", "valueCode", component.code());
    if (component.raw().isPresent()) {
      decimal("raw", component.raw().get(), 1);
    }
    if (!component.unit().isEmpty()) {
      text("unit", "valueCode", component.unit());
    }
    decimal("normalised", component.normalised(), 4);
    decimal("weight", component.weight(), 2);
    text("sv", "valueString", ExplanationRules.say(component, SWEDISH));
    text("en", "valueString", ExplanationRules.say(component, Locale.ENGLISH));
    end();
  }

  private void distance(double km) throws IOException {
    begin("distance");
    decimal("value", km, 1);
    text("unit", "valueCode", "km");
    text("method", "valueCode", "great-circle");
    end();
  }

  /** Small numbers are shown as a band. */
  private void wait(Wait wait) throws IOException {
    begin("wait");
    decimal("days", wait.days(), 1);
    text("kind", "valueCode", wait.kind());
    text("n", "valueString", wait.n() < SMALL_NUMBER ? "<" + SMALL_NUMBER : "" + wait.n());
    if (wait.ofTheTreated()) {
      number("span", "valueInteger", wait.span());
    }
    text("asOf", "valueDate", wait.asOf());
    text("source", "valueCode", wait.source());
    if (wait.forecast().isPresent()) {
      forecast(wait.forecast().get());
    }
    end();
  }

  /** How sure it is, and how its model did on waits it had not seen. */
  private void forecast(WaitForecast forecast) throws IOException {
    begin("forecast");
    text("model", "valueCode", forecast.model());
    text("trainedUntil", "valueDate", forecast.trainedUntil());
    decimal("p10", forecast.low(), 0);
    decimal("p90", forecast.high(), 0);
    number("n", "valueInteger", forecast.tried());
    decimal("coverage", forecast.coverage(), 2);
    decimal("within14", forecast.within14(), 2);
    decimal("pinball", forecast.pinball(), 2);
    decimal("baselinePinball", forecast.baseline(), 2);
    end();
  }

  private void agreement(Term term) throws IOException {
    begin("agreement");
    json.writeStartObject();
    json.writeStringField("url", "contract");
    json.writeObjectFieldStart("valueReference");
    json.writeStringField("reference", "Contract/" + term.contractId());
    json.writeEndObject();
    json.writeEndObject();
    optional("priceModel", "valueCode", term.priceModel());
    if (term.priceOre().isPresent()) {
      number("unitPrice", "valueDecimal", BigDecimal.valueOf(term.priceOre().get(), 2));
    }
    if (term.remaining().isPresent()) {
      number("remainingVolume", "valueInteger", term.remaining().get());
    }
    number("reservedVolume", "valueInteger", term.reserved());
    optional("validTo", "valueDate", term.validTo());
    end();
  }

  static BigDecimal decimal(double value, int scale) {
    return BigDecimal.valueOf(value).setScale(scale, RoundingMode.HALF_UP);
  }

  private void begin(String url) throws IOException {
    json.writeStartObject();
    json.writeStringField("url", url);
    json.writeArrayFieldStart("extension");
  }

  private void end() throws IOException {
    json.writeEndArray();
    json.writeEndObject();
  }

  private void decimal(String url, double value, int scale) throws IOException {
    number(url, "valueDecimal", decimal(value, scale));
  }

  private void number(String url, String type, long value) throws IOException {
    number(url, type, BigDecimal.valueOf(value));
  }

  private void number(String url, String type, BigDecimal value) throws IOException {
    json.writeStartObject();
    json.writeStringField("url", url);
    json.writeNumberField(type, value);
    json.writeEndObject();
  }

  private void text(String url, String type, Object value) throws IOException {
    json.writeStartObject();
    json.writeStringField("url", url);
    json.writeStringField(type, value.toString());
    json.writeEndObject();
  }

  private void optional(String url, String type, Optional<?> value) throws IOException {
    if (value.isPresent()) {
      text(url, type, value.get());
    }
  }
}
