package se.vardformedling.agreement;

import java.time.LocalDate;
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
    int reserved) {}
