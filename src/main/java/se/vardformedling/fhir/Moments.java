package se.vardformedling.fhir;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Optional;
import org.hl7.fhir.r4.model.BaseDateTimeType;

/**
 * The moments that a date or dateTime means. A day, a month or a year lasts as long as it does in
 * Sweden; HAPI takes it for its first moment, in the machine's own zone.
 */
public final class Moments {
  private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

  private Moments() {}

  /** What begins then: the first moment of what is written. */
  public static Optional<Instant> first(BaseDateTimeType written) {
    return firstDay(written)
        .map(day -> day.atStartOfDay(SWEDEN).toInstant())
        .or(() -> exact(written));
  }

  /** What ends then: the last second of what is written. */
  public static Optional<Instant> last(BaseDateTimeType written) {
    return firstDay(written)
        .map(day -> lastDay(day, written.getPrecision()))
        .map(day -> day.atTime(23, 59, 59).atZone(SWEDEN).toInstant())
        .or(() -> exact(written));
  }

  /** The Swedish day that something begins on. */
  public static Optional<LocalDate> dayOfFirst(BaseDateTimeType written) {
    return first(written).map(moment -> LocalDate.ofInstant(moment, SWEDEN));
  }

  /** The Swedish day that something ends on. */
  public static Optional<LocalDate> dayOfLast(BaseDateTimeType written) {
    return last(written).map(moment -> LocalDate.ofInstant(moment, SWEDEN));
  }

  /** Empty when a time is written, or nothing. */
  private static Optional<LocalDate> firstDay(BaseDateTimeType written) {
    if (!written.hasValue()) {
      return Optional.empty();
    }
    String text = written.getValueAsString();
    return switch (written.getPrecision()) {
      case YEAR -> Optional.of(LocalDate.of(Integer.parseInt(text), 1, 1));
      case MONTH -> Optional.of(YearMonth.parse(text).atDay(1));
      case DAY -> Optional.of(LocalDate.parse(text));
      default -> Optional.empty();
    };
  }

  private static LocalDate lastDay(LocalDate first, TemporalPrecisionEnum precision) {
    return switch (precision) {
      case YEAR -> first.plusYears(1).minusDays(1);
      case MONTH -> first.plusMonths(1).minusDays(1);
      default -> first;
    };
  }

  private static Optional<Instant> exact(BaseDateTimeType written) {
    return Optional.ofNullable(written.getValue()).map(java.util.Date::toInstant);
  }
}
