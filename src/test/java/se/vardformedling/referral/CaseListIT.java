package se.vardformedling.referral;

import static java.util.Comparator.reverseOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.Collator;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Cases;
import se.vardformedling.cast.Needs;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;

@NodeIT
class CaseListIT {
  private static final Locale SWEDISH = Locale.forLanguageTag("sv");
  private static final Caller BROKER =
      new Caller("broker-dalarna", Role.VARDFORMEDLARE, Optional.of("20"), Optional.empty());
  private static final Caller OTHER_BROKER =
      new Caller("broker-other", Role.VARDFORMEDLARE, Optional.of("14"), Optional.empty());
  private static final Caller REFERRER =
      new Caller(
          "referrer-dalarna",
          Role.REMITTENT,
          Optional.of("20"),
          Optional.of("TSTNMT2321000156-VF0002"));

  private static final Caller FALUN =
      new Caller(
          "provider-falun",
          Role.MOTTAGARE,
          Optional.of("20"),
          Optional.of("TSTNMT2321000156-VF0001"));

  private static final Caller GOTEBORG =
      new Caller(
          "provider-goteborg",
          Role.MOTTAGARE,
          Optional.of("14"),
          Optional.of("TSTNMT2321000156-VF0003"));

  @LocalServerPort int port;
  @Autowired CaseList list;
  @Autowired AskedProviders asked;
  @Autowired CaseViews views;
  @Autowired CaseSteps steps;
  @Autowired UnitTasks unitTasks;
  private Api api;
  private String caseId = "";

  @BeforeEach
  void register() {
    api = new Api(port);
    caseId =
        api.post("referrer-dalarna", "/fhir/ServiceRequest", Needs.knee())
            .first("sid/case-id\",\"value\":\"([^\"]*)\"");
  }

  @Test
  void of_what_a_unit_is_asked_the_open_comes_first_and_of_what_has_ended_the_latest() {
    Cases cases = new Cases(api);
    String first = asked(cases);
    String second = asked(cases);
    String third = asked(cases);
    cases.step(Cases.BROKER, first, "withdraw", "");
    cases.step(Cases.BROKER, third, "withdraw", "");

    List<UnitTasks.Line> lines = unitTasks.of(FALUN, new UnitTasks.Question(true, ""), SWEDISH);
    assertThat(lines).extracting(UnitTasks.Line::open).isSortedAccordingTo(reverseOrder());
    List<UnitTasks.Line> ended = lines.stream().filter(line -> !line.open()).toList();
    assertThat(ended)
        .extracting(line -> line.since().orElseThrow())
        .isSortedAccordingTo(reverseOrder());
    assertThat(ended).extracting(UnitTasks.Line::taskId).startsWith(third, first);
    assertThat(unitTasks.of(FALUN, UnitTasks.Question.OPEN, SWEDISH))
        .extracting(UnitTasks.Line::taskId)
        .contains(second)
        .containsExactlyElementsOf(
            lines.stream().filter(UnitTasks.Line::open).map(UnitTasks.Line::taskId).toList());
  }

  @Test
  void what_a_unit_has_not_answered_comes_before_what_waits_for_others_and_is_found_by_its_case() {
    Cases cases = new Cases(api);
    String waits = cases.accepted(cases.assessed());
    String order = cases.child(cases.selected(), "fulfill");

    List<UnitTasks.Line> open = unitTasks.of(GOTEBORG, UnitTasks.Question.OPEN, SWEDISH);
    List<String> ids = open.stream().map(UnitTasks.Line::taskId).toList();
    assertThat(ids.indexOf(order)).isNotNegative().isLessThan(ids.indexOf(waits));
    UnitTasks.Count count = unitTasks.count(GOTEBORG, UnitTasks.Question.OPEN);
    assertThat(count.open()).isEqualTo(count.all()).isEqualTo(open.size());
    assertThat(count.unanswered()).isBetween(1, count.open() - 1);

    String ofTheOrder = open.get(ids.indexOf(order)).caseId();
    UnitTasks.Question byCase = new UnitTasks.Question(false, ofTheOrder.substring(3));
    assertThat(unitTasks.of(GOTEBORG, byCase, SWEDISH))
        .extracting(UnitTasks.Line::taskId)
        .containsExactly(order);
    assertThat(unitTasks.count(GOTEBORG, byCase)).isEqualTo(new UnitTasks.Count(1, 1, 1));
    assertThat(unitTasks.count(BROKER, byCase).all()).isZero();
  }

  @Test
  void cases_that_have_ended_come_after_those_whose_days_are_counted() {
    String task = only(BROKER).taskId();
    String version = steps.take(BROKER, task, "1", "claim", CaseSteps.Words.NONE);
    steps.take(
        BROKER,
        task,
        version,
        "withdraw",
        new CaseSteps.Words(Optional.of("other"), Optional.of("prov"), Map.of()));
    register();

    List<CaseList.Line> all = sorted(CaseSort.DUE);
    assertThat(all.stream().map(line -> line.turn().isEmpty())).contains(true, false).isSorted();
  }

  private String asked(Cases cases) {
    return api.post(Cases.BROKER, "/fhir/Task", Needs.inquiry(cases.assessed(), "falun-knaprotes"))
        .id();
  }

  @Test
  void a_new_case_is_on_its_brokers_list_with_what_is_left_of_the_guarantee() {
    CaseList.Line line = only(BROKER);

    assertThat(line.state().code()).isEqualTo("need-registered");
    assertThat(line.state().display()).isEqualTo("Registrerat");
    assertThat(line.step()).isEqualTo(1);
    assertThat(line.vardtjanst().code()).isEqualTo("knaprotes");
    assertThat(line.requester()).isEqualTo("Demosjukhuset Mora");
    assertThat(line.waitedDays()).contains(10);
    assertThat(line.daysLeft()).contains(80);
    assertThat(line.asked()).isZero();
  }

  @Test
  void a_case_is_found_by_step_words_wait_and_due_date_and_left_out_when_it_does_not_fit() {
    assertThat(found(question(Optional.of(1), "", Optional.of(80), Optional.of(9)))).isTrue();
    for (String part :
        List.of(caseId.substring(11), caseId.substring(3, 9).toLowerCase(Locale.ROOT))) {
      assertThat(found(question(Optional.empty(), part, Optional.empty(), Optional.empty())))
          .as(part)
          .isTrue();
    }
    assertThat(found(question(Optional.of(2), "", Optional.empty(), Optional.empty()))).isFalse();
    assertThat(found(question(Optional.empty(), "knä", Optional.empty(), Optional.empty())))
        .isTrue();
    assertThat(found(question(Optional.empty(), "höft", Optional.empty(), Optional.empty())))
        .isFalse();
    assertThat(found(question(Optional.empty(), "mora", Optional.empty(), Optional.empty())))
        .isTrue();
    assertThat(found(question(Optional.empty(), "", Optional.of(79), Optional.empty()))).isFalse();
    assertThat(found(question(Optional.empty(), "", Optional.empty(), Optional.of(10)))).isFalse();
  }

  @Test
  void the_day_begins_with_the_same_cases_as_the_list_has_and_a_new_one_counts_at_once() {
    CaseList.Overview before = list.overview(BROKER, 80, 8, SWEDISH);
    for (int step = 0; step <= 5; step++) {
      CaseList.Question ofStep =
          question(Optional.of(step), "", Optional.empty(), Optional.empty());
      assertThat(before.steps().get(step))
          .as("step " + step)
          .isEqualTo(list.find(BROKER, ofStep, SWEDISH).total());
    }
    CaseList.Question soon = question(Optional.empty(), "", Optional.of(80), Optional.empty());
    assertThat(before.soon().total()).isEqualTo(list.find(BROKER, soon, SWEDISH).total());
    assertThat(before.soon().lines().stream().map(line -> line.due().orElse(LocalDate.MAX)))
        .hasSizeBetween(1, 8)
        .isSorted();

    register();
    CaseList.Overview after = list.overview(BROKER, 80, 8, SWEDISH);
    assertThat(after.steps().get(1)).isEqualTo(before.steps().getOrDefault(1, 0) + 1);
    assertThat(after.soon().total()).isEqualTo(before.soon().total() + 1);
    CaseList.Overview others = list.overview(OTHER_BROKER, 80, 8, SWEDISH);
    assertThat(others.soon().lines()).noneMatch(line -> line.caseId().equals(caseId));
  }

  @Test
  void others_have_no_such_case() {
    assertThat(asked.of(OTHER_BROKER, caseId, SWEDISH)).isEmpty();
    assertThat(asked.of(REFERRER, caseId, SWEDISH)).isEmpty();
    assertThat(asked.of(BROKER, caseId, SWEDISH).orElseThrow())
        .isEqualTo(
            new AskedProviders.Asked(
                "unit-mora", Map.of(), Optional.of(Cases.today().plusDays(80)), Map.of()));
    assertThat(list.find(OTHER_BROKER, byId(), SWEDISH).total()).isZero();
    assertThatThrownBy(() -> views.of(OTHER_BROKER, caseId, SWEDISH)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> views.of(BROKER, "VF-NEVER", SWEDISH)).isInstanceOf(Refusal.class);
  }

  @Test
  void a_case_is_shown_with_what_its_caller_may_do_and_what_was_done() {
    String task = only(BROKER).taskId();
    String version = steps.take(BROKER, task, "1", "claim", CaseSteps.Words.NONE);
    steps.take(BROKER, task, version, "assess", CaseSteps.Words.NONE);
    String inquiry = steps.ask(BROKER, task, "goteborg-knaprotes");

    CaseView view = views.of(BROKER, caseId, SWEDISH);

    assertThat(view.step()).isEqualTo(2);
    assertThat(view.need().vardtjanst().code()).isEqualTo("knaprotes");
    assertThat(view.need().clockStart())
        .contains(LocalDate.now(java.time.ZoneId.of("Europe/Stockholm")).minusDays(10));
    assertThat(view.tasks().get(0).state().code()).isEqualTo("inquiring");
    assertThat(view.tasks().get(0).steps())
        .anySatisfy(
            step -> {
              assertThat(step.transition().code()).isEqualTo("withdraw");
              assertThat(step.reasons()).isNotEmpty();
            });
    assertThat(view.tasks().get(1).taskId()).isEqualTo(inquiry);
    assertThat(view.tasks().get(1).service()).map(Coded::code).contains("goteborg-knaprotes");
    assertThat(view.timeline().stream().map(entry -> entry.actor() + " " + entry.to().code()))
        .containsExactly(
            "RC need-registered",
            "BR need-assessment",
            "BR need-assessed",
            "BR requested",
            "SYS searching",
            "SYS inquiring");
    assertThat(views.of(REFERRER, caseId, SWEDISH).tasks()).hasSize(1);
    assertThat(only(BROKER).asked()).isEqualTo(1);
  }

  @Test
  void a_case_that_is_opened_again_is_shown_by_the_task_that_carries_it_on() {
    String ended = only(BROKER).taskId();
    Cases cases = new Cases(api);
    for (String verb : List.of("claim", "assess", "start-search")) {
      assertThat(cases.step(Cases.BROKER, ended, verb, "").status()).isEqualTo(200);
    }
    String none = Needs.reason("need-status-reason", "no-provider");
    assertThat(cases.step(Cases.BROKER, ended, "no-provider", none).status()).isEqualTo(200);
    assertThat(cases.step(Cases.BROKER, ended, "reopen", "").status()).isEqualTo(200);

    CaseView view = views.of(BROKER, caseId, SWEDISH);

    assertThat(view.step()).isEqualTo(1);
    assertThat(view.tasks())
        .extracting(item -> item.kind().code() + " " + item.state().code() + " " + item.open())
        .containsExactly(
            "broker-case need-registered true", "broker-case closed-no-provider false");
    assertThat(view.tasks().get(0).steps()).isNotEmpty();
    assertThat(view.tasks().get(1).taskId()).isEqualTo(ended);
  }

  @Test
  void a_list_is_sorted_as_a_whole_by_what_is_read_in_its_columns() {
    new Cases(new Api(port)).assessed();
    Collator words = Collator.getInstance(SWEDISH);

    assertThat(sorted(CaseSort.CASE)).extracting(CaseList.Line::caseId).isSorted();
    assertThat(sorted(CaseSort.CASE_LAST).stream().map(CaseList.Line::caseId).toList())
        .isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(sorted(CaseSort.STATE).stream().map(line -> line.state().display()).toList())
        .hasSizeGreaterThan(1)
        .isSortedAccordingTo(words);
    assertThat(sorted(CaseSort.CARE_LAST).stream().map(l -> l.vardtjanst().display()).toList())
        .isSortedAccordingTo(words.reversed());
  }

  private List<CaseList.Line> sorted(CaseSort by) {
    CaseList.Question question =
        new CaseList.Question(
            Optional.empty(),
            Set.of(),
            true,
            Optional.empty(),
            Optional.empty(),
            "",
            by,
            0,
            5000,
            Attention.ANY);
    return list.find(BROKER, question, SWEDISH).lines();
  }

  @Test
  void a_step_by_the_front_door_is_refused_as_by_the_api() {
    String task = only(BROKER).taskId();

    assertThatThrownBy(() -> steps.take(REFERRER, task, "1", "claim", CaseSteps.Words.NONE))
        .isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> steps.take(BROKER, task, "7", "claim", CaseSteps.Words.NONE))
        .isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> steps.ask(OTHER_BROKER, task, "goteborg-knaprotes"))
        .isInstanceOf(Refusal.class);
    assertThatThrownBy(
            () -> steps.offer(BROKER, task, List.of("none"), Map.of("contact", "telephone")))
        .isInstanceOf(Refusal.class);
  }

  private CaseList.Line only(Caller caller) {
    CaseList.Page page = list.find(caller, byId(), SWEDISH);
    assertThat(page.total()).isEqualTo(1);
    return page.lines().get(0);
  }

  private CaseList.Question byId() {
    return question(Optional.empty(), caseId, Optional.empty(), Optional.empty());
  }

  private boolean found(CaseList.Question question) {
    return list.find(BROKER, question, SWEDISH).lines().stream()
        .anyMatch(line -> line.caseId().equals(caseId));
  }

  private static CaseList.Question question(
      Optional<Integer> step, String text, Optional<Integer> due, Optional<Integer> waiting) {
    return new CaseList.Question(
        step, Set.of(), false, due, waiting, text, CaseSort.NEWEST, 0, 200, Attention.ANY);
  }
}
