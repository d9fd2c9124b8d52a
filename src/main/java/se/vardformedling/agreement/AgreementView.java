package se.vardformedling.agreement;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One agreement with all that is known of it, for a page or a program that knows no FHIR.
 *
 * @param owned whether the caller's region commissions it, and may change it
 * @param entitled the regions named; empty when the scope says enough
 */
public record AgreementView(
    AgreementPage.Row summary,
    boolean owned,
    List<Party> entitled,
    List<Option> options,
    List<Item> services,
    List<AgreementAlert> alerts) {

  /** A party; the länskod is empty unless it is a region. */
  public record Party(String organizationId, String name, String region) {}

  /**
   * Option to prolong.
   *
   * @param decideBy the last day to say so, if the agreement has one
   */
  public record Option(
      LocalDate from, LocalDate to, boolean exercised, Optional<LocalDate> decideBy) {}

  /** One service under the agreement, in the order of the agreement. */
  public record Item(
      String serviceId,
      String name,
      String vardtjanst,
      PriceTerms price,
      List<Criterion> criteria,
      Optional<VolumeStatus> volume) {}
}
