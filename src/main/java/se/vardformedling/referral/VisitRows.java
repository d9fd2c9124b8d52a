package se.vardformedling.referral;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.waitingtime.BookedVisits;

/**
 * Counts how the booked visits of orders ended, from what has been done in their cases. A visit
 * that was missed and then cancelled was missed.
 */
@Component
class VisitRows implements BookedVisits {
  private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");
  private final JdbcClient sql;

  VisitRows(JdbcClient sql) {
    this.sql = sql;
  }

  /** The order names no service: it is that of the unit's last inquiry in the case before it. */
  @Override
  public List<Visits> ended(LocalDate from, LocalDate to) {
    return sql.sql(
            """
            select i.focus_id as service_id, n.vardtjanst,
                   count(*) filter (where e.to_state in ('visit-completed', 'performed')) as kept,
                   count(*) filter (where e.to_state = 'no-show') as missed,
                   count(*) filter (where e.to_state = 'appointment-cancelled') as cancelled
              from vf.case_event e
              join vf.case_task t on t.task_id = e.task_id
              join vf.case_need n on n.case_id = e.case_id
              join lateral (select focus_id from vf.case_task
                             where case_id = t.case_id and kind = 'candidate-inquiry' and owner_id = t.owner_id
                               and opened <= t.opened order by opened desc, task_id limit 1) i on true
              join vf.offer o on o.service_id = i.focus_id and o.vardtjanst = n.vardtjanst
             where e.kind = 'fulfill' and e.from_state = 'scheduled'
               and e.to_state in ('visit-completed', 'performed', 'no-show', 'appointment-cancelled')
               and e.at >= :since and e.at < :until
             group by 1, 2 order by 1, 2
            """)
        .param("since", midnight(from))
        .param("until", midnight(to.plusDays(1)))
        .query(
            (row, n) ->
                new Visits(
                    row.getString("service_id"),
                    row.getString("vardtjanst"),
                    row.getInt("kept"),
                    row.getInt("missed"),
                    row.getInt("cancelled")))
        .list();
  }

  private static OffsetDateTime midnight(LocalDate day) {
    return day.atStartOfDay(SWEDEN).toOffsetDateTime();
  }
}
