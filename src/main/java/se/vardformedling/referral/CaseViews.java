package se.vardformedling.referral;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Transitions.Allowed;
import se.vardformedling.referral.CaseNames.Named;
import se.vardformedling.referral.CaseTaskResource.Kind;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;

/** Shows a case to a caller, no more of it than the API would. */
@Component
public class CaseViews {
  private final FhirStore store;
  private final CaseFiles files;
  private final CaseRows rows;
  private final CaseEvents events;
  private final CaseRelations relations;
  private final Referrals referrals;
  private final CaseWords words;
  private final CaseNames names;
  private final JdbcClient sql;

  CaseViews(
      @Lazy FhirStore store,
      CaseFiles files,
      CaseRows rows,
      CaseEvents events,
      CaseRelations relations,
      Referrals referrals,
      CaseWords words,
      CaseNames names,
      JdbcClient sql) {
    this.store = store;
    this.files = files;
    this.rows = rows;
    this.events = events;
    this.relations = relations;
    this.referrals = referrals;
    this.words = words;
    this.names = names;
    this.sql = sql;
  }

  /**
   * The case as it is now; {@link Problem#NOT_FOUND} when there is none or the caller may see
   * nothing of it.
   */
  @Transactional(readOnly = true)
  public CaseView of(Caller caller, String caseId, Locale language) {
    CaseFile file = files.find(caseId).orElseThrow(CaseViews::none);
    ServiceRequest need = store.read(ServiceRequest.class, file.needId());
    List<Task> tasks = visible(caller, caseId);
    if (tasks.isEmpty() || !relations.maySee(caller, need)) {
      throw none();
    }
    // One that was opened again is carried on by a Task of its own.
    tasks.sort(comparing(task -> !task.getIdElement().getIdPart().equals(file.taskId())));
    Optional<String> state =
        tasks.stream()
            .filter(task -> CaseTaskResource.kind(task).equals(Optional.of(Kind.CASE)))
            .map(CaseTaskResource::state)
            .findFirst();
    return new CaseView(
        caseId,
        state.map(Machines.CASE::step).orElse(0),
        state.flatMap(now -> Turn.of(now, rows.unanswered(caseId))),
        need(file, need, language),
        tasks.stream().map(task -> item(caller, task, language)).toList(),
        timeline(tasks, language));
  }

  /**
   * Whether the caller, who had a part in the case, may still look at it. Only a provider can leave
   * one; whose case it is, and who referred, is not asked for again.
   */
  @Transactional(readOnly = true)
  public boolean shows(Caller caller, String caseId) {
    if (caller.role() != Role.MOTTAGARE) {
      return true;
    }
    return files
        .find(caseId)
        .map(file -> relations.maySee(caller, store.read(ServiceRequest.class, file.needId())))
        .orElse(false);
  }

  private List<Task> visible(Caller caller, String caseId) {
    List<Task> tasks = new ArrayList<>();
    for (String id : rows.tasks(caseId)) {
      Task task = store.read(Task.class, id);
      if (relations.maySee(caller, task)) {
        tasks.add(task);
      }
    }
    return tasks;
  }

  private CaseView.Need need(CaseFile file, ServiceRequest need, Locale language) {
    Map<String, Coded> subject = new TreeMap<>();
    for (String characteristic : List.of("age-band", "sex")) {
      NeedResource.characteristic(need, characteristic)
          .ifPresent(coding -> subject.put(characteristic, coded(coding, language)));
    }
    Map<String, String> criteria = new TreeMap<>();
    NeedResource.criteria(need).forEach(said -> criteria.put(said.type(), said.value()));
    return new CaseView.Need(
        file.needId(),
        need.getIdElement().getVersionIdPart(),
        words.of("vardtjanst", NeedResource.vardtjanst(need).orElse(""), language),
        NeedResource.codings(need).map(coding -> coded(coding, language)).toList(),
        NeedResource.reasons(need).stream().map(coding -> coded(coding, language)).toList(),
        subject,
        criteria,
        file.region(),
        names.unit(NeedResource.requester(need)),
        NeedResource.priority(need).orElse("routine"),
        NeedResource.status(need),
        NeedResource.clockKind(need),
        NeedResource.clockStart(need),
        NeedResource.due(need),
        NeedResource.requester(need),
        municipality(NeedResource.requester(need)));
  }

  private CaseView.Item item(Caller caller, Task task, Locale language) {
    Kind kind = CaseTaskResource.kind(task).orElseThrow();
    String state = CaseTaskResource.state(task);
    Optional<Instant> opened = CaseTaskResource.opened(task).map(Date::toInstant);
    Optional<String> asked = kind == Kind.INQUIRY ? CaseTaskResource.focus(task) : Optional.empty();
    Optional<Named> service = asked.map(id -> names.service(id, opened));
    Optional<Named> owner = CaseTaskResource.owner(task).map(id -> names.unit(id, opened));
    List<Named> offered = kind == Kind.OFFER ? offered(task, opened) : List.of();
    // An offer is about those whose yes it is; its own owner is the region.
    Stream<Named> told =
        kind == Kind.OFFER ? offered.stream() : Stream.of(owner, service).flatMap(Optional::stream);
    return new CaseView.Item(
        task.getIdElement().getIdPart(),
        CaseTaskResource.version(task),
        words.kind(kind, language),
        words.state(kind, state, language),
        !kind.machine.ended(state),
        owner.map(Named::then).orElse(""),
        CaseTaskResource.owner(task).orElse(""),
        asked.flatMap(id -> service.map(name -> new Coded("HealthcareService", id, name.then()))),
        offered.stream().map(Named::then).toList(),
        told.filter(Named::changed).map(Named::renamed).toList(),
        asked.map(this::ended).orElse(false),
        opened,
        CaseTaskResource.since(task).map(Date::toInstant),
        CaseTaskResource.ends(task),
        CaseTaskResource.reasonCoding(task).map(coding -> coded(coding, language)),
        CaseTaskResource.comment(task),
        SaidResource.said(task).stream()
            .map(
                said ->
                    new CaseView.Value(
                        words.of("task-output", said.type(), language), said.value()))
            .toList(),
        steps(caller, task, language));
  }

  private List<CaseView.Step> steps(Caller caller, Task task, Locale language) {
    Set<Actor> actors = referrals.actors(caller, task);
    return referrals.available(caller, task, language).stream()
        .map(allowed -> step(allowed, optional(task, allowed), actors, language))
        .toList();
  }

  /** What may be said besides what must be; that something has ended, only if it has. */
  private List<String> optional(Task task, Allowed allowed) {
    return CaseTaskResource.kind(task)
        .flatMap(kind -> kind.machine.move(CaseTaskResource.state(task), allowed.code()))
        .map(Move::optional)
        .orElse(List.of())
        .stream()
        .filter(input -> !allowed.requiredInputs().contains(input))
        .filter(input -> !input.equals(Selection.DESPITE) || someEnded(task))
        .toList();
  }

  /** Whether any of those that an offer is about has ended. */
  private boolean someEnded(Task offer) {
    return CaseTaskResource.offered(offer).stream()
        .flatMap(inquiry -> rows.focus(inquiry).stream())
        .anyMatch(this::ended);
  }

  private CaseView.Step step(
      Allowed allowed, List<String> optional, Set<Actor> actors, Locale language) {
    return new CaseView.Step(
        words.of("transition", allowed.code(), language),
        allowed.requiredInputs().stream()
            .map(input -> words.of("task-output", input, language))
            .toList(),
        optional.stream().map(input -> words.of("task-output", input, language)).toList(),
        allowed
            .reasonValueSet()
            .map(set -> words.reasons(set, actors, language))
            .orElse(List.of()));
  }

  private List<CaseView.Entry> timeline(List<Task> tasks, Locale language) {
    Set<String> ids =
        tasks.stream().map(task -> task.getIdElement().getIdPart()).collect(Collectors.toSet());
    return events.of(ids).stream()
        .map(
            event -> {
              Kind kind = Kind.of(event.kind());
              Optional<Named> unit =
                  event.by().unit().map(id -> names.unitWithHsaId(id, event.at()));
              return new CaseView.Entry(
                  event.at(),
                  event.taskId(),
                  words.kind(kind, language),
                  Optional.of(event.verb())
                      .filter(verb -> !verb.isEmpty())
                      .map(verb -> words.of("transition", verb, language)),
                  event.from().map(from -> words.state(kind, from, language)),
                  words.state(kind, event.to(), language),
                  event.by().actor().name(),
                  event.by().subject(),
                  unit.map(Named::then),
                  unit.flatMap(Named::changedTo),
                  event.reason().map(code -> reason(kind, event.move(), code, language)),
                  event.inputs());
            })
        .toList();
  }

  /** In words, as it was chosen; the code itself if the row that asked for it is gone. */
  private String reason(Kind kind, String move, String code, Locale language) {
    return kind.machine.moves().stream()
        .filter(row -> row.id().equals(move))
        .flatMap(row -> row.reasons().stream())
        .map(set -> words.of(set, code, language).display())
        .findFirst()
        .orElse(code);
  }

  private Coded coded(Coding coding, Locale language) {
    return words.coded(
        String.valueOf(coding.getSystem()), String.valueOf(coding.getCode()), language);
  }

  private Optional<String> municipality(String organizationId) {
    return sql.sql(
            """
            select p.municipality from vf.offer o join vf.place p on p.location_id = o.location_id
             where o.unit_id = :id and p.municipality is not null order by 1 limit 1
            """)
        .param("id", organizationId)
        .query(String.class)
        .optional();
  }

  /** The units whose yes an offer is about. */
  private List<Named> offered(Task offer, Optional<Instant> asked) {
    return CaseTaskResource.offered(offer).stream()
        .flatMap(inquiry -> rows.owner(inquiry).stream())
        .distinct()
        .map(unit -> names.unit(unit, asked))
        .toList();
  }

  private boolean ended(String serviceId) {
    return sql.sql("select not exists (select 1 from vf.offered where service_id = :id)")
        .param("id", serviceId)
        .query(Boolean.class)
        .single();
  }

  private static RuntimeException none() {
    return Problem.NOT_FOUND.because("");
  }
}
