package se.vardformedling.outreach;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The calls that were made. */
@Component
class CallRows {
  /** The same note by the same person within this time is a button that was pressed twice. */
  private static final Duration TWICE = Duration.ofMinutes(1);

  private final JdbcClient sql;

  CallRows(JdbcClient sql) {
    this.sql = sql;
  }

  /** Nothing when the same person has just noted the same. */
  void add(String need, Instant at, String outcome, String subject) {
    sql.sql(
            """
            insert into vf.outreach_call (need_id, at, outcome, subject)
            select :need, :at, :outcome, :subject
             where not exists (select 1 from vf.outreach_call before
                                where before.need_id = :need and before.outcome = :outcome
                                  and before.subject = :subject and before.at > :since)
            """)
        .param("since", at.minus(TWICE).atOffset(ZoneOffset.UTC))
        .param("need", need)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("outcome", outcome)
        .param("subject", subject)
        .update();
  }

  /** Of these referrals, the newest first. */
  List<CallList.Call> of(Collection<String> needs) {
    return sql.sql("select * from vf.outreach_call where need_id = any(:needs) order by id desc")
        .param("needs", needs.toArray(String[]::new))
        .query(
            (row, n) ->
                new CallList.Call(
                    row.getString("need_id"),
                    row.getTimestamp("at").toInstant(),
                    row.getString("outcome"),
                    row.getString("subject")))
        .list();
  }
}
