package se.vardformedling.agreement;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one agreement says of one service and vårdtjänst.
 *
 * @param contractVersion the current version of the Contract
 * @param commissioner länskod of the region that owns the agreement
 * @param entitled länskod of the regions named as entitled to call off
 * @param scope named, cooperation-region or all
 * @param priceOre price per procedure in öre
 * @param remaining what is left under the cap; empty when there is no cap
 * @param stops whether the cap refuses more, or only tells the parties
 * @param criteria conditions for reception under the agreement
 */
public record Term(
    String contractId,
    long contractVersion,
    String serviceId,
    String vardtjanst,
    String status,
    String commissioner,
    Set<String> entitled,
    String scope,
    LocalDate validFrom,
    Optional<LocalDate> validTo,
    Optional<String> priceModel,
    Optional<Long> priceOre,
    Optional<Integer> remaining,
    int reserved,
    boolean stops,
    List<Criterion> criteria) {

  /** Whether so many more may be called off. */
  boolean room(int places) {
    return !stops || remaining.map(left -> left >= places).orElse(true);
  }

  /** What the agreement does not mention it takes. */
  boolean accepts(List<CallOff.Condition> conditions) {
    return conditions.stream()
        .allMatch(
            asked ->
                criteria.stream()
                    .filter(criterion -> criterion.code().equals(asked.code()))
                    .allMatch(criterion -> criterion.accepts(asked.value())));
  }
}
