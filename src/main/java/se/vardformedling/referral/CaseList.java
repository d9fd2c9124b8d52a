package se.vardformedling.referral;

import java.text.Collator;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.security.Caller;
import se.vardformedling.terminology.Concept;
import se.vardformedling.terminology.Terms;

/** The cases of a caller's region or unit, as a list: filtered, sorted, a page at a time. */
@Component
public class CaseList {
  private static final int MOST = 5000;
  static final String OPEN = "t.status not in " + Machine.ENDED_LISTED;

  private static final String COUNTED =
      """
      select t.state, count(*) as open, count(*) filter (where n.due <= :dueBy) as soon
        from vf.case_file f
        join vf.case_task t on t.case_id = f.case_id
        join vf.case_need n on n.case_id = f.case_id
       where\s""";

  private final JdbcClient sql;
  private final CaseLines lines;
  private final Terms terms;
  private final Clock clock;

  CaseList(JdbcClient sql, Terms terms, Clock clock) {
    this.sql = sql;
    this.terms = terms;
    this.clock = clock;
    this.lines = new CaseLines(terms, clock);
  }

  /**
   * What is asked for; what is empty does not narrow.
   *
   * @param step 1 to 5; 0 for those that are held: paused, or waiting for an answer
   * @param states of the case, such as {@code searching}
   * @param ended whether cases that have ended are wanted too
   * @param dueWithinDays the guarantee's last day is so near or has passed
   * @param waitingLongerThanDays calendar days since the clock started
   * @param text the beginning of a case ID, or four signs or more of it, or words for a vårdtjänst,
   *     or part of a unit's name
   * @param offset how many lines to pass over
   * @param count lines of a page, or of a file, 1 to 5000
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

  /**
   * What a day begins with.
   *
   * @param steps how many open cases are in each of the steps 1 to 5, and held as 0
   * @param soon the open cases whose guarantee ends soon or has ended, the nearest first
   */
  public record Overview(Map<Integer, Integer> steps, Page soon) {}

  /**
   * The caller's open cases in short; counted in one statement, because every day begins with it.
   *
   * @param dueWithinDays how soon is soon
   * @param most how many of those are shown
   */
  public Overview overview(Caller caller, int dueWithinDays, int most, Locale language) {
    LocalDate today = LocalDate.now(clock);
    List<String> where = new ArrayList<>(List.of("t.kind = 'broker-case'", OPEN));
    Map<String, Object> values = new HashMap<>();
    CaseLines.narrow(caller, where, values);
    values.put("dueBy", today.plusDays(dueWithinDays));
    Map<Integer, Integer> steps = new TreeMap<>();
    IntStream.rangeClosed(0, 5).forEach(step -> steps.put(step, 0));
    AtomicInteger soon = new AtomicInteger();
    sql.sql(COUNTED + String.join(" and ", where) + " group by t.state")
        .params(values)
        .query(
            row -> {
              int open = row.getInt("open");
              soon.addAndGet(row.getInt("soon"));
              steps.computeIfPresent(
                  Machines.CASE.step(row.getString("state")), (step, count) -> count + open);
            });
    where.add("n.due <= :dueBy");
    return new Overview(
        steps, new Page(shown(where, values, CaseSort.DUE, 0, most, language), soon.get()));
  }

  /** A caller that has no cases of its own gets an empty page. */
  public Page find(Caller caller, Question question, Locale language) {
    LocalDate today = LocalDate.now(clock);
    List<String> where = new ArrayList<>(List.of("t.kind = 'broker-case'"));
    Map<String, Object> values = new HashMap<>();
    CaseLines.narrow(caller, where, values);
    filter(question, today, where, values);
    question.attention().narrow(caller.subject(), clock.instant(), where, values);
    String from = CaseLines.FROM + String.join(" and ", where);
    int total = sql.sql("select count(*)" + from).params(values).query(Integer.class).single();
    int count = Math.min(MOST, Math.max(1, question.count()));
    return new Page(
        shown(where, values, question.sort(), Math.max(0, question.offset()), count, language),
        total);
  }

  private List<Line> shown(
      List<String> where,
      Map<String, Object> values,
      CaseSort sort,
      int offset,
      int count,
      Locale language) {
    LocalDate today = LocalDate.now(clock);
    values.put("offset", offset);
    values.put("count", count);
    if (sort.byName()) {
      values.put("care", byName("vardtjanst", language));
      values.put("states_by_name", byName("case-state", language));
    }
    return sql.sql(
            CaseLines.SELECT
                + CaseLines.FROM
                + String.join(" and ", where)
                + " order by "
                + sort.order()
                + ", f.case_id offset :offset limit :count")
        .params(values)
        .query((rows, n) -> lines.line(rows, today, language))
        .list();
  }

  /** Some of the caller's cases, by the guarantee's last day; another's is not among them. */
  public List<Line> these(Caller caller, Collection<String> caseIds, Locale language) {
    LocalDate today = LocalDate.now(clock);
    List<String> where =
        new ArrayList<>(List.of("t.kind = 'broker-case'", "f.case_id = any(:ids)"));
    Map<String, Object> values = new HashMap<>();
    CaseLines.narrow(caller, where, values);
    values.put("ids", caseIds.toArray(String[]::new));
    return sql.sql(
            CaseLines.SELECT
                + CaseLines.FROM
                + String.join(" and ", where)
                + " order by n.due asc nulls last, f.case_id")
        .params(values)
        .query((rows, n) -> lines.line(rows, today, language))
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
      values.put("id", caseIds(words));
      values.put(
          "vardtjanster", terms.search(words).stream().map(Concept::code).toArray(String[]::new));
      values.put("words", words.toLowerCase(Locale.ROOT));
    }
  }

  /** The case IDs that are meant: by their beginning, or by any part that is long enough. */
  static String caseIds(String words) {
    String id = words.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
    if (!id.matches("[A-Z0-9-]+")) {
      return "";
    }
    return (id.length() < 4 || id.startsWith("VF") ? "" : "%") + id + "%";
  }
}
