package se.vardformedling.agreement;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Every term that agreements have had and from when, so that an order can be made again. */
@Component
class AgreementHistory {
  private final JdbcClient sql;
  private final Clock clock;

  AgreementHistory(JdbcClient sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /**
   * Takes over the rows of the agreement as they are now. A version is kept once: read models that
   * are made anew change nothing.
   */
  void follow(String contractId, long version) {
    Timestamp now = Timestamp.from(clock.instant());
    // What is new has had no terms before.
    if (version > 1) {
      sql.sql(
              """
              update vf.agreement_term_told set told_to = :now
               where contract_id = :id and told_to is null and version <> :version
              """)
          .param("now", now)
          .param("id", contractId)
          .param("version", version)
          .update();
    }
    sql.sql(
            """
            insert into vf.agreement_term_told
            select t.contract_id, :version, t.service_id, t.vardtjanst, t.status, t.commissioner_id, t.entitled_ids, t.scope,
                   t.valid_from, t.valid_to, t.price_model, t.price_ore, v.cap, coalesce(v.on_reached, 'stop') = 'stop',
                   t.criteria, t.counter, :now, null
              from vf.agreement_term t
              left join vf.volume v
                on v.contract_id = t.contract_id and v.service_id = t.service_id and v.vardtjanst = t.counter
             where t.contract_id = :id
            on conflict do nothing
            """)
        .param("version", version)
        .param("now", now)
        .param("id", contractId)
        .update();
  }

  /**
   * Terms about the services as they were, with what the ledger had taken then; the columns are
   * those of {@link Agreements#terms(Collection)}. The parties' regions are those of today.
   */
  JdbcClient.StatementSpec terms(Collection<String> serviceIds, Instant moment) {
    return sql.sql(
            """
            select t.*, t.version as contract_version, c.county as commissioner,
                   array(select e.county from vf.party e
                          where e.organization_id = any(t.entitled_ids) and e.county is not null) as entitled,
                   case when t.cap is null then null else greatest(0, t.cap - l.reserved - l.consumed) end as remaining,
                   l.reserved
              from vf.agreement_term_told t
              left join vf.party c on c.organization_id = t.commissioner_id
             cross join lateral (
               select coalesce(sum(case when e.kind = 'reserve' then e.quantity when e.kind = 'release' then -e.quantity
                                        when e.kind = 'consume' and not e.late then -e.quantity else 0 end), 0) as reserved,
                      coalesce(sum(case when e.kind in ('consume', 'adjust') then e.quantity else 0 end), 0) as consumed
                 from vf.volume_entry e
                where e.contract_id = t.contract_id and e.service_id = t.service_id and e.vardtjanst = t.counter
                  and e.at <= :moment) l
             where t.service_id = any(:services) and t.told_from <= :moment and (t.told_to is null or t.told_to > :moment)
            """)
        .param("services", serviceIds.toArray(String[]::new))
        .param("moment", Timestamp.from(moment));
  }
}
