package se.vardformedling.agreement;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One page of the register.
 *
 * @param total all that suit the question
 */
public record AgreementPage(int total, List<Row> rows) {

  /**
   * One agreement in brief. Volumes are sums over the services that have a cap.
   *
   * @param type own-production, regional, national, contracted, borrowed or framework
   * @param scope named, cooperation-region or all
   * @param state upcoming, in-force, exhausted, expired, ended or draft
   * @param cap empty when no service has one
   * @param left the fewest left of any service, and zero when one is used up
   * @param usedPercent of the service that has come farthest, 0 when there is no cap
   * @param alerts how many are open
   */
  public record Row(
      String contractId,
      String version,
      String number,
      String type,
      String status,
      String state,
      AgreementView.Party commissioner,
      AgreementView.Party provider,
      String scope,
      LocalDate validFrom,
      Optional<LocalDate> validTo,
      int services,
      Optional<Integer> cap,
      int reserved,
      int consumed,
      Optional<Integer> left,
      int usedPercent,
      int alerts) {}
}
