package se.vardformedling.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.vardformedling.agreement.VolumeRules.Counted;

/** What a procedure costs under an agreement, and which agreement is used. */
class TermRulesTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 26);
  private static final CallOff KNEE = asks("knaprotes");

  @ParameterizedTest
  @CsvSource({
    "50, 10, 3, true",
    "50, 10, 50, true",
    "50, 10, -10, true",
    "50, 10, 51, false",
    "50, 10, -11, false",
    "50, 10, 0, false",
    ", 10, 51, true"
  })
  void a_correction_is_no_larger_than_what_was_agreed_on(
      Integer cap, int used, int places, boolean meant) {
    var counter = new VolumeRules.Counter(Optional.ofNullable(cap), 5, used, true);

    assertThat(VolumeRules.adjustFault(counter, used, places).isEmpty()).isEqualTo(meant);
  }

  @ParameterizedTest
  @CsvSource({
    "fixed-price, 740000, , , 740000",
    "fixed-price, 740000, , 1.035, 765900",
    ", 740000, , , 740000",
    "drg-points, 6250000, 0.182, , 1137500",
    "drg-points, 6250000, 0.182, 1.0321, 1174014",
    "subscription, 6100000, 0.121, , 738100",
    "drg-points, 6250000, , 1.03, ",
    "cost-based, 740000, , , ",
    "fixed-price, , , 1.03, "
  })
  void the_price_of_a_procedure_is_that_of_its_points(
      String model, Long unitOre, BigDecimal points, BigDecimal factor, Long expected) {
    PriceTerms terms =
        new PriceTerms(model, unitOre, points, factor, null, null, null, List.of(), null);

    assertThat(terms.procedureOre()).isEqualTo(Optional.ofNullable(expected));
  }

  @Test
  void a_term_about_another_vardtjanst_of_the_same_service_is_not_used() {
    Term hip = term("hip", "hoftprotes", 1_00L, 10, true, List.of());
    Term knee = term("knee", "knaprotes", 9_00L, 10, true, List.of());

    assertThat(TermRules.ranked(List.of(hip, knee), KNEE)).containsExactly(knee);
    assertThat(TermRules.whyNot(List.of(hip), KNEE)).isEqualTo("no-usable-agreement");
    assertThat(TermRules.ranked(List.of(hip, knee), asks("")))
        .as("not known: the cheaper first")
        .containsExactly(hip, knee);
  }

  @Test
  void who_may_call_off_is_named_of_the_samverkansregion_or_everybody() {
    Term named = scoped("named", "14", Set.of("01", "20"));
    Term cooperation = scoped("cooperation-region", "17", Set.of());
    Term all = scoped("all", "12", Set.of());
    Term own = scoped("named", "20", Set.of());

    assertThat(TermRules.ranked(List.of(all, cooperation, named, own), KNEE))
        .as("the most specific first")
        .containsExactly(own, named, cooperation, all);
    assertThat(List.of("01", "17", "18", "12"))
        .filteredOn(region -> TermRules.entitled(cooperation, region))
        .as("Mellansverige")
        .containsExactly("17", "18");
    assertThat(List.of("01", "14", "18"))
        .filteredOn(region -> TermRules.entitled(named, region))
        .as("its owner too")
        .containsExactly("01", "14");
    assertThat(TermRules.entitled(all, "25")).isTrue();
    assertThat(TermRules.whyNot(List.of(scoped("cooperation-region", "14", Set.of())), KNEE))
        .isEqualTo("region-not-entitled");
  }

  private static Term scoped(String scope, String commissioner, Set<String> entitled) {
    Term term = term(commissioner + scope, "knaprotes", 1_00L, 10, true, List.of());
    return new Term(
        term.contractId(),
        1,
        "s",
        "knaprotes",
        "executed",
        commissioner,
        entitled,
        scope,
        term.validFrom(),
        term.validTo(),
        term.priceModel(),
        term.priceOre(),
        term.remaining(),
        0,
        true,
        List.of());
  }

  @Test
  void a_cap_that_only_tells_does_not_stop_and_one_that_stops_does() {
    Term stops = term("stops", "knaprotes", 1_00L, 0, true, List.of());
    Term tells = term("tells", "knaprotes", 2_00L, 0, false, List.of());

    assertThat(TermRules.ranked(List.of(stops, tells), KNEE)).containsExactly(tells);
    assertThat(TermRules.whyNot(List.of(stops), KNEE)).isEqualTo("volume-exhausted");
  }

  @Test
  void an_agreement_is_not_used_for_whom_it_does_not_take() {
    Term healthy =
        term(
            "healthy",
            "knaprotes",
            1_00L,
            10,
            true,
            List.of(
                new Criterion("asa", null, 2, Set.of()),
                new Criterion("anaesthesia", null, null, Set.of("spinal"))));
    Term all = term("all", "knaprotes", 2_00L, 10, true, List.of());
    List<Term> both = List.of(healthy, all);

    assertThat(TermRules.best(both, asks("knaprotes", "asa", "2"))).contains(healthy);
    assertThat(TermRules.best(both, asks("knaprotes", "asa", "3"))).contains(all);
    assertThat(TermRules.best(both, asks("knaprotes", "anaesthesia", "general"))).contains(all);
    assertThat(TermRules.best(both, asks("knaprotes", "bmi", "41")))
        .as("what it does not mention it takes")
        .contains(healthy);
    assertThat(TermRules.whyNot(List.of(healthy), asks("knaprotes", "asa", "3")))
        .isEqualTo("criteria-not-accepted");
  }

  @Test
  void money_is_not_counted_as_places() {
    AgreementResource.Row ten = row("s", "knaprotes", 10, "procedures");

    assertThat(VolumeRules.fault(List.of(ten, row("s", "hoftprotes", 20, "procedures")))).isEmpty();
    assertThat(VolumeRules.fault(List.of(ten, row("s", "hoftprotes", 5_000_000, "sek"))))
        .contains("s: a cap in sek is not counted yet");
  }

  @Test
  void one_cap_for_all_of_a_service_is_counted_together_and_different_caps_apart() {
    AgreementResource.Row knee = row("s", "knaprotes", 10, "procedures");
    AgreementResource.Row hip = row("s", "hoftprotes", 10, "procedures");
    AgreementResource.Row elsewhere = row("t", "hoftprotes", 20, "procedures");
    AgreementResource.Row more = row("s", "framfall", 20, "procedures");
    AgreementResource.Row none =
        new AgreementResource.Row(
            "s", "koloskopi", PriceTerms.silent(), List.of(), Optional.empty());

    assertThat(counters(knee, hip, elsewhere)).containsExactly("", "", "");
    assertThat(counters(knee, hip, more)).containsExactly("knaprotes", "hoftprotes", "framfall");
    assertThat(counters(knee, none)).containsExactly("knaprotes", "koloskopi");
    assertThat(counters(none)).containsExactly("");
  }

  @Test
  void a_cap_that_is_of_a_vardtjanst_alone_is_counted_apart_though_others_say_the_same() {
    AgreementResource.Row knee = row("s", "knaprotes", 10, "procedures", true);
    AgreementResource.Row hip = row("s", "hoftprotes", 10, "procedures", true);
    AgreementResource.Row colon = row("s", "koloskopi", 30, "procedures");
    AgreementResource.Row prolapse = row("s", "framfall", 30, "procedures");

    assertThat(counters(knee, hip)).containsExactly("knaprotes", "hoftprotes");
    assertThat(counters(knee, colon, prolapse)).containsExactly("knaprotes", "", "");
  }

  @Test
  void the_same_cap_said_with_other_shares_is_refused_unless_it_is_alone() {
    AgreementResource.Row knee = row("s", "knaprotes", 10, "procedures");
    AgreementResource.Row hip = shared("s", "hoftprotes", 10, 7, false);

    assertThat(VolumeRules.fault(List.of(knee, hip)))
        .hasValueSatisfying(fault -> assertThat(fault).startsWith("s: the same cap"));
    assertThat(VolumeRules.fault(List.of(knee, shared("s", "hoftprotes", 10, 7, true)))).isEmpty();
    assertThat(VolumeRules.fault(List.of(knee, shared("t", "hoftprotes", 10, 7, false)))).isEmpty();
    assertThat(VolumeRules.fault(List.of(knee, shared("s", "hoftprotes", 11, 7, false)))).isEmpty();
    assertThat(VolumeRules.fault(List.of(knee, row("s", "hoftprotes", 10, "procedures"))))
        .isEmpty();
  }

  private static AgreementResource.Row shared(
      String service, String vardtjanst, int cap, int share, boolean alone) {
    return new AgreementResource.Row(
        service,
        vardtjanst,
        PriceTerms.silent(),
        List.of(),
        Optional.of(
            new AgreementResource.Cap(
                cap, "procedures", "stop", List.of(80), Map.of("20", share), alone, null)));
  }

  @Test
  void places_that_are_taken_are_not_counted_elsewhere_afterwards() {
    Counted knee = new Counted("s", "knaprotes");
    Counted hip = new Counted("s", "hoftprotes");
    Map<Counted, String> together = Map.of(knee, "", hip, "");
    Map<Counted, String> apart = Map.of(knee, "knaprotes", hip, "hoftprotes");
    Counted shared = new Counted("s", "");

    assertThat(VolumeRules.moved(together, apart, Set.of())).isEmpty();
    assertThat(VolumeRules.moved(together, apart, Set.of(shared))).isPresent();
    assertThat(VolumeRules.moved(apart, together, Set.of(hip))).contains(hip);
    assertThat(VolumeRules.moved(apart, apart, Set.of(knee, hip))).isEmpty();
    assertThat(
            VolumeRules.moved(
                Map.of(knee, ""), Map.of(knee, "", hip, "hoftprotes"), Set.of(shared)))
        .as("one that is new")
        .isEmpty();
  }

  private static List<String> counters(AgreementResource.Row... rows) {
    Map<Counted, String> counters = VolumeRules.counters(List.of(rows));
    return Stream.of(rows).map(row -> String.valueOf(counters.get(Counted.of(row)))).toList();
  }

  private static AgreementResource.Row row(
      String service, String vardtjanst, int cap, String unit) {
    return row(service, vardtjanst, cap, unit, false);
  }

  private static AgreementResource.Row row(
      String service, String vardtjanst, int cap, String unit, boolean alone) {
    return new AgreementResource.Row(
        service,
        vardtjanst,
        PriceTerms.silent(),
        List.of(),
        Optional.of(
            new AgreementResource.Cap(
                cap, unit, "stop", List.of(80), new TreeMap<>(Map.of("20", 5)), alone, null)));
  }

  private static CallOff asks(String vardtjanst) {
    return new CallOff("20", vardtjanst, DAY, 1, List.of());
  }

  private static CallOff asks(String vardtjanst, String code, String value) {
    return new CallOff("20", vardtjanst, DAY, 1, List.of(new CallOff.Condition(code, value)));
  }

  private static Term term(
      String id, String vardtjanst, long ore, int left, boolean stops, List<Criterion> criteria) {
    return new Term(
        id,
        1,
        "s",
        vardtjanst,
        "executed",
        "20",
        Set.of(),
        "named",
        DAY.minusDays(10),
        Optional.empty(),
        Optional.of("fixed-price"),
        Optional.of(ore),
        Optional.of(left),
        0,
        stops,
        criteria);
  }
}
