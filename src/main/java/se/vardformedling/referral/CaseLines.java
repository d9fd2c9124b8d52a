package se.vardformedling.referral;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.referral.CaseList.Line;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;
import se.vardformedling.terminology.Terms;

/** Reads the lines of lists of cases. */
final class CaseLines {
  private static final List<String> DOCUMENTS =
      List.of("documents-sent", "documents-received", "confirm-documents");
  static final String SELECT =
      """
      select f.case_id, t.task_id, t.version, t.state, t.since, n.vardtjanst, n.priority, n.clock_start,
             n.due, n.requester_id, p.name as requester, h.subject as handler, %s as unanswered,
             (select count(*) from vf.case_task i where i.case_id = f.case_id
               and i.kind = 'candidate-inquiry' and i.state in ('requested', 'received', 'awaiting-information')) as asked,
             (select count(*) from vf.case_task i where i.case_id = f.case_id
               and i.kind = 'candidate-inquiry' and i.state = 'offer-made') as accepted,
             (select u.name from vf.case_task o join vf.party u on u.organization_id = o.owner_id
               where o.case_id = f.case_id and o.kind = 'fulfill' and o.status not in ('cancelled', 'rejected', 'failed', 'entered-in-error')
               order by o.opened desc nulls last limit 1) as recipient,
             (select max(array_position(array['documents-sent', 'documents-received', 'confirm-documents'], e.verb))
                from vf.case_event e where e.case_id = f.case_id
                 and e.at >= coalesce((select max(o.opened) from vf.case_task o where o.case_id = f.case_id and o.kind = 'fulfill'), e.at)) as documents
      """
          .formatted(Attention.UNANSWERED);

  static final String FROM =
      """
       from vf.case_file f
       join vf.case_task t on t.case_id = f.case_id
       join vf.case_need n on n.case_id = f.case_id
       left join vf.party p on p.organization_id = n.requester_id
       left join vf.case_handler h on h.case_id = f.case_id
      where\s""";

  private final Terms terms;
  private final Clock clock;

  CaseLines(Terms terms, Clock clock) {
    this.terms = terms;
    this.clock = clock;
  }

  /** Only the caller's own: a region's, or a unit's that refers. */
  static void narrow(Caller caller, List<String> where, Map<String, Object> values) {
    if (caller.role() == Role.SYSTEM) {
      return;
    }
    if (caller.role() == Role.VARDFORMEDLARE && caller.region().isPresent()) {
      where.add("f.region = :region");
      values.put("region", caller.region().get());
    } else if (caller.role() == Role.REMITTENT && caller.unit().isPresent()) {
      where.add("f.requester_unit = :unit");
      values.put("unit", caller.unit().get());
    } else {
      where.add("false");
    }
  }

  Line line(ResultSet row, LocalDate today, Locale language) throws SQLException {
    Optional<LocalDate> due = date(row.getDate("due"));
    Optional<LocalDate> start = date(row.getDate("clock_start"));
    String state = row.getString("state");
    Timestamp since = row.getTimestamp("since");
    return new Line(
        row.getString("case_id"),
        row.getString("task_id"),
        row.getString("version"),
        coded("case-state", state, language),
        Machines.CASE.step(state),
        coded("vardtjanst", String.valueOf(row.getString("vardtjanst")), language),
        Optional.ofNullable(row.getString("priority")).orElse("routine"),
        Optional.ofNullable(row.getString("requester")).orElse(""),
        due,
        start.map(day -> (int) ChronoUnit.DAYS.between(day, today)),
        due.map(day -> (int) ChronoUnit.DAYS.between(today, day)),
        Optional.ofNullable(since).map(Timestamp::toInstant),
        row.getInt("asked"),
        row.getInt("accepted"),
        Turn.of(state, row.getInt("unanswered")),
        Optional.ofNullable(since)
            .map(at -> (int) Math.max(0, ChronoUnit.DAYS.between(at.toInstant(), clock.instant()))),
        Optional.ofNullable(row.getString("handler")),
        String.valueOf(row.getString("requester_id")),
        Optional.ofNullable(row.getString("recipient")),
        Optional.of(row.getInt("documents")).filter(n -> n > 0).map(n -> DOCUMENTS.get(n - 1)));
  }

  private Coded coded(String system, String code, Locale language) {
    String url = Canonical.codeSystem(system);
    return new Coded(url, code, terms.display(url, code, language));
  }

  private static Optional<LocalDate> date(Date date) {
    return Optional.ofNullable(date).map(Date::toLocalDate);
  }
}
