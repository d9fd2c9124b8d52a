package se.vardformedling.demo;

import java.io.StringReader;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.capacity.Announcements;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.waitingtime.Feeds;
import se.vardformedling.waitingtime.feed.FeedReport;

/** Loads the demo catalogue once into an empty node, before it says that it is ready. */
@Component
@Profile("demo")
class DemoLoader implements ApplicationRunner {
  private static final Logger log = LoggerFactory.getLogger(DemoLoader.class);

  private final FhirStore store;
  private final JdbcClient sql;
  private final Clock clock;
  private final Announcements announcements;
  private final Feeds feeds;
  private final int scale;
  private final int months;
  private volatile boolean fresh;

  DemoLoader(
      FhirStore store,
      JdbcClient sql,
      Clock clock,
      Announcements announcements,
      Feeds feeds,
      @Value("${vf.demo.scale:1}") int scale,
      @Value("${vf.demo.months:18}") int months) {
    this.announcements = announcements;
    this.feeds = feeds;
    this.store = store;
    this.sql = sql;
    this.clock = clock;
    this.scale = scale;
    this.months = months;
  }

  /** Whether the demo came into the node in this start. */
  boolean fresh() {
    return fresh;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    if (loaded()) {
      return;
    }
    List<List<Resource>> batches = new DemoCatalogue(LocalDate.now(clock), scale).batches();
    log.info("Loading the demo catalogue: {} units, synthetic figures", batches.size() - 1);
    prices();
    for (int i = 0; i < batches.size(); i++) {
      store.transaction(bundle(batches.get(i)));
      if (i > 0 && i % 25 == 0) {
        log.info("{} of {} units", i, batches.size() - 1);
      }
    }
    if (months > 0) {
      waits();
    }
    new DemoAnnouncements(announcements, clock.instant()).publish();
    sql.sql("insert into vf.demo_load (scale, loaded_on) values (:scale, :day)")
        .param("scale", scale)
        .param("day", LocalDate.now(clock))
        .update();
    fresh = true;
  }

  /** Through the same door as anybody's files. */
  private void waits() {
    new DemoFeeds(LocalDate.now(clock), months)
        .files(DemoPlaces.places())
        .forEach(
            (kind, text) -> {
              FeedReport report = feeds.read(kind, "demo", new StringReader(text));
              log.info(
                  "Synthetic waiting times, {}: {} of {} rows",
                  kind.source(),
                  report.accepted(),
                  report.rows());
            });
  }

  /** A load that was cut off is begun again; what is there already is only written over. */
  private boolean loaded() {
    return sql.sql("select count(*) from vf.demo_load").query(Integer.class).single() > 0
        && store.find(Organization.class, "region-20").isPresent();
  }

  private void prices() {
    DemoCatalogue.PRICES.forEach(
        (vardtjanst, kronor) ->
            sql.sql(
                    """
                    insert into vf.reference_price (vardtjanst, price_ore, source) values (:v, :ore, 'demo')
                    on conflict (vardtjanst) do nothing
                    """)
                .param("v", vardtjanst)
                .param("ore", kronor * 100L)
                .update());
  }

  private static Bundle bundle(List<Resource> resources) {
    Bundle bundle = new Bundle();
    bundle.setType(Bundle.BundleType.TRANSACTION);
    for (Resource resource : resources) {
      String url = resource.fhirType() + "/" + resource.getIdElement().getIdPart();
      bundle
          .addEntry()
          .setFullUrl("https://fhir.vardformedling.example/" + url)
          .setResource(resource)
          .getRequest()
          .setMethod(Bundle.HTTPVerb.PUT)
          .setUrl(url);
    }
    return bundle;
  }
}
