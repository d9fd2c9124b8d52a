package se.vardformedling.referral;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Task;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.fhir.Transitions.Input;
import se.vardformedling.fhir.Transitions.Step;
import se.vardformedling.referral.CaseTaskResource.Kind;
import se.vardformedling.timer.Deadline;

/** What happens when a Task's time is out, and who is reminded before. */
@Configuration(proxyBeanMethods = false)
class CaseDeadlines {
  /** The row that is made, or none for a reminder. */
  private record Woken(String name, Optional<String> row) {}

  private static Woken makes(String name, String row) {
    return new Woken(name, Optional.of(row));
  }

  private static Woken reminds(String name) {
    return new Woken(name, Optional.empty());
  }

  @Bean
  Deadline inquiryExpiry(Wake wake) {
    return wake.at(makes("inquiry-expiry", "I07"));
  }

  @Bean
  Deadline inquiryReminder(Wake wake) {
    return wake.at(reminds("inquiry-reminder"));
  }

  @Bean
  Deadline offerDeadline(Wake wake) {
    return wake.at(makes("offer-deadline", "P06"));
  }

  @Bean
  Deadline offerReminder(Wake wake) {
    return wake.at(reminds("offer-reminder"));
  }

  @Bean
  Deadline choiceReminder(Wake wake) {
    return wake.at(reminds("choice-reminder"));
  }

  @Bean
  Deadline holdEnd(Wake wake) {
    return wake.at(makes("hold-end", "C24"));
  }

  @Bean
  Wake wake(
      CaseFiles files,
      CaseTasks tasks,
      CaseTimers timers,
      CaseEffects effects,
      TransactionTemplate transactions) {
    return new Wake(files, tasks, timers, effects, transactions);
  }

  /** Does it once: the row of the moment goes in the same transaction as what is done. */
  static final class Wake {
    private final CaseFiles files;
    private final CaseTasks tasks;
    private final CaseTimers timers;
    private final CaseEffects effects;
    private final TransactionTemplate transactions;

    Wake(
        CaseFiles files,
        CaseTasks tasks,
        CaseTimers timers,
        CaseEffects effects,
        TransactionTemplate transactions) {
      this.files = files;
      this.tasks = tasks;
      this.timers = timers;
      this.effects = effects;
      this.transactions = transactions;
    }

    private Deadline at(Woken woken) {
      return new Deadline() {
        @Override
        public String name() {
          return woken.name();
        }

        @Override
        public void due(String id) {
          transactions.executeWithoutResult(status -> wake(woken, id));
        }
      };
    }

    private void wake(Woken woken, String timerId) {
      String taskId = List.of(timerId.split("@")).get(0);
      Optional<Task> found = tasks.find(taskId);
      Optional<CaseFile> file = found.map(CaseTaskResource::caseId).flatMap(files::lock);
      if (file.isEmpty() || !timers.forget(taskId, woken.name(), timerId)) {
        return;
      }
      Task task = tasks.read(taskId);
      Kind kind = CaseTaskResource.kind(task).orElseThrow();
      if (woken.row().isEmpty()) {
        tasks.remind(task, kind, woken.name());
        return;
      }
      Move move = kind.machine.row(woken.row().get());
      if (move.leaves(CaseTaskResource.state(task))) {
        Task moved = tasks.move(task, kind, move, By.SERVER, said(task, move));
        effects.afterMove(file.get(), moved, kind, move, CaseTasks.SILENT);
      }
    }

    /** A pause ends on its own day, however late the server wakes to end it. */
    private static Step said(Task task, Move move) {
      return CaseTaskResource.ends(task)
          .filter(end -> move.optional().contains("resumed-on"))
          .map(end -> LocalDate.ofInstant(end, TimeRules.SWEDEN))
          .map(day -> new Input("resumed-on", SaidResource.value("resumed-on", day)))
          .map(day -> new Step("", Optional.empty(), Optional.empty(), List.of(day)))
          .orElse(CaseTasks.SILENT);
    }
  }
}
