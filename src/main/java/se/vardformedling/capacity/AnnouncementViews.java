package se.vardformedling.capacity;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.Problem;
import se.vardformedling.security.Caller;

/** Shows one announcement with its answers, no more of it than the API would. */
@Component
public class AnnouncementViews {
  private final FhirStore store;
  private final AnnouncementSteps steps;

  AnnouncementViews(@Lazy FhirStore store, AnnouncementSteps steps) {
    this.store = store;
    this.steps = steps;
  }

  /**
   * As it is now; {@link Problem#NOT_FOUND} when there is none or the caller may see nothing of it.
   */
  @Transactional(readOnly = true)
  public AnnouncementView of(Caller caller, String taskId) {
    Task task =
        store
            .find(Task.class, taskId)
            .filter(AnnouncementResource::announces)
            .orElseThrow(() -> Problem.NOT_FOUND.because(""));
    Set<String> parties = caller.parties().collect(Collectors.toSet());
    List<String> verbs = verbs(caller, task);
    List<AnnouncementView.Answer> answers =
        store.search(Task.class, "part-of=Task/" + task.getIdElement().getIdPart()).stream()
            .filter(AnnouncementResource::answers)
            .filter(
                answer -> AnnouncementResource.parties(answer).stream().anyMatch(parties::contains))
            .sorted(Comparator.comparing(AnnouncementResource::written))
            .map(answer -> answer(caller, answer))
            .toList();
    return new AnnouncementView(
        AnnouncementResource.read(task, AnnouncementResource.audience(task)),
        task.getIdElement().getVersionIdPart(),
        parties.contains(AnnouncementResource.announcer(task)),
        verbs,
        answers);
  }

  private AnnouncementView.Answer answer(Caller caller, Task answer) {
    return new AnnouncementView.Answer(
        answer.getIdElement().getIdPart(),
        answer.getIdElement().getVersionIdPart(),
        AnnouncementResource.state(answer),
        AnnouncementResource.requester(answer).orElse(""),
        AnnouncementResource.places(answer),
        AnnouncementResource.text(answer).orElse(""),
        verbs(caller, answer));
  }

  private List<String> verbs(Caller caller, Task task) {
    return steps.available(caller, task).stream().map(Row::verb).toList();
  }
}
