package se.vardformedling.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import se.vardformedling.capacity.Announcement.Draft;
import se.vardformedling.capacity.Announcement.Filter;
import se.vardformedling.capacity.Announcements;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;

/** A few invented announcements by the cast, marked as test data like those who make them. */
final class DemoAnnouncements {
  private static final Caller GOTEBORG =
      new Caller("demo", Role.MOTTAGARE, Optional.of("14"), Optional.of("TSTNMT2321000156-VF0003"));
  private static final Caller FALUN =
      new Caller("demo", Role.MOTTAGARE, Optional.of("20"), Optional.of("TSTNMT2321000156-VF0001"));
  private static final Caller DALARNA =
      new Caller("demo", Role.VARDFORMEDLARE, Optional.of("20"), Optional.empty());

  private final Announcements announcements;
  private final Instant now;

  DemoAnnouncements(Announcements announcements, Instant now) {
    this.announcements = announcements;
    this.now = now.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Once: a load that is begun again does not announce twice. */
  void publish() {
    if (announcements.list(GOTEBORG, Filter.ALL).isEmpty()) {
      announcements.publish(FALUN, offer("falun-gra-starr", "gra-starr", 12, 21, List.of()));
      announcements.publish(
          GOTEBORG, offer("goteborg-ljumskbrack", "ljumskbrack", 4, 14, List.of("20", "17")));
      announcements.publish(
          DALARNA,
          new Draft(
              "request-capacity",
              "",
              Optional.empty(),
              "koloskopi",
              25,
              now,
              now.plus(Duration.ofDays(28)),
              List.of(),
              Optional.empty(),
              Optional.of("Påhittad förfrågan i demon: 25 koloskopier före årsskiftet.")));
    }
  }

  private Draft offer(
      String service, String vardtjanst, int places, int days, List<String> audience) {
    return new Draft(
        "offer-capacity",
        "",
        Optional.of(service),
        vardtjanst,
        places,
        now,
        now.plus(Duration.ofDays(days)),
        audience,
        Optional.empty(),
        Optional.of("Påhittat erbjudande i demon: lediga operationstider."));
  }
}
