package se.vardformedling.web.words;

import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.context.MessageSource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.Problem;
import se.vardformedling.terminology.Concept;
import se.vardformedling.terminology.Terms;

/** Gives a page what it says in one language. */
@Component
public class Words {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Europe/Stockholm"));
  private final MessageSource messages;
  private final Terms terms;
  private final boolean synthetic;
  private final Clock clock;

  public Words(MessageSource messages, Terms terms, Environment environment, Clock clock) {
    this.clock = clock;
    this.messages = messages;
    this.terms = terms;
    this.synthetic = environment.acceptsProfiles(Profiles.of("demo"));
  }

  public Say in(Locale language) {
    return new Say(messages, terms, language, synthetic, MOMENT.format(clock.instant()));
  }

  /** What a page says, in one language. */
  public static final class Say {
    private final MessageSource messages;
    private final Terms terms;
    private final Locale language;
    private final boolean synthetic;
    private final String now;

    Say(MessageSource messages, Terms terms, Locale language, boolean synthetic, String now) {
      this.now = now;
      this.messages = messages;
      this.terms = terms;
      this.language = language;
      this.synthetic = synthetic;
    }

    /** Whether what is said is about made-up data. */
    public boolean synthetic() {
      return synthetic;
    }

    /** When it is said, to the minute. */
    public String now() {
      return now;
    }

    public Locale language() {
      return language;
    }

    /** The message; a missing key is a fault of ours. */
    public String the(String key, Object... values) {
      return messages.getMessage(key, values, language);
    }

    /** The message, or something else where there is none. */
    public String or(String key, String otherwise) {
      return Objects.requireNonNull(messages.getMessage(key, null, otherwise, language));
    }

    /** The name of a code of one of our code systems; the code itself when it has none. */
    public String code(String system, String code) {
      String ours = messages.getMessage("code." + system + "." + code, null, "", language);
      return ours == null || ours.isEmpty()
          ? terms.display(Canonical.codeSystem(system), code, language)
          : ours;
    }

    /** The codes of one of our code systems. */
    public List<Concept> codes(String system) {
      return terms.all(Canonical.codeSystem(system));
    }

    /** What to do about a refusal: its own words, or those of its kind. */
    public String advice(Problem problem) {
      String own = messages.getMessage("advice." + problem.code(), null, "", language);
      return own == null || own.isEmpty() ? the("advice." + problem.status()) : own;
    }

    /** With at most so many decimals, grouped as the language does. */
    public String number(double value, int decimals) {
      return FigureRules.number(value, decimals, language);
    }

    public String days(double value) {
      return the("figure.days", Math.round(value));
    }

    public String kronor(long ore) {
      return the("figure.kronor", FigureRules.kronor(ore, language));
    }
  }
}
