package se.vardformedling.referral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Cases;
import se.vardformedling.cast.Needs;
import se.vardformedling.cast.SettableClock;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.fhir.Transitions;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;
import se.vardformedling.timer.Deadline;
import se.vardformedling.timer.EngineLook;

@NodeIT
class CaseTimersIT {
  @LocalServerPort int port;
  @Autowired JdbcClient sql;
  @Autowired SettableClock clock;
  @Autowired ApplicationContext node;
  @Autowired List<Deadline> deadlines;
  @Autowired CaseSteps steps;
  @Autowired FhirStore store;
  @Autowired Referrals referrals;
  @Autowired Selection selection;
  @Autowired OnCaseMoved moved;
  @Autowired TransactionTemplate transactions;
  private Api api;
  private Cases cases;

  @BeforeEach
  void connect() {
    api = new Api(port);
    cases = new Cases(api);
    List.of(Cases.BROKER, Cases.REFERRER, Cases.GOTEBORG).forEach(api::token);
  }

  @AfterEach
  void putBack() {
    clock.putBack();
    EngineLook.now(node);
    // What comes again and again has been put off as far as the clock was put on.
    sql.sql(
            "update vf.timer set execution_time = now() where task_instance = 'recurring' and not picked")
        .update();
  }

  @Test
  void an_inquiry_that_nobody_answers_expires_by_itself_and_the_case_searches_again() {
    String task = cases.assessed();
    String inquiry = api.post(Cases.BROKER, "/fhir/Task", ask(task)).id();
    assertThat(waiting(inquiry)).containsExactly("inquiry-expiry", "inquiry-reminder");

    clock.putOn(Duration.ofDays(20));

    await().atMost(Duration.ofSeconds(60)).until(() -> state(inquiry).equals("expired"));
    assertThat(state(task)).isEqualTo("searching");
    assertThat(waiting(inquiry)).isEmpty();
    assertThat(events(inquiry)).startsWith("I02").contains("I07");
    assertThat(logged(inquiry)).containsExactly("00 system system update Task done");
  }

  @Test
  void an_offer_without_an_answer_holds_the_case_and_waking_it_twice_changes_nothing() {
    String task = cases.assessed();
    String offer = cases.offer(task, cases.accepted(task));
    String timer = timer(offer, "offer-deadline");

    clock.putOn(Duration.ofDays(15));
    wake("offer-deadline", timer);
    int after = events(task).size();
    wake("offer-deadline", timer);

    assertThat(state(offer)).isEqualTo("no-answer");
    assertThat(state(task)).isEqualTo("patient-no-answer");
    assertThat(events(task)).hasSize(after);
    assertThat(waiting(offer)).isEmpty();
    assertThat(waiting(task)).containsExactly("choice-reminder");
  }

  /** Whether a timer has been there or not: what is asked here is the same before and after. */
  @Test
  void what_is_past_its_time_is_neither_accepted_nor_offered_nor_chosen() {
    String task = cases.assessed();
    String inquiry = api.post(Cases.BROKER, "/fhir/Task", ask(task)).id();
    String other = cases.assessed();
    Task offer = store.read(Task.class, cases.offer(other, cases.accepted(other)));
    Task asked = store.read(Task.class, inquiry);
    String end = Cases.today().plusDays(20).toString();
    Task draft =
        store.read(Task.class, api.post(Cases.BROKER, "/fhir/Task", draft(task, end)).id());
    assertThat(said(asked)).contains("accept");
    assertThat(brokers(draft)).contains("send");
    assertThat(selection.standing(offer)).hasSize(1);

    clock.putOn(Duration.ofDays(30));

    assertThat(said(asked)).doesNotContain("accept");
    assertThat(brokers(draft)).doesNotContain("send");
    assertThat(selection.standing(offer)).isEmpty();
  }

  @Test
  void an_answer_takes_the_deadline_back() {
    String task = cases.assessed();
    String offer = cases.offer(task, cases.accepted(task));
    String timer = timer(offer, "offer-deadline");

    assertThat(cases.step(Cases.BROKER, offer, "accept", "").status()).isEqualTo(200);
    wake("offer-deadline", timer);

    assertThat(waiting(offer)).isEmpty();
    assertThat(timers(timer)).isZero();
    assertThat(state(task)).isEqualTo("patient-accepted");
  }

  @Test
  void a_pause_ends_on_its_own_day_though_the_server_wakes_days_later() {
    String task = cases.assessed();
    String until =
        Needs.date("until", Cases.today().plusDays(7))
            + Needs.date("offered-date", Cases.today().plusDays(5))
            + Needs.date("informed-date", Cases.today())
            + Needs.date("refused-date", Cases.today());
    assertThat(cases.step(Cases.BROKER, task, "pause-by-patient", until).status()).isEqualTo(200);
    String timer = timer(task, "hold-end");

    clock.putOn(Duration.ofDays(10));
    wake("hold-end", timer);

    assertThat(state(task)).isEqualTo("need-assessed");
    assertThat(waiting(task)).isEmpty();
    assertThat(resumed(task)).containsExactly(Cases.today().plusDays(7));
  }

  /** The last day moves each day while nothing is counted, which is no news of the case. */
  @Test
  void a_day_that_passes_in_a_pause_makes_no_version_and_lists_know_the_last_day() {
    String task = cases.assessed();
    String assessed = Needs.date("assessed-date", Cases.today());
    assertThat(cases.step(Cases.BROKER, task, "pause-medical", assessed).status()).isEqualTo(200);
    String version = store.read(Task.class, task).getIdElement().getVersionIdPart();
    LocalDate due = due(task);

    clock.putOn(Duration.ofDays(2));
    transactions.executeWithoutResult(
        status -> moved.dayHasPassed(CaseTaskResource.caseId(store.read(Task.class, task))));

    assertThat(store.read(Task.class, task).getIdElement().getVersionIdPart()).isEqualTo(version);
    assertThat(due(task)).isEqualTo(due.plusDays(2));
  }

  private LocalDate due(String task) {
    return sql.sql(
            "select n.due from vf.case_need n join vf.case_task t using (case_id) where t.task_id ="
                + " :task")
        .param("task", task)
        .query(LocalDate.class)
        .single();
  }

  @Test
  void a_case_that_has_ended_waits_for_nothing() {
    String task = cases.assessed();
    String inquiry = api.post(Cases.BROKER, "/fhir/Task", ask(task)).id();

    cases.step(Cases.BROKER, task, "withdraw", Needs.reason("cancel-reason", "no-longer-needed"));

    assertThat(waiting(inquiry)).isEmpty();
  }

  @Test
  void an_answer_that_comes_with_its_deadline_on_two_nodes_has_one_outcome() throws Exception {
    Map<String, String> asked = new LinkedHashMap<>();
    for (int i = 0; i < 6; i++) {
      String task = cases.assessed();
      asked.put(api.post(Cases.BROKER, "/fhir/Task", ask(task)).id(), task);
    }
    List<Callable<Boolean>> answers = asked.keySet().stream().map(this::answer).toList();
    ExecutorService provider = Executors.newFixedThreadPool(answers.size());

    try (AutoCloseable second = EngineLook.another(node)) {
      assertThat(second).isNotNull();
      List<Future<Boolean>> told = answers.stream().map(provider::submit).toList();
      clock.putOn(Duration.ofDays(20));
      EngineLook.now(node);

      int next = 0;
      for (Map.Entry<String, String> one : asked.entrySet()) {
        String inquiry = one.getKey();
        boolean taken = told.get(next++).get();
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> taken || state(inquiry).equals("expired"));
        assertThat(state(inquiry)).isEqualTo(taken ? "offer-made" : "expired");
        assertThat(state(one.getValue())).isEqualTo(taken ? "provider-proposed" : "searching");
        assertThat(events(inquiry).stream().filter(List.of("I04", "I07")::contains))
            .containsExactly(taken ? "I04" : "I07");
      }
    } finally {
      provider.shutdown();
    }
  }

  /** Whether the provider's yes was taken; it has seen the inquiry as it is now. */
  private Callable<Boolean> answer(String inquiry) {
    String version = cases.version(Cases.GOTEBORG, inquiry);
    LocalDate earliest = Cases.today().plusDays(60);
    Caller provider =
        new Caller(
            Cases.GOTEBORG,
            Role.MOTTAGARE,
            Optional.of("14"),
            Optional.of("TSTNMT2321000156-VF0003"));
    CaseSteps.Words yes =
        new CaseSteps.Words(Optional.empty(), Optional.empty(), Map.of("earliest-date", earliest));
    return () -> {
      try {
        steps.take(provider, inquiry, version, "accept", yes);
        return true;
      } catch (Refusal late) {
        assertThat(late.problem())
            .isIn(Problem.STALE_VERSION, Problem.ILLEGAL_TRANSITION, Problem.DEADLINE_PASSED);
        return false;
      }
    };
  }

  private static String draft(String task, String end) {
    return Needs.inquiry(task, "falun-knaprotes")
        .replace("\"requested\"", "\"draft\"")
        .replace("\"intent\"", "\"restriction\":{\"period\":{\"end\":\"" + end + "\"}},\"intent\"");
  }

  private List<String> brokers(Task task) {
    return said(new Caller("test", Role.VARDFORMEDLARE, Optional.of("20"), Optional.empty()), task);
  }

  private List<String> said(Task task) {
    return said(
        new Caller(
            "test", Role.MOTTAGARE, Optional.of("14"), Optional.of("TSTNMT2321000156-VF0003")),
        task);
  }

  private List<String> said(Caller caller, Task task) {
    return referrals.available(caller, task, Locale.ROOT).stream()
        .map(Transitions.Allowed::code)
        .toList();
  }

  private static String ask(String task) {
    return Needs.inquiry(task, "goteborg-knaprotes");
  }

  private void wake(String name, String id) {
    deadlines.stream()
        .filter(deadline -> deadline.name().equals(name))
        .forEach(deadline -> deadline.due(id));
  }

  /** By the rows: tokens do not outlive the clock. */
  private String state(String task) {
    return sql.sql("select state from vf.case_task where task_id = :task")
        .param("task", task)
        .query(String.class)
        .single();
  }

  private List<String> waiting(String task) {
    return sql.sql("select deadline from vf.case_timer where task_id = :task order by deadline")
        .param("task", task)
        .query(String.class)
        .list();
  }

  private String timer(String task, String name) {
    return sql.sql("select timer_id from vf.case_timer where task_id = :task and deadline = :name")
        .param("task", task)
        .param("name", name)
        .query(String.class)
        .single();
  }

  /** What the access log has of the Task that nobody asked for. */
  private List<String> logged(String task) {
    return sql.sql(
            """
            select region || ' ' || subject || ' ' || role || ' ' || action || ' ' || outcome
              from vf.access_log l join vf.case_task t on l.case_ids = array[t.case_id]
             where t.task_id = :task and 'Task/' || :task = any(entities) and subject = 'system'
               and recipient is null
            """)
        .param("task", task)
        .query(String.class)
        .list();
  }

  private List<LocalDate> resumed(String task) {
    return sql.sql(
            """
            select day from vf.guarantee_event e join vf.case_task t using (case_id)
             where t.task_id = :task and e.kind = 'resumed'
            """)
        .param("task", task)
        .query(LocalDate.class)
        .list();
  }

  private int timers(String id) {
    return sql.sql("select count(*) from vf.timer where task_instance = :id")
        .param("id", id)
        .query(Integer.class)
        .single();
  }

  private List<String> events(String task) {
    return sql.sql("select move from vf.case_event where task_id = :task order by id")
        .param("task", task)
        .query(String.class)
        .list();
  }
}
