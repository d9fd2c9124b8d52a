package se.vardformedling.bench;

import ca.uhn.fhir.context.FhirContext;
import com.zaxxer.hikari.HikariDataSource;
import java.io.StringReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.ReadModels;
import se.vardformedling.waitingtime.Feeds;
import se.vardformedling.waitingtime.feed.FeedKind;
import se.vardformedling.waitingtime.feed.FeedReport;

/**
 * What a broker asks most, in a country as large as Sweden, ten and a hundred times as large: the
 * read models and the ledger grow, the resources that are asked for are the first ones. And how fast
 * waits are taken in and the read models made anew.
 */
@NodeIT
@Import(NationCodes.class)
class ScaleBench {
  private static final int VARDTJANSTER = Integer.getInteger("bench.vardtjanster", Nation.ONE);
  private static final int COUNT = Integer.getInteger("bench.count", 500);
  private static final int ENTRIES = Integer.getInteger("bench.entries", 4);
  private static final int FEED_VARDTJANSTER =
      Math.min(VARDTJANSTER, Integer.getInteger("bench.feed-vardtjanster", 60));
  private static final int FEED_ROWS = Integer.getInteger("bench.feed-rows-per-service", 200);
  private static final List<Integer> SCALES =
      Stream.of(System.getProperty("bench.scales", "1,10,100").split(","))
          .map(Integer::valueOf)
          .toList();
  private static final List<String> TYPED =
      List.of("grå", "gråstar", "ny höft", "knä", "NGB", "M17", "bråck", "kolo", "609588000");
  private static final double MOST = 3;

  @LocalServerPort int port;
  @Autowired FhirStore store;
  @Autowired FhirContext fhir;
  @Autowired ReadModels readModels;
  @Autowired Feeds feeds;
  @Autowired JdbcTemplate sql;
  @Autowired HikariDataSource pool;
  @Autowired Clock clock;

  private final Report report = new Report("scale");
  private final Nation one = new Nation(VARDTJANSTER);

  @Test
  void a_country_a_hundred_times_as_large_costs_at_most_three_times_as_much_to_read() {
    LocalDate today = LocalDate.now(clock);
    new NationLoad(store, fhir, sql).write(one, today, report);
    rebuild();
    forgetSurplusWords();
    Api api = new Api(port);
    List<List<Figures>> all = new ArrayList<>();
    for (int scale : SCALES) {
      grow(scale, today);
      all.add(
          List.of(
              measure("$suggest", scale, n -> suggest(api, n)),
              measure("$volume-status", scale, n -> volume(api, n)),
              measure("$find-provider", scale, n -> find(api, n))));
      if (scale == 1) {
        plain(api, all.get(0));
      }
    }
    for (int i = 0; i < all.get(0).size(); i++) {
      Figures small = all.get(0).get(i);
      Figures large = all.get(SCALES.size() - 1).get(i);
      report.atMost(large.name() + " / 1x, p99", large.p99() / small.p99(), MOST);
    }
    // Last, because it changes what the reads answer with.
    feed(today);
    report.finish();
  }

  /** Plain searches for the same answers, told beside ours. */
  private void plain(Api api, List<Figures> ours) {
    PlainFhir plain = new PlainFhir(api, fhir);
    List<Figures> theirs =
        List.of(
            few("plain FHIR for $suggest", n -> plain.words(TYPED.get(n % TYPED.size()))),
            few("plain FHIR for $volume-status", n -> plain.volume(open(n))),
            few(
                "plain FHIR for $find-provider",
                n -> plain.ask(Nation.code(n * 7 % VARDTJANSTER))));
    for (int i = 0; i < ours.size(); i++) {
      report.tell(
          theirs.get(i).name() + " / " + ours.get(i).name() + ", p50",
          theirs.get(i).p50() / ours.get(i).p50());
    }
  }

  private Figures few(String what, Figures.Turn turn) {
    int count = Math.max(10, COUNT / 20);
    return report.add(Figures.measure(what + " 1x", count / 2, count, turn));
  }

  /** The first ones warm up the program as well. */
  private Figures measure(String what, int scale, Figures.Turn turn) {
    int warmUp = scale == SCALES.get(0) ? 2 * COUNT : COUNT / 2;
    return report.add(Figures.measure(what + " " + scale + "x", warmUp, COUNT, turn));
  }

  /** Other benches have ten times as many vårdtjänster as a country. */
  private void forgetSurplusWords() {
    sql.update(
        "delete from vf.term_word where vardtjanst like 'bench-%' and vardtjanst >= ?",
        Nation.code(VARDTJANSTER));
  }

  /** Read models, words and ledger; what is there already stays. */
  private void grow(int scale, LocalDate today) {
    Nation nation = new Nation(scale * VARDTJANSTER);
    NationRows rows = new NationRows(sql, today);
    took("to fill the read model to " + scale + "x", () -> rows.fill(nation));
    took("to add words to " + scale + "x", () -> words(nation.vardtjanster()));
    took(
        "to post the ledger to " + scale + "x", () -> rows.use(nation, ENTRIES, clock.instant()));
    took("to tidy up at " + scale + "x", () -> Upkeep.all(pool));
    report.tell("ledger entries at " + scale + "x", count("vf.volume_entry"));
    report.tell("wait figures at " + scale + "x", count("vf.wait"));
    report.tell("words at " + scale + "x", count("vf.term_word"));
  }

  private void took(String what, Runnable work) {
    long began = System.nanoTime();
    work.run();
    report.tell("seconds " + what, (System.nanoTime() - began) / 1e9);
  }

  private long count(String table) {
    return Objects.requireNonNull(
        sql.queryForObject("select count(*) from " + table, Long.class));
  }

  private void words(int vardtjanster) {
    sql.update(
        """
        insert into vf.term_word (vardtjanst, kind, word, plain, tight)
        select 'bench-' || repeat('0', 4 - length(n::text)) || n, k.kind, w.word, lower(w.word),
               regexp_replace(lower(w.word), '[^a-z0-9]', '', 'g')
          from generate_series(0, ? - 1) n
         cross join (values ('name'), ('everyday'), ('kva')) k(kind)
         cross join lateral (select case when k.kind = 'kva' then upper(substr(md5('k' || n), 1, 5))
                                         else substr(md5(k.kind || n), 1, 8) || ' ' || substr(md5(n || k.kind), 1, 6) end
                                    as word) w
        on conflict do nothing
        """,
        vardtjanster);
  }

  private static void suggest(Api api, int n) {
    String typed = URLEncoder.encode(TYPED.get(n % TYPED.size()), StandardCharsets.UTF_8);
    check(api.get("broker-dalarna", "/fhir/ValueSet/$suggest?count=10&filter=" + typed), "contains");
  }

  /** Agreements that all regions may call off. */
  private void volume(Api api, int n) {
    check(api.get("broker-dalarna", "/fhir/Contract/" + open(n) + "/$volume-status"), "Parameters");
  }

  private String open(int n) {
    List<Integer> open =
        IntStream.range(0, one.units()).filter(u -> u % 15 < 8 && u % 3 == 0).boxed().toList();
    return "bench-avtal-" + open.get(n % open.size());
  }

  private static void find(Api api, int n) {
    String path =
        String.format(
            Locale.ROOT,
            "/fhir/HealthcareService/$find-provider?code=%s&origin=%.2f,%.2f&originRegion=20",
            Nation.code(n * 7 % VARDTJANSTER),
            56.0 + n % 10,
            13.0 + n % 5);
    check(api.get("broker-dalarna", path), "\"mode\":\"match\"");
  }

  private static void check(Api.Answer answer, String expected) {
    if (answer.status() != 200 || !answer.body().contains(expected)) {
      throw new AssertionError(answer.status() + " " + answer.body());
    }
  }

  /** A register's file of some vårdtjänster: read, counted, masked and published. */
  private void feed(LocalDate today) {
    Random random = new Random(20261126);
    StringBuilder file =
        new StringBuilder(
            "#uttag;%s\n#from;%s\n#till;%s\n#syntetisk;ja\n"
                .formatted(today, today.minusDays(540), today.minusDays(1)));
    file.append(String.join(";", FeedKind.SPOR.columns())).append('\n');
    int rows = 0;
    for (int number = 0; number < FEED_VARDTJANSTER * Nation.PROVIDERS; number++) {
      Nation.Service service = one.service(number);
      for (int i = 0; i < FEED_ROWS; i++) {
        rows++;
        file.append(today.minusDays(1 + random.nextInt(540)))
            .append(";TSTNMT2321000156-M%05d;".formatted(service.unit().number()))
            .append(service.vardtjanst())
            .append(";;")
            .append(15 + random.nextInt(120))
            .append(";3;0\n");
      }
    }
    long began = System.nanoTime();
    FeedReport read = feeds.read(FeedKind.SPOR, "bench", new StringReader(file.toString()));
    double seconds = (System.nanoTime() - began) / 1e9;
    if (read.refused()) {
      throw new AssertionError(read.problems());
    }
    report.tell("feed rows", rows);
    report.tell("feed rows taken in and published, a second", read.accepted() / seconds);
  }

  private void rebuild() {
    long began = System.nanoTime();
    int resources = readModels.rebuild();
    double seconds = (System.nanoTime() - began) / 1e9;
    report.tell("resources that the read models were made anew from", resources);
    report.tell("read models made anew, resources a second", resources / seconds);
  }
}
