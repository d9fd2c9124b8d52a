package se.vardformedling.referral;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Type;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Cases;
import se.vardformedling.cast.Needs;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.fhir.Transitions;
import se.vardformedling.referral.CaseTaskResource.Kind;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;
import se.vardformedling.terminology.Terms;

/** Walks at random through cases on the real node; wherever it comes, everything is tried. */
@NodeIT
class CaseWalkIT {
  private static final Logger log = LoggerFactory.getLogger(CaseWalkIT.class);
  private static final Locale SWEDISH = Locale.forLanguageTag("sv");
  private static final int STEPS = 110;
  private static final int AT_MOST = 800;
  private static final List<String> FAR =
      List.of("case searching", "order scheduled", "offer accepted");

  /** Everything is tried wherever a walk comes for the first time, and now and then besides. */
  private static final int TRIED_EVERY = 11;

  private static final int MOST_SEEN = 25;
  private static final Set<String> SELDOM =
      Set.of(
          "withdraw",
          "enter-in-error",
          "close-home-unit",
          "decline",
          "no-provider",
          "reject",
          "patient-declined",
          "withdraw-offer",
          "cancel",
          "regret",
          "fail",
          "return");

  /** What carries a case on is taken often, so that a walk comes far. */
  private static final Set<String> FORWARD = Set.of("accept", "select", "schedule");

  /** In a fixed order: a walk is told by its seed alone. */
  private static final Map<String, Caller> CALLERS =
      new TreeMap<>(
          Map.of(
              "broker-dalarna", caller("broker-dalarna", Role.VARDFORMEDLARE, "20", ""),
              "referrer-dalarna",
                  caller("referrer-dalarna", Role.REMITTENT, "20", "TSTNMT2321000156-VF0002"),
              "provider-goteborg",
                  caller("provider-goteborg", Role.MOTTAGARE, "14", "TSTNMT2321000156-VF0003")));

  @LocalServerPort int port;
  @Autowired JdbcClient sql;
  @Autowired FhirStore store;
  @Autowired Referrals referrals;
  @Autowired Selection selection;
  @Autowired Terms terms;
  @Autowired TransactionTemplate transactions;
  private Api api;
  private Cases cases;

  /** What is said of a day that has been. */
  private LocalDate day = Cases.today();

  @BeforeEach
  void connect() {
    api = new Api(port);
    cases = new Cases(api);
  }

  @Test
  void what_is_said_to_be_available_is_exactly_what_succeeds_and_the_invariants_hold() {
    long seed = 20_261_125L;
    Random random = new Random(seed);
    Set<String> seen = new TreeSet<>();
    String task = cases.registered();
    for (int step = 0; step < STEPS || !seen.containsAll(FAR) && step < AT_MOST; step++) {
      String where = "seed " + seed + ", step " + step + ", " + states(task);
      boolean first = seen.addAll(states(task).values());
      if (first || step % TRIED_EVERY == 0) {
        assertThat(tried(task)).as(where).isEmpty();
      }
      invariants(task, where);
      if (!go(task, random)) {
        task = cases.registered();
      }
    }
    log.info("Everything was tried in {} states: {}", seen.size(), seen);
    assertThat(seen).containsAll(FAR).hasSizeGreaterThan(MOST_SEEN);
  }

  /** A limit that is broken takes steps away, and no earlier day that is said gives them back. */
  @Test
  void of_a_case_whose_limit_is_broken_too_what_is_said_is_what_succeeds() {
    LocalDate now = Cases.today();
    String old = Needs.knee().replace(now.minusDays(10).toString(), now.minusDays(120).toString());
    String task = cases.taskOf(api.post(Cases.REFERRER, "/fhir/ServiceRequest", old));
    assertThat(cases.step(Cases.BROKER, task, "claim", "").status()).isEqualTo(200);
    assertThat(cases.step(Cases.BROKER, task, "assess", "").status()).isEqualTo(200);

    day = now.minusDays(60);
    assertThat(tried(task)).isEmpty();
  }

  /** Everything that was said and failed, or not said and succeeded, for everybody. */
  private List<String> tried(String caseTask) {
    List<String> wrong = new ArrayList<>();
    for (String id : tasks(caseTask)) {
      Task task = store.read(Task.class, id);
      Kind kind = CaseTaskResource.kind(task).orElseThrow();
      for (Caller caller : CALLERS.values()) {
        Map<String, Transitions.Allowed> said = said(caller, task);
        for (String verb :
            kind.machine.moves().stream()
                .map(Move::verb)
                .filter(v -> !v.isEmpty())
                .distinct()
                .toList()) {
          boolean succeeds =
              succeeds(caller, task, kind, verb, Optional.ofNullable(said.get(verb)));
          if (succeeds != said.containsKey(verb)) {
            wrong.add(
                caller.subject() + " " + verb + " " + kind + " " + CaseTaskResource.state(task));
          }
        }
      }
    }
    return wrong;
  }

  private Map<String, Transitions.Allowed> said(Caller caller, Task task) {
    try {
      return referrals.available(caller, task, SWEDISH).stream()
          .collect(
              Collectors.toMap(
                  Transitions.Allowed::code, allowed -> allowed, (a, b) -> a, TreeMap::new));
    } catch (Refusal unseen) {
      return Map.of();
    }
  }

  private boolean succeeds(
      Caller caller, Task task, Kind kind, String verb, Optional<Transitions.Allowed> said) {
    Optional<Move> move = kind.machine.move(CaseTaskResource.state(task), verb);
    List<String> inputs =
        Stream.concat(
                said
                    .map(Transitions.Allowed::requiredInputs)
                    .or(() -> move.map(Move::inputs))
                    .orElse(List.of())
                    .stream(),
                move.map(Move::optional).orElse(List.of()).stream()
                    .filter(input -> input.equals("paused-from")))
            .toList();
    Transitions.Step step = step(task, verb, inputs, move.flatMap(Move::reasons));
    try {
      return Boolean.TRUE.equals(
          transactions.execute(
              status -> {
                status.setRollbackOnly();
                referrals.take(caller, task, CaseTaskResource.version(task), step);
                return true;
              }));
    } catch (Refusal refused) {
      return false;
    }
  }

  private Transitions.Step step(
      Task task, String verb, List<String> inputs, Optional<String> reasons) {
    return new Transitions.Step(
        verb,
        reasons
            .map(set -> terms.concepts(Canonical.codeSystem(set)).get(0))
            .map(c -> new Coding(c.system(), c.code(), null)),
        Optional.empty(),
        inputs.stream().map(type -> new Transitions.Input(type, value(task, type))).toList());
  }

  private Type value(Task task, String type) {
    String form = InputRules.forms().getOrDefault(type, "");
    return switch (form) {
      case "date", "past" -> new DateType(day.toString());
      case "coming" -> new DateType(Cases.today().plusDays(20).toString());
      case "id" ->
          new CodeType(
              selection.standing(task).stream()
                  .map(inquiry -> inquiry.getIdElement().getIdPart())
                  .findFirst()
                  .orElse("none"));
      case "kva" -> new CodeType("NGB49");
      case "amount" -> new Money().setValue(new BigDecimal("100")).setCurrency("SEK");
      case "days" -> new org.hl7.fhir.r4.model.IntegerType(30);
      case "told" -> new org.hl7.fhir.r4.model.BooleanType(true);
      case "region" -> new CodeType("20");
      case "token" -> new CodeType("BF-1");
      default ->
          new CodeType(terms.concepts(Canonical.codeSystem(form.substring(5))).get(0).code());
    };
  }

  /** Takes one step over HTTP, or adds an inquiry or offer; false when the case is over. */
  private boolean go(String caseTask, Random random) {
    String state = cases.state(caseTask);
    List<Runnable> possible = new ArrayList<>();
    for (String id : tasks(caseTask)) {
      for (String persona : CALLERS.keySet()) {
        Task task = store.read(Task.class, id);
        for (Transitions.Allowed allowed : said(CALLERS.get(persona), task).values()) {
          if (!SELDOM.contains(allowed.code()) || random.nextInt(15) == 0) {
            int times = FORWARD.contains(allowed.code()) ? 3 : 1;
            possible.addAll(Collections.nCopies(times, () -> take(persona, task, allowed)));
          }
        }
      }
    }
    if (Set.of("need-assessed", "searching").contains(state)) {
      for (int i = 0; i < 3; i++) {
        possible.add(
            () ->
                api.post(
                    "broker-dalarna", "/fhir/Task", Needs.inquiry(caseTask, "goteborg-knaprotes")));
      }
    }
    if (state.equals("provider-proposed")) {
      String inquiry = cases.child(caseTask, "candidate-inquiry");
      for (int i = 0; i < 6; i++) {
        possible.add(
            () -> api.post("broker-dalarna", "/fhir/Task", Needs.offer(caseTask, inquiry)));
      }
    }
    if (possible.isEmpty() || Kind.CASE.machine.ended(state)) {
      return false;
    }
    possible.get(random.nextInt(possible.size())).run();
    return true;
  }

  private void take(String persona, Task task, Transitions.Allowed allowed) {
    StringBuilder more = new StringBuilder();
    for (String input : allowed.requiredInputs()) {
      Type value = value(task, input);
      String text = SaidResource.text(value);
      more.append(
          switch (value.fhirType()) {
            case "date" -> Needs.input(input, "valueDate\":\"" + text + "\"");
            case "integer" -> Needs.input(input, "valueInteger\":" + text);
            case "boolean" -> Needs.input(input, "valueBoolean\":" + text);
            case "Money" -> Needs.input(input, "valueMoney\":{\"value\":100,\"currency\":\"SEK\"}");
            default -> Needs.code(input, text);
          });
    }
    allowed
        .reasonValueSet()
        .ifPresent(
            set ->
                more.append(
                    Needs.reason(set, terms.concepts(Canonical.codeSystem(set)).get(0).code())));
    Api.Answer answer =
        cases.step(persona, task.getIdElement().getIdPart(), allowed.code(), more.toString());
    assertThat(answer.status()).as(persona + " " + allowed + " " + answer.body()).isEqualTo(200);
  }

  private void invariants(String caseTask, String where) {
    List<Task> all = tasks(caseTask).stream().map(id -> store.read(Task.class, id)).toList();
    List<Task> orders = of(all, Kind.ORDER);
    assertThat(orders.stream().filter(order -> !ended(order))).as(where).hasSizeLessThan(2);
    assertThat(
            of(all, Kind.INQUIRY).stream()
                .filter(one -> CaseTaskResource.state(one).equals("selected")))
        .as(where)
        .hasSize(orders.size());
    for (Task task : all) {
      Kind kind = CaseTaskResource.kind(task).orElseThrow();
      assertThat(CaseTaskResource.status(task))
          .as(where)
          .isEqualTo(kind.machine.status(CaseTaskResource.state(task)));
    }
    String caseId = CaseTaskResource.caseId(all.get(0));
    assertThat(
            count(
                "select count(*) from vf.volume where cap < reserved + consumed and (contract_id, service_id)"
                    + " in (select contract_id, service_id from vf.volume_entry where case_id = '"
                    + caseId
                    + "')"))
        .as(where)
        .isZero();
    if (ended(store.read(Task.class, caseTask))) {
      assertThat(all).as(where).allMatch(CaseWalkIT::ended);
      assertThat(count("select count(*) from vf.case_timer where case_id = '" + caseId + "'"))
          .as(where)
          .isZero();
      assertThat(
              count(
                  "select count(*) from (select order_id from vf.volume_entry where case_id = '"
                      + caseId
                      + "' group by order_id having count(*) = 1) as open"))
          .as(where)
          .isZero();
    }
  }

  private Map<String, String> states(String caseTask) {
    Map<String, String> states = new TreeMap<>();
    for (String id : tasks(caseTask)) {
      Task task = store.read(Task.class, id);
      String kind = CaseTaskResource.kind(task).orElseThrow().name().toLowerCase(Locale.ROOT);
      states.put(id, kind + " " + CaseTaskResource.state(task));
    }
    return states;
  }

  private List<String> tasks(String caseTask) {
    return sql.sql(
            """
            select task_id from vf.case_task where case_id =
              (select case_id from vf.case_task where task_id = :task) order by opened, task_id
            """)
        .param("task", caseTask)
        .query(String.class)
        .list();
  }

  private static List<Task> of(List<Task> all, Kind kind) {
    return all.stream()
        .filter(task -> CaseTaskResource.kind(task).equals(Optional.of(kind)))
        .toList();
  }

  private static boolean ended(Task task) {
    return CaseTaskResource.kind(task).orElseThrow().machine.ended(CaseTaskResource.state(task));
  }

  private int count(String question) {
    return sql.sql(question).query(Integer.class).single();
  }

  private static Caller caller(String subject, Role role, String region, String unit) {
    return new Caller(
        subject, role, Optional.of(region), Optional.of(unit).filter(one -> !one.isEmpty()));
  }
}
