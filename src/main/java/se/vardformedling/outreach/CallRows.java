package se.vardformedling.outreach;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The calls that were made. */
@Component
class CallRows {
  private final JdbcClient sql;

  CallRows(JdbcClient sql) {
    this.sql = sql;
  }

  void add(String need, Instant at, String outcome, String subject) {
    sql.sql(
            """
            insert into vf.outreach_call (need_id, at, outcome, subject)
            values (:need, :at, :outcome, :subject)
            """)
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
