package se.vardformedling.agreement;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tells once when a limit is passed, and takes it back when it no longer is. */
@Component
class Alerts {
  private final JdbcClient sql;
  private final Clock clock;
  private final ApplicationEventPublisher events;

  Alerts(JdbcClient sql, Clock clock, ApplicationEventPublisher events) {
    this.sql = sql;
    this.clock = clock;
    this.events = events;
  }

  /** Brings the alerts of one counter in step with it; to be called under its lock. */
  void volume(String contractId, String serviceId, String vardtjanst) {
    raised(
        sql.sql(
                """
                insert into vf.agreement_alert (contract_id, service_id, vardtjanst, kind, level, raised_at)
                select v.contract_id, v.service_id, v.vardtjanst, 'volume', level, :now
                  from vf.volume v cross join lateral unnest(v.warn_at) level
                 where v.contract_id = :contract and v.service_id = :service
                   and v.vardtjanst = :vardtjanst and v.cap is not null
                   and (v.reserved + v.consumed) * 100 >= level * v.cap
                on conflict do nothing returning *
                """)
            .param("contract", contractId)
            .param("service", serviceId)
            .param("vardtjanst", vardtjanst));
    sql.sql(
            """
            update vf.agreement_alert a set ended_at = :now
              from vf.volume v
             where a.ended_at is null and a.kind = 'volume'
               and a.contract_id = :contract and a.service_id = :service and a.vardtjanst = :vardtjanst
               and v.contract_id = a.contract_id and v.service_id = a.service_id and v.vardtjanst = a.vardtjanst
               and (v.cap is null or (v.reserved + v.consumed) * 100 < a.level * v.cap)
            """)
        .param("contract", contractId)
        .param("service", serviceId)
        .param("vardtjanst", vardtjanst)
        .param("now", now())
        .update();
  }

  /** Six and three months before an agreement ends; an option that is used takes it back. */
  @Transactional
  public void expiry() {
    LocalDate today = LocalDate.now(clock);
    for (int months : List.of(6, 3)) {
      raised(
          sql.sql(
                  """
                  insert into vf.agreement_alert (contract_id, kind, level, raised_at)
                  select contract_id, 'expiry', :level, :now from vf.agreement
                   where status = 'executed' and valid_to between :today and :limit
                  on conflict do nothing returning *
                  """)
              .param("level", months)
              .param("today", today)
              .param("limit", today.plusMonths(months)));
      sql.sql(
              """
              update vf.agreement_alert a set ended_at = :now
                from vf.agreement g
               where a.ended_at is null and a.kind = 'expiry' and a.level = :level and g.contract_id = a.contract_id
                 and not (g.status = 'executed' and g.valid_to is not null and g.valid_to between :today and :limit)
              """)
          .param("level", months)
          .param("today", today)
          .param("limit", today.plusMonths(months))
          .param("now", now())
          .update();
    }
  }

  /** Open ones, the newest first. */
  List<AgreementAlert> open(Collection<String> contractIds) {
    return sql.sql(
            """
            select * from vf.agreement_alert where ended_at is null and contract_id = any(:ids)
             order by raised_at desc, level desc, id desc
            """)
        .param("ids", contractIds.toArray(String[]::new))
        .query((rows, n) -> alert(rows))
        .list();
  }

  private void raised(JdbcClient.StatementSpec insert) {
    insert.param("now", now()).query((rows, n) -> alert(rows)).list().forEach(events::publishEvent);
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }

  private static AgreementAlert alert(ResultSet row) throws SQLException {
    return new AgreementAlert(
        row.getString("contract_id"),
        row.getString("service_id"),
        row.getString("vardtjanst"),
        row.getString("kind"),
        row.getInt("level"),
        row.getTimestamp("raised_at").toInstant());
  }
}
