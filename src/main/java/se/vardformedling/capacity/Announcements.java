package se.vardformedling.capacity;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import se.vardformedling.catalogue.Catalogue;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Transitions.Step;
import se.vardformedling.security.Caller;

/** Who announced capacity: what stands now, announcing, answering, and agreeing on places. */
@Component
public class Announcements {
  private final FhirStore store;
  private final AnnouncementRows rows;
  private final AnnouncementIntake intake;
  private final AnnouncementSteps steps;
  private final Catalogue catalogue;
  private final Clock clock;

  Announcements(
      @Lazy FhirStore store,
      AnnouncementRows rows,
      AnnouncementIntake intake,
      AnnouncementSteps steps,
      Catalogue catalogue,
      Clock clock) {
    this.store = store;
    this.rows = rows;
    this.intake = intake;
    this.steps = steps;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /** One service's vårdtjänst for which capacity is offered at the moment. */
  public record Offered(String serviceId, String vardtjanst) {}

  /** What the caller may see and can be answered now, and its own drafts; first to expire first. */
  @Transactional(readOnly = true)
  public List<Announcement> list(Caller caller, Announcement.Filter filter) {
    return AnnouncementIntake.concerns(caller)
        ? rows.list(filter, caller.parties().collect(Collectors.toSet()), clock.instant())
        : List.of();
  }

  /**
   * What the services offer to the region now or at a moment to come, each with the moment it
   * expires.
   *
   * @param region länskod of the asking region
   */
  @Transactional(readOnly = true)
  public Map<Offered, Instant> offered(Collection<String> services, String region, Instant at) {
    return offered(rows.live(services, region, at));
  }

  /** The same as it was offered at a moment that has been, whatever has become of it since. */
  @Transactional(readOnly = true)
  public Map<Offered, Instant> offeredThen(
      Collection<String> services, String region, Instant moment) {
    return offered(rows.liveThen(services, region, moment));
  }

  private static Map<Offered, Instant> offered(List<AnnouncementRows.Live> live) {
    return live.stream()
        .collect(
            Collectors.toMap(
                one -> new Offered(one.serviceId(), one.vardtjanst()), AnnouncementRows.Live::to));
  }

  /**
   * Publishes an announcement; refused as by {@code POST /Task}.
   *
   * @return the Task's id
   */
  @Transactional
  public String publish(Caller caller, Announcement.Draft draft) {
    Task task = AnnouncementResource.make(draft);
    AnnouncementResource.audience(
        task,
        draft.audience().stream()
            .map(
                region ->
                    catalogue
                        .regionOrganization(region)
                        .orElseThrow(() -> Problem.VALUE_INVALID.at("audience", "länskoder")))
            .toList());
    intake.complete(caller, task);
    return store.create(task).getIdElement().getIdPart();
  }

  /**
   * Answers an announcement.
   *
   * @param places how many places the answer is about
   * @param text at most 300 characters, about no patient; may be empty
   * @return the response's id
   */
  @Transactional
  public String respond(Caller caller, String announcementId, int places, String text) {
    Task task = AnnouncementResource.response(announcementId, places, "", text);
    intake.complete(caller, task);
    return store.create(task).getIdElement().getIdPart();
  }

  /** Takes a step with an announcement or a response; refused as by {@code Task/$transition}. */
  public void step(Caller caller, String taskId, String version, String verb) {
    steps.take(
        caller,
        store.read(Task.class, taskId),
        version,
        new Step(verb, Optional.empty(), Optional.empty(), List.of()));
  }

  /** What the caller may ask for with the Task now, by verb. */
  @Transactional(readOnly = true)
  public List<String> steps(Caller caller, String taskId) {
    return steps.available(caller, store.read(Task.class, taskId)).stream().map(Row::verb).toList();
  }
}
