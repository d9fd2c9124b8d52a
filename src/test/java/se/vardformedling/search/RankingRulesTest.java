package se.vardformedling.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.vardformedling.agreement.Criterion;
import se.vardformedling.agreement.Term;
import se.vardformedling.catalogue.Acceptance;
import se.vardformedling.catalogue.Offer;
import se.vardformedling.catalogue.Position;
import se.vardformedling.waitingtime.Wait;

class RankingRulesTest {
  private static final Offer.Versions VERSIONS = new Offer.Versions(1, 1, 1);
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
  private static final Strategy BALANCED =
      new Strategy("balanced", "SE", 1, .3, .2, .2, .06, .06, .06, .06, .06);
  private static final Position MORA = new Position(61.0, 14.55);

  @Test
  void the_distance_is_the_great_circle() {
    // A quarter of the earth's circle, and one degree of it north of the arctic circle.
    assertThat(new Position(0, 0).distanceTo(new Position(0, 90)))
        .isEqualTo(Math.PI / 2 * 6371.0088, within(1e-6));
    assertThat(new Position(67, 20).distanceTo(new Position(68, 20)))
        .isEqualTo(111.195, within(0.001));
    assertThat(new Position(60.6071, 15.6311).rounded().latitude()).isEqualTo(60.6, within(1e-9));
  }

  @Test
  void each_obstacle_has_its_reason_and_one_alone_is_a_near_miss() {
    Question strict =
        question(
            "required",
            "announced-only",
            Optional.of(100.0),
            Optional.of(30),
            Optional.of(1_000_00L),
            List.of(new Question.Criterion("asa", "4")));
    Offer inactive =
        new Offer(
            "s",
            "knaprotes",
            "n",
            "u",
            "U",
            "l",
            Optional.of(new Position(57.7, 12)),
            false,
            List.of(new Acceptance("asa", 1, 3, Set.of())),
            "open",
            Optional.empty(),
            VERSIONS);
    Candidate all =
        new Candidate(
            inactive,
            List.of(term(5_000_00L, 0)),
            List.of(wait(90)),
            Optional.empty(),
            Optional.empty());

    assertThat(RankingRules.judge(strict, all).excluded())
        .containsExactly(
            "service-inactive",
            "criteria-not-accepted",
            "beyond-distance",
            "volume-exhausted",
            "capacity-closed",
            "wait-too-long");

    Question far =
        question(
            "preferred",
            "not-closed",
            Optional.of(100.0),
            Optional.empty(),
            Optional.empty(),
            List.of());
    Suitability near = RankingRules.judge(far, candidate("x", 57.7, 90, 5_000_00L, 10));
    assertThat(near.excluded()).containsExactly("beyond-distance");
    assertThat(near.nearMiss()).isTrue();
  }

  @Test
  void no_distance_at_all_may_be_asked_for() {
    Question here =
        question(
            "preferred",
            "not-closed",
            Optional.of(0.0),
            Optional.empty(),
            Optional.empty(),
            List.of());

    Suitability at = RankingRules.judge(here, candidate("at", 61.0, 90, 5_000_00L, 10));
    Suitability there = RankingRules.judge(here, candidate("there", 62.0, 90, 5_000_00L, 10));

    assertThat(distance(at)).isEqualTo(1);
    assertThat(at.score()).isFinite();
    assertThat(at.excluded()).isEmpty();
    assertThat(distance(there)).isZero();
    assertThat(there.excluded()).containsExactly("beyond-distance");
  }

  private static double distance(Suitability judged) {
    return judged.components().stream()
        .filter(part -> part.code().equals("distance"))
        .mapToDouble(Suitability.Component::normalised)
        .sum();
  }

  @Test
  void a_stale_or_small_figure_is_no_figure_and_says_so() {
    Question question = plain();
    Candidate stale =
        new Candidate(
            offer("s", 61, "open"),
            List.of(),
            List.of(new Wait("s", "wait-performed", 50, 100, TODAY.minusDays(43), "demo")),
            Optional.empty(),
            Optional.empty());
    Candidate small =
        new Candidate(
            offer("s", 61, "open"),
            List.of(),
            List.of(new Wait("s", "wait-performed", 50, 9, TODAY, "demo")),
            Optional.empty(),
            Optional.empty());

    assertThat(RankingRules.judge(question, stale).waiting()).isEmpty();
    assertThat(RankingRules.judge(question, stale).warnings()).contains("stale-wait");
    assertThat(RankingRules.judge(question, small).waiting()).isEmpty();
    assertThat(RankingRules.judge(question, stale).excluded()).isEmpty();
  }

  @Test
  void an_announcement_that_has_run_out_is_evidence_of_nothing() {
    Offer offer =
        new Offer(
            "s",
            "knaprotes",
            "n",
            "u",
            "U",
            "l",
            Optional.of(MORA),
            true,
            List.of(),
            "closed",
            Optional.of(TODAY.minusDays(1)),
            VERSIONS);
    assertThat(RankingRules.capacity(offer, TODAY)).isEqualTo("unknown");
    assertThat(RankingRules.capacity(offer, TODAY.minusDays(1))).isEqualTo("closed");
  }

  @Test
  void an_irrelevant_provider_reorders_nobody_and_the_order_of_the_input_does_not_matter() {
    Random random = new Random(20_261_124);
    for (int round = 0; round < 500; round++) {
      List<Candidate> candidates = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        candidates.add(
            candidate(
                "s" + i,
                56 + random.nextInt(10),
                10 + random.nextInt(160),
                50_000_00L + random.nextInt(90_000_00),
                random.nextInt(30)));
      }
      List<String> order = order(candidates);
      Collections.shuffle(candidates, random);
      assertThat(order(candidates)).as("round " + round).isEqualTo(order);

      candidates.add(candidate("irrelevant", 66, 179, 200_000_00L, 1));
      List<String> withOther = new ArrayList<>(order(candidates));
      withOther.remove("irrelevant");
      assertThat(withOther).as("round " + round).isEqualTo(order);
    }
  }

  @Test
  void one_service_that_gives_two_of_what_is_asked_for_is_always_in_the_same_order() {
    List<Suitability> both = new ArrayList<>();
    for (String vardtjanst : List.of("knaprotes", "hoftprotes")) {
      both.add(
          RankingRules.judge(
              plain(),
              new Candidate(
                  offer("s", vardtjanst, 61, "open"),
                  List.of(),
                  List.of(),
                  Optional.empty(),
                  Optional.empty())));
    }

    for (int i = 0; i < 2; i++) {
      Collections.reverse(both);
      assertThat(both.stream().sorted(RankingRules.order("score", TODAY)))
          .extracting(s -> s.offer().vardtjanst())
          .containsExactly("hoftprotes", "knaprotes");
    }
  }

  @Test
  void less_wait_less_way_and_a_lower_price_never_make_it_worse() {
    Random random = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      int days = 20 + random.nextInt(150);
      double latitude = 62 + random.nextInt(5);
      long price = 60_000_00L + random.nextInt(60_000_00);
      double score = score(candidate("s", latitude, days, price, 5));
      assertThat(score(candidate("s", latitude, days - 10, price, 5)))
          .isGreaterThanOrEqualTo(score);
      assertThat(score(candidate("s", latitude - 0.5, days, price, 5)))
          .isGreaterThanOrEqualTo(score);
      assertThat(score(candidate("s", latitude, days, price - 5_000_00, 5)))
          .isGreaterThanOrEqualTo(score);
    }
  }

  @Test
  void a_lower_rate_of_what_goes_wrong_never_makes_it_worse_and_an_unknown_one_is_neutral() {
    double usual = quality(2.0).map(RankingRulesTest::score).orElseThrow();
    assertThat(quality(1.0).map(RankingRulesTest::score).orElseThrow()).isGreaterThan(usual);
    assertThat(quality(9.0).map(RankingRulesTest::score).orElseThrow()).isLessThan(usual);
    assertThat(score(candidate("s", 61, 50, 90_000_00L, 5))).isEqualTo(usual, within(1e-9));
  }

  @Test
  void nobody_without_volume_left_comes_first_when_an_agreement_is_required() {
    Question required =
        question(
            "required",
            "not-closed",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());

    assertThat(RankingRules.judge(required, candidate("s", 61, 1, 1_00L, 0)).excluded())
        .containsExactly("volume-exhausted");
  }

  @Test
  void an_agreement_about_something_else_or_for_others_is_none() {
    Question three =
        question(
            "required",
            "not-closed",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(new Question.Criterion("asa", "3")));
    Term hip = term("hoftprotes", 1_00L, List.of());
    Term healthy = term("knaprotes", 2_00L, List.of(new Criterion("asa", null, 2, Set.of())));
    Term knee = term("knaprotes", 3_00L, List.of());

    Suitability served = RankingRules.judge(three, offered(hip, healthy, knee));
    assertThat(served.excluded()).isEmpty();
    assertThat(served.term()).contains(knee);
    assertThat(RankingRules.judge(three, offered(hip, healthy)).excluded())
        .containsExactly("criteria-not-accepted");
    assertThat(RankingRules.judge(three, offered(hip)).excluded())
        .containsExactly("no-usable-agreement");
    assertThat(RankingRules.judge(plain(), offered(hip, healthy)).term()).contains(healthy);
  }

  @ParameterizedTest
  @ValueSource(strings = {"match-warning", "exclusion-reason"})
  void why_no_agreement_can_be_used_is_told_in_words(String system) throws IOException {
    String words = Files.readString(Path.of("terminology/code-systems", system + ".json"));

    for (String why :
        List.of(
            "no-usable-agreement",
            "region-not-entitled",
            "agreement-not-valid-yet",
            "agreement-expired",
            "volume-exhausted",
            "criteria-not-accepted")) {
      assertThat(words).as(why).contains("\"code\": \"" + why + "\"");
    }
  }

  private static Candidate offered(Term... terms) {
    return new Candidate(
        offer("s", 61, "open"),
        List.of(terms),
        List.of(wait(30)),
        Optional.of(92_000_00L),
        Optional.empty());
  }

  private static Optional<Candidate> quality(double rate) {
    Candidate known = candidate("s", 61, 50, 90_000_00L, 5);
    return Optional.of(
        new Candidate(
            known.offer(),
            known.terms(),
            known.waits(),
            known.referencePriceOre(),
            Optional.of(new Candidate.Quality(rate, 2.0))));
  }

  private static double score(Candidate candidate) {
    return RankingRules.judge(plain(), candidate).score();
  }

  private static List<String> order(List<Candidate> candidates) {
    return candidates.stream()
        .map(candidate -> RankingRules.judge(plain(), candidate))
        .sorted(RankingRules.order("score", TODAY))
        .map(s -> s.offer().serviceId())
        .toList();
  }

  private static Question plain() {
    return question(
        "preferred", "not-closed", Optional.empty(), Optional.empty(), Optional.empty(), List.of());
  }

  private static Question question(
      String agreement,
      String capacity,
      Optional<Double> km,
      Optional<Integer> days,
      Optional<Long> ore,
      List<Question.Criterion> criteria) {
    return new Question(
        Set.of("knaprotes"),
        MORA,
        "20",
        km,
        days,
        ore,
        TODAY.plusDays(90),
        TODAY,
        criteria,
        agreement,
        1,
        capacity,
        "score",
        BALANCED,
        true,
        TODAY,
        20);
  }

  private static Candidate candidate(String id, double latitude, int days, long ore, int left) {
    return new Candidate(
        offer(id, latitude, "open"),
        List.of(term(ore, left)),
        List.of(wait(days)),
        Optional.of(92_000_00L),
        Optional.empty());
  }

  private static Offer offer(String id, double latitude, String capacity) {
    return offer(id, "knaprotes", latitude, capacity);
  }

  private static Offer offer(String id, String vardtjanst, double latitude, String capacity) {
    return new Offer(
        id,
        vardtjanst,
        "n",
        "u",
        "U",
        "l",
        Optional.of(new Position(latitude, 14.55)),
        true,
        List.of(),
        capacity,
        Optional.empty(),
        VERSIONS);
  }

  private static Wait wait(int days) {
    return new Wait("s", "wait-performed", days, 100, TODAY, "demo");
  }

  private static Term term(long ore, int left) {
    return term("knaprotes", ore, left, List.of());
  }

  private static Term term(String vardtjanst, long ore, List<Criterion> criteria) {
    return term(vardtjanst, ore, 10, criteria);
  }

  private static Term term(String vardtjanst, long ore, int left, List<Criterion> criteria) {
    return new Term(
        "c",
        1,
        "s",
        vardtjanst,
        "executed",
        "20",
        Set.of(),
        "named",
        TODAY.minusDays(10),
        Optional.of(TODAY.plusDays(400)),
        Optional.of("fixed-price"),
        Optional.of(ore),
        Optional.of(left),
        0,
        true,
        criteria);
  }
}
