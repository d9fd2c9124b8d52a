package se.vardformedling.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.NodeIT;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;

/** The ledger on a real PostgreSQL: what it counts, what it refuses, who wins a race. */
@NodeIT
class VolumesIT {
  private static final Caller CONTROLLER =
      new Caller("controller", Role.AVTALSCONTROLLER, Optional.of("20"), Optional.empty());

  @Autowired Volumes volumes;
  @Autowired Agreements agreements;
  @Autowired JdbcClient sql;
  @Autowired Clock clock;
  @Autowired PlatformTransactionManager transactions;
  @Autowired Trial trial;

  private TransactionTemplate transaction;

  @BeforeEach
  void begin() {
    transaction = new TransactionTemplate(transactions);
  }

  @Test
  void of_64_that_race_for_the_last_place_one_wins_every_time() throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(64);
    try {
      for (int round = 0; round < 5; round++) {
        Trial.Made made = trial.agreement(3);
        reserve(made, "20");
        reserve(made, "21");
        CyclicBarrier start = new CyclicBarrier(64);
        List<Callable<String>> asks = new ArrayList<>();
        for (int n = 0; n < 64; n++) {
          String region = n % 2 == 0 ? "20" : "21";
          asks.add(
              () -> {
                start.await();
                return outcome(made, region);
              });
        }
        Map<String, Integer> outcomes = new TreeMap<>();
        for (Future<String> asked : clients.invokeAll(asks)) {
          outcomes.merge(asked.get(), 1, Integer::sum);
        }
        assertThat(outcomes).isEqualTo(Map.of("won", 1, "volume-exhausted", 63));
        VolumeStatus status = status(made);
        assertThat(status.reserved()).isEqualTo(3);
        assertThat(status.left()).contains(0);
        assertThat(status.state()).isEqualTo("exhausted");
      }
    } finally {
      clients.shutdownNow();
    }
  }

  @Test
  void who_loses_the_last_place_of_one_agreement_takes_one_of_the_next() throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(16);
    try {
      Trial.Made made = trial.agreement(1);
      Trial.Made next = trial.another(made, 1);
      CyclicBarrier start = new CyclicBarrier(16);
      List<Callable<String>> asks = new ArrayList<>();
      for (int n = 0; n < 16; n++) {
        // The two regions own one each, and go to their own first.
        String region = n % 2 == 0 ? "20" : "21";
        asks.add(
            () -> {
              start.await();
              return taken(made.serviceId(), region);
            });
      }
      Map<String, Integer> outcomes = new TreeMap<>();
      for (Future<String> asked : clients.invokeAll(asks)) {
        outcomes.merge(asked.get(), 1, Integer::sum);
      }
      assertThat(outcomes)
          .isEqualTo(Map.of(made.contractId(), 1, next.contractId(), 1, "volume-exhausted", 14));
    } finally {
      clients.shutdownNow();
    }
  }

  @Test
  void a_cap_that_only_tells_stops_nobody_and_the_agreement_stays_in_force() {
    Trial.Made made = trial.agreement(1);
    trial.cap(made, 1, "onReached", "notify");
    reserve(made, "20");
    reserve(made, "21");

    VolumeStatus status = status(made);
    assertThat(status.reserved()).isEqualTo(2);
    assertThat(status.overrun()).isEqualTo(1);
    assertThat(status.state()).isEqualTo("cap-reached");
    assertThat(levels(made)).containsExactly(100, 90, 80);
    assertThat(
            agreements
                .view(CONTROLLER, made.contractId(), clock.instant())
                .orElseThrow()
                .summary()
                .state())
        .isEqualTo("in-force");
  }

  @Test
  void random_acts_leave_the_counters_where_a_model_says_and_the_chain_whole() throws Exception {
    Random random = new Random(4_711);
    for (int run = 0; run < 6; run++) {
      Trial.Made made = trial.agreement(8);
      Model model = new Model(8);
      for (int act = 0; act < 60; act++) {
        act(made, model, random, run + "-" + act);
        assertCounters(made, model);
      }
      assertChain(made);
    }
  }

  private void act(Trial.Made made, Model model, Random random, String key) {
    String region = random.nextBoolean() ? "20" : "21";
    switch (random.nextInt(5)) {
      case 0, 1 -> {
        String order = made.contractId() + "-order-" + key;
        assertThat(outcome(made, region, order))
            .isEqualTo(model.reserve(order, region) ? "won" : "volume-exhausted");
      }
      case 2 -> {
        String order = model.some(random);
        // Given back twice on purpose: the second time changes nothing.
        transaction.executeWithoutResult(t -> volumes.release(order));
        transaction.executeWithoutResult(t -> volumes.release(order));
        model.release(order);
      }
      case 3 -> {
        String order = model.some(random);
        transaction.executeWithoutResult(t -> volumes.consume(order));
        model.consume(order);
      }
      default -> {
        if (random.nextInt(3) == 0) {
          String order = made.contractId() + "-late-" + key;
          var report =
              new Volumes.LateReport(
                  made.contractId(), made.serviceId(), "", region, "VF-X", order);
          volumes.reportLate(report);
          volumes.reportLate(report);
          model.adjust(region, 1);
        } else {
          int places = random.nextInt(5) - 2;
          boolean done = adjusted(made, region, places, "act-" + made.contractId() + key);
          assertThat(done).isEqualTo(model.adjust(region, places));
        }
      }
    }
  }

  @Test
  void a_place_given_back_reopens_what_was_used_up_and_takes_the_alerts_back() {
    Trial.Made made = trial.agreement(10);
    List<String> orders = new ArrayList<>();
    for (int n = 0; n < 10; n++) {
      orders.add(reserve(made, "20"));
    }
    assertThat(levels(made)).containsExactly(100, 90, 80);

    transaction.executeWithoutResult(t -> volumes.release(orders.get(0)));

    assertThat(levels(made)).containsExactly(90, 80);
    assertThat(status(made).state()).isEqualTo("near-cap");
    reserve(made, "20");
    assertThat(levels(made)).containsExactly(100, 90, 80);
  }

  @Test
  void a_late_report_above_the_cap_is_recorded_flagged_and_shown() {
    Trial.Made made = trial.agreement(1);
    reserve(made, "20");

    volumes.reportLate(
        new Volumes.LateReport(
            made.contractId(), made.serviceId(), "", "21", "VF-X", "late-" + made));

    VolumeStatus status = status(made);
    assertThat(status.reserved()).isEqualTo(1);
    assertThat(status.consumed()).isEqualTo(1);
    assertThat(status.overrun()).isEqualTo(1);
    assertThat(status.left()).contains(0);
    assertThat(status.regions())
        .containsExactly(
            new VolumeStatus.Region("20", Optional.empty(), 1, 0),
            new VolumeStatus.Region("21", Optional.empty(), 0, 1));
    assertThat(
            sql.sql("select late from vf.volume_entry where contract_id = :id and kind = 'consume'")
                .param("id", made.contractId())
                .query(Boolean.class)
                .single())
        .isTrue();
  }

  @Test
  void only_the_owner_adjusts_and_only_with_a_reason_that_names_nobody() {
    Trial.Made made = trial.agreement(5);
    Caller other = new Caller("other", Role.AVTALSCONTROLLER, Optional.of("21"), Optional.empty());
    Caller broker = new Caller("broker", Role.VARDFORMEDLARE, Optional.of("20"), Optional.empty());
    Caller stranger =
        new Caller("stranger", Role.AVTALSCONTROLLER, Optional.of("14"), Optional.empty());

    assertThat(refused(other, made, "Rättat efter avstämning"))
        .isEqualTo(Problem.ACTOR_NOT_ALLOWED);
    assertThat(refused(broker, made, "Rättat efter avstämning"))
        .isEqualTo(Problem.ACTOR_NOT_ALLOWED);
    assertThat(refused(stranger, made, "Rättat efter avstämning")).isEqualTo(Problem.NOT_FOUND);
    assertThat(refused(CONTROLLER, made, " ")).isEqualTo(Problem.REASON_MANDATORY);
    assertThat(refused(CONTROLLER, made, "Gäller 191212121212")).isEqualTo(Problem.PHI_DETECTED);
    assertThat(refusal(() -> adjust(made, "14", 1, "elsewhere"))).isEqualTo(Problem.CODE_INVALID);
    assertThat(refusal(() -> adjust(made, "xx", 1, "nowhere"))).isEqualTo(Problem.CODE_INVALID);
    assertThat(refusal(() -> adjust(made, "20", 6, "too-many"))).isEqualTo(Problem.VALUE_INVALID);
    assertThat(adjusted(made, "20", 2, "once")).isTrue();
    assertThat(adjusted(made, "20", 2, "once")).isTrue();
    assertThat(status(made).consumed()).isEqualTo(2);
  }

  @Test
  void the_database_keeps_the_ledger_and_the_counters_from_being_changed() {
    Trial.Made made = trial.agreement(2);
    reserve(made, "20");
    String where = " where contract_id = '" + made.contractId() + "'";

    for (String forbidden :
        List.of(
            "update vf.volume_entry set quantity = 2" + where,
            "delete from vf.volume_entry" + where,
            "truncate vf.volume_entry",
            "update vf.volume set reserved = 0" + where,
            "update vf.volume set hash = '\\x00'" + where,
            "update vf.volume_share set consumed = 5" + where,
            "update vf.volume set cap = 0" + where,
            "insert into vf.volume_entry (contract_id, service_id, region, order_id, case_id, kind, quantity,"
                + " idempotency_key, at) values ('"
                + made.contractId()
                + "', '"
                + made.serviceId()
                + "', '20', 'forged', 'VF-X', 'reserve', 2, 'forged', now())",
            "insert into vf.volume_entry (contract_id, service_id, region, order_id, case_id, kind, quantity,"
                + " idempotency_key, at) values ('"
                + made.contractId()
                + "', '"
                + made.serviceId()
                + "', '20', 'forged', 'VF-X', 'release', 1, 'forged', now())")) {
      assertThatThrownBy(() -> sql.sql(forbidden).update())
          .as(forbidden)
          .isInstanceOf(DataAccessException.class);
    }
    assertThat(status(made).reserved()).isEqualTo(1);
  }

  @Test
  void a_cap_below_what_is_taken_needs_a_reason_and_closes_the_service() {
    Trial.Made made = trial.agreement(5);
    reserve(made, "20");
    reserve(made, "20");
    String order = reserve(made, "20");

    assertThatThrownBy(() -> trial.cap(made, 1, ""))
        .isInstanceOf(Refusal.class)
        .extracting(refusal -> ((Refusal) refusal).problem())
        .isEqualTo(Problem.CAP_BELOW_TAKEN);
    assertThat(status(made).cap()).contains(5);

    trial.cap(made, 1, "Utföraren har sagt upp två operatörer");
    assertThat(status(made).state()).isEqualTo("closed");
    assertThat(outcome(made, "20")).isEqualTo("volume-exhausted");

    // Those who were accepted before are not dropped.
    transaction.executeWithoutResult(t -> volumes.consume(order));
    assertThat(status(made).consumed()).isEqualTo(1);
    trial.cap(made, 4, "");
    assertThat(outcome(made, "20")).isEqualTo("won");
  }

  @Test
  void a_cap_that_would_be_counted_as_something_else_is_refused() {
    Trial.Made made = trial.agreement(5);

    assertThatThrownBy(() -> trial.cap(made, 5_000_000, "unit", "sek"))
        .isInstanceOf(Refusal.class)
        .extracting(refusal -> ((Refusal) refusal).problem())
        .isEqualTo(Problem.VALUE_INVALID);
    assertThat(status(made).cap()).contains(5);
  }

  private String reserve(Trial.Made made, String region) {
    String order = "order-" + java.util.UUID.randomUUID();
    assertThat(outcome(made, region, order)).isEqualTo("won");
    return order;
  }

  private String outcome(Trial.Made made, String region) {
    return outcome(made, region, "order-" + java.util.UUID.randomUUID());
  }

  private String outcome(Trial.Made made, String region, String order) {
    try {
      transaction.executeWithoutResult(
          t ->
              assertThat(volumes.reserve("VF-X", order, made.serviceId(), callOff(region)))
                  .isEqualTo(made.contractId()));
      return "won";
    } catch (Refusal refusal) {
      return refusal.problem().code();
    }
  }

  private String taken(String serviceId, String region) {
    try {
      return java.util.Objects.requireNonNull(
          transaction.execute(
              t ->
                  volumes.reserve(
                      "VF-X", "order-" + java.util.UUID.randomUUID(), serviceId, callOff(region))));
    } catch (Refusal refusal) {
      return refusal.problem().code();
    }
  }

  private CallOff callOff(String region) {
    return new CallOff(region, "koloskopi", LocalDate.now(clock), 1, List.of());
  }

  private static Problem refusal(Runnable act) {
    try {
      act.run();
    } catch (Refusal refusal) {
      return refusal.problem();
    }
    throw new AssertionError("not refused");
  }

  private void adjust(Trial.Made made, String region, int places, String key) {
    volumes.adjust(
        CONTROLLER,
        new Volumes.Adjustment(
            made.contractId(),
            made.serviceId(),
            "",
            region,
            places,
            "Rättat efter avstämning",
            made.contractId() + key));
  }

  private boolean adjusted(Trial.Made made, String region, int places, String key) {
    try {
      adjust(made, region, places, key);
      return true;
    } catch (Refusal refusal) {
      assertThat(refusal.problem()).isEqualTo(Problem.VALUE_INVALID);
      return false;
    }
  }

  private Problem refused(Caller caller, Trial.Made made, String reason) {
    try {
      volumes.adjust(
          caller,
          new Volumes.Adjustment(
              made.contractId(), made.serviceId(), "", "20", 1, reason, "k" + made));
      throw new AssertionError("not refused");
    } catch (Refusal refusal) {
      return refusal.problem();
    }
  }

  private VolumeStatus status(Trial.Made made) {
    return agreements.volumes(CONTROLLER, made.contractId(), clock.instant()).orElseThrow().get(0);
  }

  private List<Integer> levels(Trial.Made made) {
    return agreements
        .view(CONTROLLER, made.contractId(), clock.instant())
        .orElseThrow()
        .alerts()
        .stream()
        .filter(alert -> alert.kind().equals("volume"))
        .map(AgreementAlert::level)
        .sorted(java.util.Comparator.reverseOrder())
        .toList();
  }

  private void assertCounters(Trial.Made made, Model model) {
    Map<String, Object> row =
        sql.sql("select reserved, consumed, overrun from vf.volume where contract_id = :id")
            .param("id", made.contractId())
            .query()
            .singleRow();
    VolumeStatus status = status(made);
    assertThat(row.get("reserved")).isEqualTo(model.reserved()).isEqualTo(status.reserved());
    assertThat(row.get("consumed")).isEqualTo(model.consumed()).isEqualTo(status.consumed());
    assertThat(row.get("overrun")).isEqualTo(status.overrun());
  }

  /** Computes every seal again from what stands in the rows. */
  private void assertChain(Trial.Made made) throws Exception {
    byte[] before = new byte[0];
    List<Map<String, Object>> rows =
        sql.sql(
                """
                select hash, concat_ws('|', contract_id, service_id, number, kind, quantity, region, case_id, order_id,
                                       late, actor, reason, idempotency_key, extract(epoch from at)) as line
                  from vf.volume_entry where contract_id = :id order by number
                """)
            .param("id", made.contractId())
            .query()
            .listOfRows();
    for (Map<String, Object> row : rows) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(before);
      before = digest.digest(String.valueOf(row.get("line")).getBytes(StandardCharsets.UTF_8));
      assertThat((byte[]) row.get("hash")).isEqualTo(before);
    }
    assertThat(status(made).ledgerHash()).isEqualTo(HexFormat.of().formatHex(before));
    assertThat(status(made).entries()).isEqualTo(rows.size());
  }

  /** What the ledger should be, in as few words as possible. */
  private static final class Model {
    private final int cap;
    private final Map<String, String> held = new TreeMap<>();
    private final Map<String, Integer> used = new TreeMap<>();

    Model(int cap) {
      this.cap = cap;
    }

    boolean reserve(String order, String region) {
      return reserved() + consumed() < cap && held.put(order, region) == null;
    }

    void release(String order) {
      held.remove(order);
    }

    void consume(String order) {
      String region = held.remove(order);
      if (region != null) {
        used.merge(region, 1, Integer::sum);
      }
    }

    boolean adjust(String region, int places) {
      if (places == 0 || used.getOrDefault(region, 0) + places < 0) {
        return false;
      }
      used.merge(region, places, Integer::sum);
      return true;
    }

    String some(Random random) {
      return held.isEmpty()
          ? "nothing-is-held"
          : List.copyOf(held.keySet()).get(random.nextInt(held.size()));
    }

    int reserved() {
      return held.size();
    }

    int consumed() {
      return used.values().stream().mapToInt(Integer::intValue).sum();
    }
  }
}
