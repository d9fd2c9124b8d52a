package se.vardformedling.agreement;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The append-only table of what was taken, given back and used. The database moves the counters,
 * seals each entry to the one before it, and refuses what its rules do not allow.
 */
@Component
class Ledger {
  private final JdbcClient sql;
  private final Clock clock;

  Ledger(JdbcClient sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /**
   * Which counter: one service under one agreement, and the region that calls off.
   *
   * @param vardtjanst empty when the places of all the service's vårdtjänster are counted together
   */
  record Asset(String contractId, String serviceId, String vardtjanst, String region) {}

  /**
   * One entry.
   *
   * @param kind reserve, release, consume or adjust
   * @param quantity above zero, save for adjust
   * @param late a consume of what was never reserved
   * @param key the same for the same act, however often it is asked for
   */
  record Entry(
      Asset asset,
      @Nullable String caseId,
      @Nullable String orderId,
      String kind,
      int quantity,
      boolean late,
      String actor,
      @Nullable String reason,
      String key) {}

  /** What is locked from here on can be let go. */
  void mark() {
    sql.sql("savepoint volume").update();
  }

  /** Gives back what has been locked since the mark, so that nobody waits for two agreements. */
  void letGo() {
    sql.sql("rollback to savepoint volume").update();
  }

  /** Where the places of the vårdtjänst are counted now; may change until the counter is locked. */
  Optional<Asset> asset(String contractId, String serviceId, String vardtjanst, String region) {
    return sql.sql(
            """
            select counter from vf.agreement_term
             where contract_id = :contract and service_id = :service and vardtjanst = :vardtjanst
            """)
        .param("contract", contractId)
        .param("service", serviceId)
        .param("vardtjanst", vardtjanst)
        .query((row, n) -> new Asset(contractId, serviceId, row.getString("counter"), region))
        .optional();
  }

  /** Of which vårdtjänster the service has counters, empty for the one that counts together. */
  List<String> counters(String contractId, String serviceId) {
    return sql.sql(
            """
            select distinct counter from vf.agreement_term
             where contract_id = :contract and service_id = :service order by 1
            """)
        .param("contract", contractId)
        .param("service", serviceId)
        .query(String.class)
        .list();
  }

  /** The counter with its row locked until the transaction ends; empty if there is none. */
  Optional<VolumeRules.Counter> lock(Asset asset) {
    return sql.sql(
            """
            select cap, reserved, consumed, on_reached = 'stop' as stops from vf.volume
             where contract_id = :contract and service_id = :service and vardtjanst = :vardtjanst for update
            """)
        .param("contract", asset.contractId())
        .param("service", asset.serviceId())
        .param("vardtjanst", asset.vardtjanst())
        .query((rows, n) -> counter(rows))
        .optional();
  }

  /** What the region has taken, to be read under the asset's lock. */
  Optional<VolumeRules.Counter> share(Asset asset) {
    return sql.sql(
            """
            select s.cap, s.reserved, s.consumed, v.on_reached = 'stop' as stops
              from vf.volume_share s join vf.volume v using (contract_id, service_id, vardtjanst)
             where s.contract_id = :contract and s.service_id = :service and s.vardtjanst = :vardtjanst
               and s.region = :region
            """)
        .param("contract", asset.contractId())
        .param("service", asset.serviceId())
        .param("vardtjanst", asset.vardtjanst())
        .param("region", asset.region())
        .query((rows, n) -> counter(rows))
        .optional();
  }

  /** The order's reservation, if it has been neither used nor given back. */
  Optional<Entry> open(String orderId) {
    return sql.sql(
            """
            select * from vf.volume_entry r
             where order_id = :order and kind = 'reserve'
               and not exists (select 1 from vf.volume_entry e
                                where e.order_id = :order and e.kind in ('consume', 'release'))
            """)
        .param("order", orderId)
        .query((rows, n) -> entry(rows))
        .optional();
  }

  Optional<Entry> find(String key) {
    return sql.sql("select * from vf.volume_entry where idempotency_key = :key")
        .param("key", key)
        .query((rows, n) -> entry(rows))
        .optional();
  }

  void post(Entry entry) {
    sql.sql(
            """
            insert into vf.volume_entry (contract_id, service_id, vardtjanst, region, case_id, order_id, kind, quantity,
                                         late, actor, reason, idempotency_key, at)
            values (:contract, :service, :vardtjanst, :region, :case, :order, :kind, :quantity, :late, :actor, :reason,
                    :key, :at)
            """)
        .param("contract", entry.asset().contractId())
        .param("service", entry.asset().serviceId())
        .param("vardtjanst", entry.asset().vardtjanst())
        .param("region", entry.asset().region())
        .param("case", entry.caseId())
        .param("order", entry.orderId())
        .param("kind", entry.kind())
        .param("quantity", entry.quantity())
        .param("late", entry.late())
        .param("actor", entry.actor())
        .param("reason", entry.reason())
        .param("key", entry.key())
        .param("at", Timestamp.from(clock.instant()))
        .update();
  }

  private static VolumeRules.Counter counter(ResultSet row) throws SQLException {
    int cap = row.getInt("cap");
    boolean capped = !row.wasNull();
    return new VolumeRules.Counter(
        capped ? Optional.of(cap) : Optional.empty(),
        row.getInt("reserved"),
        row.getInt("consumed"),
        row.getBoolean("stops"));
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        new Asset(
            row.getString("contract_id"),
            row.getString("service_id"),
            row.getString("vardtjanst"),
            row.getString("region")),
        row.getString("case_id"),
        row.getString("order_id"),
        row.getString("kind"),
        row.getInt("quantity"),
        row.getBoolean("late"),
        row.getString("actor"),
        row.getString("reason"),
        row.getString("idempotency_key"));
  }
}
