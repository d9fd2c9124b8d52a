package se.vardformedling.waitingtime;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/**
 * How often a source's months have been there within three weeks of their end, as the agreement of
 * 2023 on waiting times asks (section 4, reporting).
 */
final class PunctualityRules {
  private static final int LATE_DAYS = 21;

  private PunctualityRules() {}

  /**
   * One file that was taken in.
   *
   * @param asOf the day of the extract
   * @param to the last day that it speaks of
   */
  record Delivery(LocalDate asOf, LocalDate to) {}

  /**
   * In per cent, with one decimal, of the last 18 months that were over three weeks ago or are
   * there already. Months before the source sent its first file were not late.
   */
  static Optional<Double> share(List<Delivery> deliveries, LocalDate today) {
    Optional<LocalDate> first = deliveries.stream().map(Delivery::asOf).min(LocalDate::compareTo);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    int judged = 0;
    int punctual = 0;
    for (YearMonth month : FigureSums.months(today)) {
      LocalDate last = month.atEndOfMonth().plusDays(LATE_DAYS);
      boolean there =
          deliveries.stream()
              .anyMatch(
                  one -> !one.to().isBefore(month.atEndOfMonth()) && !one.asOf().isAfter(last));
      if (!last.isBefore(first.get()) && (there || last.isBefore(today))) {
        judged++;
        punctual += there ? 1 : 0;
      }
    }
    return judged == 0
        ? Optional.empty()
        : Optional.of(Math.round(1000.0 * punctual / judged) / 10.0);
  }
}
