package se.vardformedling.capacity;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.IPreResourceShowDetails;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import se.vardformedling.catalogue.Catalogue;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.Hits;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.StorageInterceptor;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;
import se.vardformedling.terminology.Terms;
import se.vardformedling.timer.Timers;

/** Announcements and responses on their way in, and those that have expired on their way out. */
@Component
@Interceptor
@Order(-100)
class AnnouncementIntake implements StorageInterceptor {
  private final AnnouncementRows rows;
  private final Catalogue catalogue;
  private final Terms terms;
  private final FhirStore store;
  private final Timers timers;
  private final Clock clock;

  AnnouncementIntake(
      AnnouncementRows rows,
      Catalogue catalogue,
      Terms terms,
      @Lazy FhirStore store,
      Timers timers,
      Clock clock) {
    this.rows = rows;
    this.catalogue = catalogue;
    this.terms = terms;
    this.store = store;
    this.timers = timers;
    this.clock = clock;
  }

  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED, order = -90)
  public void created(IBaseResource resource, @Nullable RequestDetails request) {
    if (resource instanceof Task task && !internal(request)) {
      complete(Caller.current(), task);
    }
  }

  @Hook(value = Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED, order = 150)
  public void wake(IBaseResource resource) {
    if (resource instanceof Task task && AnnouncementResource.announces(task)) {
      expireAt(task.getIdElement().getIdPart(), AnnouncementResource.to(task).orElseThrow());
    }
  }

  /**
   * Not one that is past its time is found, though the timer that closes it may be a moment late.
   */
  @Hook(Pointcut.STORAGE_PRESHOW_RESOURCES)
  public void found(IPreResourceShowDetails found, @Nullable RequestDetails request) {
    if (request == null || internal(request) || !searchesTasks(request)) {
      return;
    }
    Instant now = clock.instant();
    for (int i = 0; i < found.size(); i++) {
      if (found.getResource(i) instanceof Task task
          && AnnouncementResource.announces(task)
          && Machines.OPEN.contains(AnnouncementResource.state(task))
          && !AnnouncementResource.to(task).map(now::isBefore).orElse(true)) {
        found.setResource(i, null);
      }
    }
  }

  private static boolean searchesTasks(RequestDetails request) {
    return request.getRestOperationType() == RestOperationTypeEnum.SEARCH_TYPE
        && (!Hits.areOfTypeSearched(request) || "Task".equals(request.getResourceName()));
  }

  void expireAt(String taskId, Instant moment) {
    timers.at(moment, ExpireAnnouncement.NAME, taskId + "@" + moment.getEpochSecond());
  }

  /** Capacity is between receiving units and brokers: for other roles it does not exist. */
  static boolean concerns(Caller caller) {
    return caller.role() == Role.MOTTAGARE || caller.role() == Role.VARDFORMEDLARE;
  }

  /** Sees to a Task that is about to be stored: who announces, to whom, until when. */
  void complete(Caller caller, Task task) {
    if (AnnouncementResource.announces(task)) {
      announcement(caller, task);
    } else if (AnnouncementResource.answers(task)) {
      response(caller, task);
    }
  }

  private void announcement(Caller caller, Task task) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant from = AnnouncementResource.from(task).orElse(now);
    Instant to =
        AnnouncementResource.to(task)
            .orElseThrow(
                () ->
                    Problem.REQUIRED_ELEMENT.at("Task.restriction.period.end", "its last moment"));
    AnnouncementRules.period(from, to, now)
        .ifPresent(
            wrong -> {
              throw Problem.DATE_OUT_OF_RANGE.at("Task.restriction.period", wrong);
            });
    AnnouncementResource.from(task, from);
    checkText(task);
    checkPlaces(task);
    if (AnnouncementResource.vardtjanst(task)
        .flatMap(code -> terms.concept(Canonical.codeSystem("vardtjanst"), code))
        .isEmpty()) {
      throw Problem.CODE_INVALID.at("Task.input", "vardtjanst");
    }
    String announcer = own(caller, task, AnnouncementResource.service(task));
    checkService(announcer, task);
    List<String> audience = audience(task);
    // A draft is its writer's alone.
    AnnouncementResource.parties(
        task,
        AnnouncementResource.draft(task)
            ? List.of(announcer)
            : Stream.concat(Stream.of(announcer), audience.stream()).toList());
    AnnouncementResource.proposal(task);
    AnnouncementResource.remaining(task, AnnouncementResource.places(task));
    AnnouncementResource.state(
        task, Machines.ANNOUNCEMENT, AnnouncementResource.draft(task) ? "draft" : "published");
  }

  private void response(Caller caller, Task task) {
    Announcement to =
        AnnouncementResource.parent(task)
            .flatMap(rows::lock)
            .filter(one -> sees(caller, one))
            .orElseThrow(() -> Problem.DANGLING_REFERENCE.at("Task.partOf", ""));
    if (!AnnouncementRules.live(to.state(), to.from(), to.to(), clock.instant())) {
      throw Problem.DEADLINE_PASSED.at("Task.partOf", "the announcement is no longer open");
    }
    checkText(task);
    checkPlaces(task);
    if (AnnouncementResource.places(task) > to.remaining()) {
      throw Problem.CAPACITY_TAKEN.at("Task.restriction.repetitions", to.remaining() + " left");
    }
    String responder = own(caller, task, Optional.empty());
    if (responder.equals(to.announcer())) {
      throw Problem.ACTOR_NOT_ALLOWED.because("one's own announcement");
    }
    AnnouncementResource.parties(task, List.of(to.announcer(), responder));
    AnnouncementResource.proposal(task);
    AnnouncementResource.state(task, Machines.RESPONSE, "requested");
  }

  /** A receiving unit speaks for itself and a broker for its region; nobody for another. */
  private String own(Caller caller, Task task, Optional<String> service) {
    if (caller.role() == Role.VARDFORMEDLARE && caller.region().isPresent()) {
      String region = caller.region().get();
      String organization =
          catalogue
              .regionOrganization(region)
              .orElseThrow(() -> Problem.ORGANISATION_NOT_AUTHORISED.because("region"));
      if (!AnnouncementResource.requester(task).orElse(organization).equals(organization)) {
        throw Problem.ORGANISATION_NOT_AUTHORISED.at("Task.requester", "one's own region");
      }
      AnnouncementResource.requester(task, organization);
      mark(task, organization);
      return "region:" + region;
    }
    if (caller.role() != Role.MOTTAGARE || caller.unit().isEmpty()) {
      throw Problem.ACTOR_NOT_ALLOWED.because("Task");
    }
    String unit =
        AnnouncementResource.requester(task)
            .or(() -> service.flatMap(catalogue::unitOf))
            .or(() -> catalogue.unitWithHsaId(caller.unit().get()))
            .orElseThrow(() -> Problem.REQUIRED_ELEMENT.at("Task.requester", "one's own unit"));
    if (!catalogue.hsaIdOf(unit).equals(caller.unit())) {
      throw Problem.ORGANISATION_NOT_AUTHORISED.at("Task.requester", "one's own unit");
    }
    AnnouncementResource.requester(task, unit);
    mark(task, unit);
    return "unit:" + caller.unit().get();
  }

  private void mark(Task task, String organization) {
    store
        .find(Organization.class, organization)
        .ifPresent(found -> AnnouncementResource.mark(task, found));
  }

  /** A service that is named is one's own and gives the vårdtjänst. */
  private void checkService(String announcer, Task task) {
    Optional<String> service = AnnouncementResource.service(task);
    if (service.isEmpty()) {
      return;
    }
    String unit =
        catalogue
            .unitOf(service.get())
            .orElseThrow(() -> Problem.DANGLING_REFERENCE.at("Task.focus", "an active service"));
    if (!announcer.equals("unit:" + catalogue.hsaIdOf(unit).orElse(""))) {
      throw Problem.ORGANISATION_NOT_AUTHORISED.at("Task.focus", "a service of one's own unit");
    }
    String vardtjanst = AnnouncementResource.vardtjanst(task).orElse("");
    if (catalogue.offers(List.of(vardtjanst)).stream()
        .noneMatch(offer -> offer.serviceId().equals(service.get()))) {
      throw Problem.VALUE_INVALID.at("Task.focus", "a service that gives the vårdtjänst");
    }
  }

  /** Who is to see it once it is published. */
  List<String> audience(Task task) {
    List<String> recipients = AnnouncementResource.recipients(task);
    return recipients.isEmpty()
        ? List.of("audience:all")
        : recipients.stream().map(id -> "audience:" + region(id)).toList();
  }

  private String region(String organization) {
    return catalogue
        .countyOf(organization)
        .orElseThrow(
            () -> Problem.VALUE_INVALID.at("Task.restriction.recipient", "regions, or none"));
  }

  private static void checkText(Task task) {
    if (AnnouncementResource.text(task)
        .filter(text -> text.length() > AnnouncementRules.LONGEST_TEXT)
        .isPresent()) {
      throw Problem.VALUE_INVALID.at(
          "Task.description", "at most " + AnnouncementRules.LONGEST_TEXT + " characters");
    }
  }

  private static void checkPlaces(Task task) {
    if (!AnnouncementRules.places(AnnouncementResource.places(task))) {
      throw Problem.VALUE_INVALID.at(
          "Task.restriction.repetitions", "1 to " + AnnouncementRules.MOST_PLACES + " places");
    }
  }

  private static boolean sees(Caller caller, Announcement one) {
    return concerns(caller)
        && caller
            .parties()
            .anyMatch(
                party ->
                    party.equals(one.announcer())
                        || (one.audience().isEmpty()
                            ? party.equals("audience:all")
                            : one.audience().stream()
                                .anyMatch(r -> party.equals("audience:" + r))));
  }

  private static boolean internal(@Nullable RequestDetails request) {
    return request == null || request instanceof SystemRequestDetails;
  }
}
