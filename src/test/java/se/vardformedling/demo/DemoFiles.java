package se.vardformedling.demo;

import java.time.LocalDate;
import se.vardformedling.waitingtime.feed.FeedKind;

/** The demo's files, for tests of other modules. */
public final class DemoFiles {
  private DemoFiles() {}

  public static String text(FeedKind kind, LocalDate day) {
    return new DemoFeeds(day, 18).files(DemoPlaces.places()).getOrDefault(kind, "");
  }
}
