package se.vardformedling.capacity;

import java.time.Clock;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Transitions;
import se.vardformedling.security.Caller;
import se.vardformedling.terminology.Terms;

/** What may be done with an announcement or a response now, and doing it. */
@Component
class AnnouncementSteps implements Transitions {
  private final FhirStore store;
  private final AnnouncementRows rows;
  private final AnnouncementIntake intake;
  private final Terms terms;
  private final Clock clock;

  AnnouncementSteps(
      @Lazy FhirStore store,
      AnnouncementRows rows,
      AnnouncementIntake intake,
      Terms terms,
      Clock clock) {
    this.store = store;
    this.rows = rows;
    this.intake = intake;
    this.terms = terms;
    this.clock = clock;
  }

  @Override
  public boolean handles(Task task) {
    return AnnouncementResource.announces(task) || AnnouncementResource.answers(task);
  }

  @Override
  public List<Allowed> available(Task task) {
    return available(Caller.current(), task).stream()
        .map(
            row ->
                new Allowed(
                    row.verb(),
                    terms.display(
                        Canonical.codeSystem("transition"),
                        row.verb(),
                        Locale.forLanguageTag("sv")),
                    List.of(),
                    Optional.empty()))
        .toList();
  }

  @Override
  @Transactional
  public Task take(Task task, String version, Step step) {
    return take(Caller.current(), task, version, step);
  }

  /** Closes an announcement that has run out, and the answers that are still open. */
  @Transactional
  void expire(String taskId) {
    Optional<Announcement> row = rows.lock(taskId);
    if (row.filter(one -> !one.to().isAfter(clock.instant())).isEmpty()) {
      return;
    }
    Task task = store.read(Task.class, taskId);
    if (Set.of("draft", "published", "agreed").contains(AnnouncementResource.state(task))) {
      boolean draft = AnnouncementResource.state(task).equals("draft");
      AnnouncementResource.state(task, Machines.ANNOUNCEMENT, draft ? "withdrawn" : "expired");
      store.update(task);
      expireResponses(taskId);
    }
  }

  List<Row> available(Caller caller, Task task) {
    Set<Party> parties = parties(caller, task);
    Machines machine = machine(task);
    boolean over =
        machine == Machines.ANNOUNCEMENT
            ? past(task)
            : past(store.read(Task.class, AnnouncementResource.parent(task).orElseThrow()));
    return over
        ? List.of()
        : machine.available(AnnouncementResource.state(task), parties).stream()
            .filter(row -> !row.verb().equals("accept") || fits(task))
            .toList();
  }

  private boolean fits(Task response) {
    Task parent = store.read(Task.class, AnnouncementResource.parent(response).orElseThrow());
    return Machines.OPEN.contains(AnnouncementResource.state(parent))
        && AnnouncementResource.remaining(parent) >= AnnouncementResource.places(response);
  }

  @Transactional
  Task take(Caller caller, Task seen, String version, Step step) {
    String id = seen.getIdElement().getIdPart();
    String announcement =
        AnnouncementResource.announces(seen) ? id : AnnouncementResource.parent(seen).orElseThrow();
    if (rows.lock(announcement).isEmpty()) {
      throw Problem.NOT_FOUND.because("");
    }
    // Nothing is read before the lock is held: what was read earlier may have moved.
    Task task = store.read(Task.class, id);
    Set<Party> parties = parties(caller, task);
    if (!task.getIdElement().getVersionIdPart().equals(version)) {
      throw Problem.STALE_VERSION.because("now " + task.getIdElement().getVersionIdPart());
    }
    Row row = row(parties, task, step.code());
    Task parent = id.equals(announcement) ? task : store.read(Task.class, announcement);
    if (past(parent)) {
      throw Problem.DEADLINE_PASSED.at("Task.restriction.period", "");
    }
    plain(row, step);
    switch (row.verb()) {
      case "accept" -> agree(parent, AnnouncementResource.places(task));
      case "change" -> change(task, step);
      case "publish" ->
          AnnouncementResource.parties(
              task,
              Stream.concat(
                      AnnouncementResource.parties(task).stream(), intake.audience(task).stream())
                  .distinct()
                  .toList());
      default -> {
        // The state says it all.
      }
    }
    AnnouncementResource.state(task, machine(task), row.to());
    store.update(task);
    if (!Machines.OPEN.contains(AnnouncementResource.state(parent))) {
      expireResponses(announcement);
    }
    return store.read(Task.class, id);
  }

  private static Row row(Set<Party> parties, Task task, String verb) {
    Machines machine = machine(task);
    String state = AnnouncementResource.state(task);
    Row row =
        machine
            .row(state, verb)
            .orElseThrow(
                () ->
                    Problem.ILLEGAL_TRANSITION.at(
                        "Task.businessStatus",
                        "from "
                            + state
                            + "; allowed: "
                            + machine.available(state, parties).stream()
                                .map(Row::verb)
                                .collect(Collectors.joining(", "))));
    if (!parties.contains(row.party())) {
      throw Problem.ACTOR_NOT_ALLOWED.because(verb);
    }
    return row;
  }

  /** What is said with a step is new places or a new end: no text reaches a Task by it. */
  private static void plain(Row row, Step step) {
    if (step.reason().isPresent() || step.comment().isPresent()) {
      throw Problem.VALUE_INVALID.at("reason", "not with this step");
    }
    Set<String> said = new HashSet<>();
    for (Input input : step.inputs()) {
      if (!row.inputs().contains(input.type()) || !said.add(input.type())) {
        throw Problem.VALUE_INVALID.at("input", "not with this step, or more than once");
      }
    }
  }

  /** Places are agreed on while the announcement's row is locked: the last one goes once. */
  private void agree(Task announcement, int places) {
    int left = AnnouncementResource.remaining(announcement) - places;
    if (left < 0 || !Machines.OPEN.contains(AnnouncementResource.state(announcement))) {
      throw Problem.CAPACITY_TAKEN.because(String.valueOf(left + places));
    }
    AnnouncementResource.remaining(announcement, left);
    AnnouncementResource.state(
        announcement, Machines.ANNOUNCEMENT, left == 0 ? "exhausted" : "agreed");
    store.update(announcement);
  }

  private void change(Task task, Step step) {
    AnnouncementResource.number(step.input("quantity"), "quantity")
        .ifPresent(
            places -> {
              int left =
                  AnnouncementRules.remaining(
                          AnnouncementResource.places(task),
                          AnnouncementResource.remaining(task),
                          places)
                      .filter(n -> n > 0 && AnnouncementRules.places(places))
                      .orElseThrow(
                          () -> Problem.VALUE_INVALID.at("quantity", "more than is agreed on"));
              AnnouncementResource.places(task, places);
              AnnouncementResource.remaining(task, left);
            });
    AnnouncementResource.moment(step.input("until"), "until")
        .ifPresent(
            to -> {
              AnnouncementRules.period(
                      AnnouncementResource.from(task).orElseThrow(), to, clock.instant())
                  .ifPresent(
                      wrong -> {
                        throw Problem.DATE_OUT_OF_RANGE.at("until", wrong);
                      });
              AnnouncementResource.to(task, to);
              intake.expireAt(task.getIdElement().getIdPart(), to);
            });
  }

  private void expireResponses(String announcementId) {
    for (Task response : store.search(Task.class, "part-of=Task/" + announcementId)) {
      if (AnnouncementResource.answers(response)
          && AnnouncementResource.state(response).equals("requested")) {
        AnnouncementResource.state(response, Machines.RESPONSE, "expired");
        store.update(response);
      }
    }
  }

  /** What the caller is to the Task; {@link Problem#NOT_FOUND} if it may not see it. */
  private Set<Party> parties(Caller caller, Task task) {
    Set<String> own = caller.parties().collect(Collectors.toSet());
    if (!AnnouncementIntake.concerns(caller)
        || AnnouncementResource.parties(task).stream().noneMatch(own::contains)) {
      throw Problem.NOT_FOUND.because("");
    }
    boolean answer = AnnouncementResource.answers(task);
    String announcer =
        answer
            ? AnnouncementResource.announcer(
                store.read(Task.class, AnnouncementResource.parent(task).orElseThrow()))
            : AnnouncementResource.announcer(task);
    Set<Party> parties = EnumSet.noneOf(Party.class);
    if (own.contains(announcer)) {
      parties.add(Party.ANNOUNCER);
    } else if (answer) {
      parties.add(Party.RESPONDER);
    }
    return parties;
  }

  private boolean past(Task announcement) {
    return !AnnouncementResource.to(announcement).map(clock.instant()::isBefore).orElse(false);
  }

  private static Machines machine(Task task) {
    return AnnouncementResource.answers(task) ? Machines.RESPONSE : Machines.ANNOUNCEMENT;
  }
}
