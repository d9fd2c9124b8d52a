package se.vardformedling.capacity;

import org.springframework.stereotype.Component;
import se.vardformedling.timer.Deadline;

/** Closes an announcement whose time has passed; nobody has found it since that very second. */
@Component
class ExpireAnnouncement implements Deadline {
  static final String NAME = "expire-announcement";
  private final AnnouncementSteps steps;

  ExpireAnnouncement(AnnouncementSteps steps) {
    this.steps = steps;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void due(String id) {
    steps.expire(id.substring(0, id.lastIndexOf('@')));
  }
}
