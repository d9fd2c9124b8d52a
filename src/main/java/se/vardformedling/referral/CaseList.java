package se.vardformedling.referral;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.text.Collator;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;
import se.vardformedling.terminology.Concept;
import se.vardformedling.terminology.Terms;

/** The cases of a caller's region or unit, as a list: filtered, sorted, a page at a time. */
@Component
public class CaseList {
  private static final int MOST = 200;
  private static final List<String> DOCUMENTS =
      List.of("documents-sent", "documents-received", "confirm-documents");
  private static final String OPEN =
      "t.status not in ('completed', 'cancelled', 'failed', 'rejected', 'entered-in-error')";

  private static final String SELECT =
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

  private static final String FROM =
      """
       from vf.case_file f
       join vf.case_task t on t.case_id = f.case_id
       join vf.case_need n on n.case_id = f.case_id
       left join vf.party p on p.organization_id = n.requester_id
       left join vf.case_handler h on h.case_id = f.case_id
      where\s""";

  private final JdbcClient sql;
  private final Terms terms;
  private final Clock clock;

  CaseList(JdbcClient sql, Terms terms, Clock clock) {
    this.sql = sql;
    this.terms = terms;
    this.clock = clock;
  }

  /**
   * What is asked for; what is empty does not narrow.
   *
   * @param step 1 to 5; 0 for those that are held: paused, or waiting for an answer
   * @param states of the case, such as {@code searching}
   * @param ended whether cases that have ended are wanted too
   * @param dueWithinDays the guarantee's last day is so near or has passed
   * @param waitingLongerThanDays calendar days since the clock started
   * @param text the beginning of a case ID, or words for a vårdtjänst, or part of a unit's name
   * @param offset how many lines to pass over
   * @param count lines of a page, 1 to 200
   * @param attention of those, which somebody must see to
   */
  public record Question(
      Optional<Integer> step,
      Set<String> states,
      boolean ended,
      Optional<Integer> dueWithinDays,
      Optional<Integer> waitingLongerThanDays,
      String text,
      CaseSort sort,
      int offset,
      int count,
      Attention attention) {

    /** Every open case, by the guarantee's last day. */
    public static Question open(int offset, int count) {
      return new Question(
          Optional.empty(),
          Set.of(),
          false,
          Optional.empty(),
          Optional.empty(),
          "",
          CaseSort.DUE,
          offset,
          count,
          Attention.ANY);
    }
  }

  /**
   * One case.
   *
   * @param version of the case's Task, to be sent with the next step
   * @param step 1 to 5; 0 for one on hold or ended without care
   * @param requester name of the unit that referred
   * @param waitedDays calendar days since the clock started
   * @param daysLeft to the guarantee's last day; below zero when it has passed
   * @param since when the case came to its state
   * @param asked inquiries that wait for an answer
   * @param accepted inquiries that a provider has said yes to
   * @param turn whom it waits for; empty once it has ended
   * @param stillDays whole days in its state
   * @param handler HSA-id of the broker who has taken it
   * @param requesterId Organization that referred
   * @param recipient name of the unit that has the order
   * @param documents how far they have come, by the step that was told last: documents-sent,
   *     documents-received or confirm-documents; empty before that
   */
  public record Line(
      String caseId,
      String taskId,
      String version,
      Coded state,
      int step,
      Coded vardtjanst,
      String priority,
      String requester,
      Optional<LocalDate> due,
      Optional<Integer> waitedDays,
      Optional<Integer> daysLeft,
      Optional<Instant> since,
      int asked,
      int accepted,
      Optional<Turn> turn,
      Optional<Integer> stillDays,
      Optional<String> handler,
      String requesterId,
      Optional<String> recipient,
      Optional<String> documents) {}

  /** One page, and how many lines there are in all. */
  public record Page(List<Line> lines, int total) {}

  /** How many open cases the caller has in each of the steps 1 to 5, and held as 0. */
  public Map<Integer, Integer> steps(Caller caller) {
    List<String> where = new ArrayList<>(List.of("t.kind = 'broker-case'", OPEN));
    Map<String, Object> values = new HashMap<>();
    narrow(caller, where, values);
    Map<Integer, Integer> counts = new TreeMap<>();
    IntStream.rangeClosed(0, 5).forEach(step -> counts.put(step, 0));
    sql.sql(
            """
            select t.state, count(*) from vf.case_file f
              join vf.case_task t on t.case_id = f.case_id
              join vf.case_need n on n.case_id = f.case_id
             where\s"""
                + String.join(" and ", where)
                + " group by t.state")
        .params(values)
        .query((row, n) -> Map.entry(Machines.CASE.step(row.getString(1)), row.getInt(2)))
        .list()
        .forEach(
            of -> counts.computeIfPresent(of.getKey(), (step, count) -> count + of.getValue()));
    return counts;
  }

  /** A caller that has no cases of its own gets an empty page. */
  public Page find(Caller caller, Question question, Locale language) {
    LocalDate today = LocalDate.now(clock);
    List<String> where = new ArrayList<>(List.of("t.kind = 'broker-case'"));
    Map<String, Object> values = new HashMap<>();
    narrow(caller, where, values);
    filter(question, today, where, values);
    question.attention().narrow(caller.subject(), clock.instant(), where, values);
    String from = FROM + String.join(" and ", where);
    int total = sql.sql("select count(*)" + from).params(values).query(Integer.class).single();
    values.put("offset", Math.max(0, question.offset()));
    values.put("count", Math.min(MOST, Math.max(1, question.count())));
    values.put("care", byName("vardtjanst", language));
    values.put("states_by_name", byName("case-state", language));
    List<Line> lines =
        sql.sql(
                SELECT
                    + from
                    + " order by "
                    + question.sort().order()
                    + ", f.case_id offset :offset limit :count")
            .params(values)
            .query((rows, n) -> line(rows, today, language))
            .list();
    return new Page(lines, total);
  }

  /** Some of the caller's cases, by the guarantee's last day; another's is not among them. */
  public List<Line> these(Caller caller, Collection<String> caseIds, Locale language) {
    LocalDate today = LocalDate.now(clock);
    List<String> where =
        new ArrayList<>(List.of("t.kind = 'broker-case'", "f.case_id = any(:ids)"));
    Map<String, Object> values = new HashMap<>();
    narrow(caller, where, values);
    values.put("ids", caseIds.toArray(String[]::new));
    return sql.sql(
            SELECT
                + FROM
                + String.join(" and ", where)
                + " order by n.due asc nulls last, f.case_id")
        .params(values)
        .query((rows, n) -> line(rows, today, language))
        .list();
  }

  /** The codes of a system in the order of their names. */
  private String[] byName(String system, Locale language) {
    Collator words = Collator.getInstance(language);
    return terms.all(Canonical.codeSystem(system)).stream()
        .sorted(Comparator.comparing(concept -> concept.display(language), words))
        .map(Concept::code)
        .toArray(String[]::new);
  }

  private static void narrow(Caller caller, List<String> where, Map<String, Object> values) {
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

  private void filter(
      Question question, LocalDate today, List<String> where, Map<String, Object> values) {
    question
        .step()
        .ifPresent(
            step -> {
              where.add("t.state = any(:ofStep)");
              values.put("ofStep", Machines.CASE.of(step).toArray(String[]::new));
            });
    if (!question.states().isEmpty()) {
      where.add("t.state = any(:states)");
      values.put("states", question.states().toArray(String[]::new));
    }
    if (!question.ended()) {
      where.add(OPEN);
    }
    question
        .dueWithinDays()
        .ifPresent(
            days -> {
              where.add("n.due <= :dueBy");
              values.put("dueBy", today.plusDays(days));
            });
    question
        .waitingLongerThanDays()
        .ifPresent(
            days -> {
              where.add("n.clock_start < :startedBefore");
              values.put("startedBefore", today.minusDays(days));
            });
    if (!question.text().isBlank()) {
      where.add(
          "(f.case_id like :id or n.vardtjanst = any(:vardtjanster) or position(:words in lower(p.name)) > 0)");
      String words = question.text().strip();
      values.put("id", words.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9-]", "") + "%");
      values.put(
          "vardtjanster", terms.search(words).stream().map(Concept::code).toArray(String[]::new));
      values.put("words", words.toLowerCase(Locale.ROOT));
    }
  }

  private Line line(ResultSet row, LocalDate today, Locale language) throws SQLException {
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
