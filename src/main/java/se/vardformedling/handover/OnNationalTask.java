package se.vardformedling.handover;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import se.vardformedling.brokering.NationalTask;
import se.vardformedling.brokering.NationalTaskChanged;
import se.vardformedling.timer.Timers;

/** Files what came before the order did, once the order is known. */
@Component
class OnNationalTask {
  private final ArrivalRows arrivals;
  private final Timers timers;

  OnNationalTask(ArrivalRows arrivals, Timers timers) {
    this.arrivals = arrivals;
    this.timers = timers;
  }

  @EventListener
  void changed(NationalTaskChanged changed) {
    if (changed.task().kind() == NationalTask.Kind.ORDER) {
      arrivals
          .again(changed.task().caseId().value())
          .forEach(id -> timers.now(FileArrival.NAME, FileArrival.timer(id)));
    }
  }
}
