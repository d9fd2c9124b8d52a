package se.vardformedling.imports;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What a row of waiting times must say to be believed; what it does not is a fault. */
final class WaitRowRules {
  private static final BigDecimal LONGEST = BigDecimal.valueOf(5_000);

  private WaitRowRules() {}

  /** Both days included. */
  record Period(LocalDate from, LocalDate to) {}

  /** Days that half and that nine of ten have waited at most. */
  record Days(@Nullable BigDecimal median, @Nullable BigDecimal p90) {}

  /** No figure is of days to come, as in the feeds. */
  static Period period(Cells row, LocalDate today) {
    LocalDate from = day(row, "Period från");
    LocalDate to = day(row, "Period till");
    if (to.isBefore(from)) {
      row.fault(FaultCode.PERIOD_REVERSED, "Period till");
    }
    if (to.isAfter(today)) {
      row.fault(FaultCode.DAY_TO_COME, "Period till");
    }
    return new Period(from, to);
  }

  static Days days(Cells row) {
    row.required("Median dagar");
    BigDecimal median = days(row, "Median dagar");
    BigDecimal p90 = days(row, "P90 dagar");
    if (median != null && p90 != null && p90.compareTo(median) < 0) {
      row.fault(FaultCode.P90_BELOW_MEDIAN, "P90 dagar");
    }
    return new Days(median, p90);
  }

  private static LocalDate day(Cells row, String column) {
    row.required(column);
    LocalDate day = row.date(column);
    return day == null ? LocalDate.EPOCH : day;
  }

  private static @Nullable BigDecimal days(Cells row, String column) {
    BigDecimal days = row.number(column);
    if (days != null && (days.signum() < 0 || days.compareTo(LONGEST) > 0)) {
      row.fault(FaultCode.OUT_OF_RANGE, column);
      return null;
    }
    return days;
  }
}
