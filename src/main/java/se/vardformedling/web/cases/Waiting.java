package se.vardformedling.web.cases;

import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import se.vardformedling.agreement.Agreements;
import se.vardformedling.capacity.Announcement;
import se.vardformedling.capacity.Announcements;
import se.vardformedling.referral.UnitTasks;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;

/** How much waits on each of a person's pages, for the start page. */
@Component
class Waiting {
  private static final int NEAR_CAP = 80;
  private final UnitTasks tasks;
  private final Announcements announcements;
  private final Agreements agreements;
  private final Clock clock;

  Waiting(UnitTasks tasks, Announcements announcements, Agreements agreements, Clock clock) {
    this.tasks = tasks;
    this.announcements = announcements;
    this.agreements = agreements;
    this.clock = clock;
  }

  /** By the page's key in the navigation; a page without anything to count is not there. */
  Map<String, Integer> of(Caller caller) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    if (caller.role() == Role.MOTTAGARE || caller.role() == Role.REMITTENT) {
      counts.put("asked", tasks.count(caller, UnitTasks.Question.OPEN).open());
    }
    if (caller.role() == Role.VARDFORMEDLARE || caller.role() == Role.MOTTAGARE) {
      counts.put("capacity", offered(caller));
    }
    if (caller.role() == Role.VARDFORMEDLARE || caller.role() == Role.AVTALSCONTROLLER) {
      counts.put("agreements", nearCap(caller));
    }
    return counts;
  }

  private int offered(Caller caller) {
    Announcement.Filter offers =
        new Announcement.Filter(Optional.of("offer-capacity"), Optional.empty(), Optional.empty());
    return announcements.list(caller, offers).size();
  }

  private int nearCap(Caller caller) {
    return agreements.nearCap(caller, NEAR_CAP, LocalDate.now(clock));
  }
}
