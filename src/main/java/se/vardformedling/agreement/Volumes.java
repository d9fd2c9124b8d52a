package se.vardformedling.agreement;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import se.vardformedling.fhir.Problem;

/**
 * Takvolym: reserved when a provider is selected, consumed when the care is performed, released
 * when neither comes to pass. Always in the caller's transaction; the counter's row is locked, and
 * the database refuses more than the cap.
 */
@Component
public class Volumes {
  private final JdbcClient sql;
  private final Agreements agreements;
  private final Clock clock;

  Volumes(JdbcClient sql, Agreements agreements, Clock clock) {
    this.sql = sql;
    this.agreements = agreements;
    this.clock = clock;
  }

  private record Place(String contractId, String serviceId, String caseId, String region) {}

  /**
   * Takes one place under the agreement that the region would use.
   *
   * @return the agreement's id
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public String reserve(
      String caseId, String orderId, String serviceId, String region, LocalDate date) {
    Term term =
        agreements
            .applicable(region, serviceId, date)
            .orElseThrow(() -> refusal(region, serviceId, date));
    int taken =
        sql.sql(
                """
                update vf.volume set reserved = reserved + 1
                 where contract_id = :contract and service_id = :service
                   and (cap is null or reserved + consumed < cap)
                """)
            .param("contract", term.contractId())
            .param("service", serviceId)
            .update();
    if (taken == 0) {
      throw Problem.VOLUME_EXHAUSTED.because(term.contractId());
    }
    write(new Place(term.contractId(), serviceId, caseId, region), orderId, "reserve");
    return term.contractId();
  }

  /** The place has been used. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void consume(String orderId) {
    open(orderId)
        .ifPresent(
            place -> {
              count(place, "reserved = reserved - 1, consumed = consumed + 1");
              write(place, orderId, "consume");
            });
  }

  /** The place is free again. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void release(String orderId) {
    open(orderId)
        .ifPresent(
            place -> {
              count(place, "reserved = reserved - 1");
              write(place, orderId, "release");
            });
  }

  private RuntimeException refusal(String region, String serviceId, LocalDate date) {
    String why = TermRules.whyNot(agreements.terms(java.util.List.of(serviceId)), region, date);
    return why.equals("volume-exhausted")
        ? Problem.VOLUME_EXHAUSTED.because(serviceId)
        : Problem.AGREEMENT_NOT_APPLICABLE.because(why);
  }

  /** The order's reservation, if it has been neither used nor released. */
  private Optional<Place> open(String orderId) {
    return sql.sql(
            """
            select contract_id, service_id, case_id, region from vf.volume_entry r
             where order_id = :order and kind = 'reserve'
               and not exists (select 1 from vf.volume_entry e where e.order_id = :order and e.kind <> 'reserve')
            """)
        .param("order", orderId)
        .query(
            (rows, n) ->
                new Place(
                    rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)))
        .optional();
  }

  private void count(Place place, String change) {
    sql.sql(
            "update vf.volume set "
                + change
                + " where contract_id = :contract and service_id = :service")
        .param("contract", place.contractId())
        .param("service", place.serviceId())
        .update();
  }

  private void write(Place place, String orderId, String kind) {
    sql.sql(
            """
            insert into vf.volume_entry (contract_id, service_id, case_id, order_id, region, kind, at)
            values (:contract, :service, :case, :order, :region, :kind, :at)
            """)
        .param("contract", place.contractId())
        .param("service", place.serviceId())
        .param("case", place.caseId())
        .param("order", orderId)
        .param("region", place.region())
        .param("kind", kind)
        .param("at", Timestamp.from(clock.instant()))
        .update();
  }
}
