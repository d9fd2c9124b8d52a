package se.vardformedling.hvo;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Parameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.fhir.FhirStore;

/** Our catalogue followed by others while the national catalogue changes it. */
@NodeIT
class CatalogueFeedIT {
  private static final int ORGANISATIONS = 120;
  private static final int ROUNDS = 4;
  private static final int PAGE = 7;
  private static final String KEEPER = "catalogue-admin";

  @LocalServerPort int port;
  @Autowired SyncRuns runs;
  @Autowired Sources sources;
  @Autowired LeftOut leftOut;
  @Autowired Storing storing;
  @Autowired FhirStore store;
  @Autowired FhirContext fhir;
  @Autowired JdbcClient sql;
  @Autowired PlatformTransactionManager transactions;

  private final Random random = new Random(20261126);
  private StandIn catalogue;
  private SyncWork work;
  private Api api;

  @BeforeEach
  void catalogue() throws IOException {
    catalogue = new StandIn();
    CatalogueSettings settings =
        new CatalogueSettings(catalogue.url(), "", Duration.ofHours(1), Duration.ofDays(1), 50, 20);
    work =
        new SyncWork(
            runs, sources, leftOut, storing, new Upstream(settings), settings, transactions);
    api = new Api(port);
  }

  @AfterEach
  void forget() {
    catalogue.close();
    sql.sql("delete from vf.hvo_source").update();
    sql.sql("delete from vf.hvo_watermark").update();
    sql.sql("delete from vf.hvo_run").update();
  }

  @Test
  void a_copy_that_follows_the_feed_while_the_catalogue_changes_equals_ours() {
    for (int n = 0; n < ORGANISATIONS; n++) {
      catalogue.put(organisation(n, 0));
    }
    read(true);
    Replica replica = new Replica(this::ask, PAGE);
    replica.load("Organization");
    assertThat(replica.digest("Organization")).isEqualTo(digest());

    CompletableFuture<Void> changes = CompletableFuture.runAsync(this::change);
    int readings = 0;
    while (!changes.isDone()) {
      replica.follow("Organization");
      readings++;
    }
    changes.join();
    replica.follow("Organization");

    assertThat(readings).as("it read while others wrote").isGreaterThan(1);
    assertThat(replica.digest("Organization"))
        .as("nothing lost, nothing older")
        .isEqualTo(digest());
    Replica whole = new Replica(this::ask, PAGE);
    whole.follow("Organization");
    assertThat(whole.digest("Organization")).as("from zero too").isEqualTo(digest());
  }

  /** Four times, one in twenty. */
  private void change() {
    for (int round = 1; round <= ROUNDS; round++) {
      for (int n = 0; n < ORGANISATIONS / 20; n++) {
        catalogue.put(organisation(random.nextInt(ORGANISATIONS), round));
      }
      read(false);
    }
  }

  private void read(boolean whole) {
    UUID run = runs.begin("test", whole, false);
    work.go(run);
  }

  private static String organisation(int n, int round) {
    return Upstreams.provider("feed-" + n, "4%09d".formatted(n), "Bolag " + n + " läge " + round);
  }

  @Test
  void the_total_is_of_the_whole_reading_and_not_of_a_page() {
    int all =
        sql.sql("select count(*) from hapi.hfj_res_ver where res_type = 'HealthcareService'")
            .query(Integer.class)
            .single();

    assertThat(all).isGreaterThan(200);
    for (String count : List.of("7", "150", "100000")) {
      assertThat(ask("HealthcareService/_history?_count=" + count).getTotal()).isEqualTo(all);
    }
    assertThat(ask("HealthcareService/_history?_since=2100-01-01T00:00:00Z").getTotal()).isZero();
  }

  @Test
  void what_is_written_by_a_slow_transaction_is_not_passed_by() {
    String before = since(ask("Organization/_history?_count=1"));
    TransactionTemplate slow = new TransactionTemplate(transactions);
    String whileOpen =
        slow.execute(
            t -> {
              Organization late = new Organization();
              late.setName("Sen").setActive(true);
              late.addIdentifier().setSystem("https://example.org/id").setValue("sen");
              late.setId("Organization/feed-late");
              store.update(late);
              sql.sql("select 1").query(Integer.class).single();
              // Another writes, and a third reads to the end, before this is over.
              assertThat(
                      api.put(
                              KEEPER,
                              "/fhir/Organization/feed-early",
                              "{\"resourceType\":\"Organization\",\"id\":\"feed-early\",\"name\":\"Tidig\","
                                  + "\"identifier\":[{\"system\":\"https://example.org/id\",\"value\":\"tidig\"}]}")
                          .status())
                  .isEqualTo(201);
              return since(ask("Organization/_history?_count=50&_since=" + before));
            });

    Bundle after = ask("Organization/_history?_count=50&_since=" + whileOpen);
    assertThat(after.getEntry())
        .extracting(entry -> entry.getResource().getIdElement().getIdPart())
        .contains("feed-late", "feed-early");
  }

  @Test
  void the_first_load_begins_where_all_was_complete() {
    Bundle page = ask("Location?_count=3");
    Bundle feed = ask("Location/_history?_count=3");
    assertThat(
            Duration.between(
                    page.getMeta().getLastUpdated().toInstant(),
                    feed.getMeta().getLastUpdated().toInstant())
                .abs())
        .isLessThan(Duration.ofMinutes(1));
    assertThat(feed.getLink("next").getUrl()).contains("_before=");
  }

  @Test
  void a_page_that_nobody_has_given_is_refused() {
    for (String query :
        List.of(
            "_before=abc",
            "_since=igår",
            "_since=0001-01-01",
            "_since=9999-12-31",
            "_since=2201-01-01",
            "_since=",
            "_count=0",
            "_offset=20",
            "_profile=x")) {
      Api.Answer answer =
          api.get(KEEPER, "/fhir/Organization/_history?" + query.replace("å", "%C3%A5"));
      assertThat(answer.status()).as(query).isEqualTo(400);
      assertThat(answer.problem()).as(query).isEqualTo("bad-parameter");
    }
    assertThat(api.get("analyst", "/fhir/Organization/_history").status()).isEqualTo(403);
    assertThat(api.get("analyst", "/fhir/$catalogue-digest").status()).isEqualTo(403);
  }

  private String digest() {
    Parameters digests =
        (Parameters)
            fhir.newJsonParser().parseResource(api.get(KEEPER, "/fhir/$catalogue-digest").body());
    return digests.getParameter().stream()
        .filter(one -> one.getName().equals("digest"))
        .filter(
            one -> ((CodeType) one.getPart().get(0).getValue()).getValue().equals("Organization"))
        .map(one -> one.getPart().get(2).getValue().primitiveValue())
        .findFirst()
        .orElseThrow();
  }

  private Bundle ask(String address) {
    String path =
        address.startsWith("http")
            ? address.substring(address.indexOf("/fhir"))
            : "/fhir/" + address;
    Api.Answer answer = api.get(KEEPER, path);
    assertThat(answer.status()).as(path + " " + answer.body()).isEqualTo(200);
    return (Bundle) fhir.newJsonParser().parseResource(answer.body());
  }

  private static String since(Bundle bundle) {
    return bundle.getMeta().getLastUpdatedElement().getValueAsString().replace("+", "%2B");
  }
}
