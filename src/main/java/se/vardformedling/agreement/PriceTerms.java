package se.vardformedling.agreement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one service is paid for under one agreement, as the agreement says it. Amounts are in öre,
 * shares in per cent. What an agreement does not say is null.
 *
 * @param model fixed-price, drg-points, subscription or cost-based; null when the agreement is
 *     silent
 * @param unitOre price per procedure; with drg-points and subscription the price of one point
 * @param points DRG weight of the procedure
 * @param factor what the price is multiplied by (index or uppräkning), 1 when null
 * @param fixedShare per cent of the subscription that is paid whatever is called off
 * @param subscriptionOre the agreed sum of a year that the fixed share is taken of
 * @param outlier when a stay costs so much that another rule holds (ytterfall)
 * @param index how the price follows time
 */
public record PriceTerms(
    @Nullable String model,
    @Nullable Long unitOre,
    @Nullable BigDecimal points,
    @Nullable BigDecimal factor,
    @Nullable BigDecimal fixedShare,
    @Nullable Long subscriptionOre,
    @Nullable Outlier outlier,
    List<SpecialCharge> specialCharges,
    @Nullable Index index) {

  /** Silent, as far as special charges go. */
  public PriceTerms {
    specialCharges = specialCharges == null ? List.of() : List.copyOf(specialCharges);
  }

  /**
   * What one procedure costs, in öre; empty where the agreement does not say, as at actual cost or
   * for points without a weight.
   */
  Optional<Long> procedureOre() {
    boolean byPoint = "drg-points".equals(model) || "subscription".equals(model);
    BigDecimal times = byPoint ? points : BigDecimal.ONE;
    if (unitOre == null || times == null || "cost-based".equals(model)) {
      return Optional.empty();
    }
    BigDecimal raised = factor == null ? times : times.multiply(factor);
    return Optional.of(
        raised.multiply(BigDecimal.valueOf(unitOre)).setScale(0, RoundingMode.HALF_UP).longValue());
  }

  /** An agreement that says nothing of the price. */
  static PriceTerms silent() {
    return new PriceTerms(null, null, null, null, null, null, null, List.of(), null);
  }

  /**
   * Ytterfall.
   *
   * @param thresholdOre the cost from which the rule holds
   * @param ceilingOre the most that is paid; null without a ceiling
   * @param basis actual-cost or price-list
   */
  public record Outlier(long thresholdOre, @Nullable Long ceilingOre, String basis) {}

  /** Särdebitering: what is paid beside the price, such as a costly implant. */
  public record SpecialCharge(String code, String text, long unitOre) {}

  /**
   * Uppräkning.
   *
   * @param name which index, for example LPIK excluding medicines
   * @param base the day whose level is the price's
   */
  public record Index(String name, LocalDate base) {}
}
