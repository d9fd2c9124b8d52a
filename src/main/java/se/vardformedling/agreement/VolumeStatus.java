package se.vardformedling.agreement;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/**
 * How much of one service, or of one of its vårdtjänster, is left under one agreement.
 *
 * @param vardtjanst whose places are counted; empty when all of the service's are counted together
 * @param cap empty when there is no cap
 * @param unit procedures, patients or sek
 * @param left never below zero; empty without a cap
 * @param overrun how far above the cap late reports and corrections have gone
 * @param state open, near-cap, exhausted, cap-reached (of a cap that only tells: more may be taken)
 *     or closed (the owner set the cap below what was taken)
 * @param ledgerHash of the last entry, in hexadecimal; empty before the first
 */
public record VolumeStatus(
    String contractId,
    String serviceId,
    String vardtjanst,
    Optional<Integer> cap,
    String unit,
    int reserved,
    int consumed,
    Optional<Integer> left,
    int overrun,
    String state,
    List<Region> regions,
    List<Month> months,
    Forecast forecast,
    Instant asOf,
    int entries,
    String ledgerHash) {

  /** What one calling region has taken, by länskod; its own cap if it has one. */
  public record Region(String region, Optional<Integer> cap, int reserved, int consumed) {}

  /**
   * The burn-down.
   *
   * @param taken places reserved or used without reservation in the month, less those given back
   * @param left at the end of the month; empty without a cap
   */
  public record Month(YearMonth month, int taken, Optional<Integer> left) {}
}
