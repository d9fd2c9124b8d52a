package se.vardformedling.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.NodeIT;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;

/** Places of two vårdtjänster of one service: counted apart, or together. */
@NodeIT
class CountersIT {
  private static final Caller CONTROLLER =
      new Caller("controller", Role.AVTALSCONTROLLER, Optional.of("20"), Optional.empty());

  @Autowired Volumes volumes;
  @Autowired Agreements agreements;
  @Autowired JdbcClient sql;
  @Autowired Clock clock;
  @Autowired PlatformTransactionManager transactions;
  @Autowired Trial trial;

  @Test
  void two_vardtjanster_of_one_service_with_different_caps_are_counted_apart() throws Exception {
    Trial.Made made = trial.two(1, 3);
    reserve(made, "koloskopi");

    assertThat(refused(() -> reserve(made, "koloskopi"))).isEqualTo(Problem.VOLUME_EXHAUSTED);
    reserve(made, "framfall");
    String used = reserve(made, "framfall");
    new TransactionTemplate(transactions).executeWithoutResult(done -> volumes.consume(used));

    Map<String, VolumeStatus> status = status(made);
    assertThat(status).containsOnlyKeys("koloskopi", "framfall");
    assertThat(Objects.requireNonNull(status.get("koloskopi")))
        .returns(Optional.of(1), VolumeStatus::cap)
        .returns(1, VolumeStatus::reserved)
        .returns("exhausted", VolumeStatus::state)
        .returns(1, VolumeStatus::entries);
    assertThat(Objects.requireNonNull(status.get("framfall")))
        .returns(Optional.of(3), VolumeStatus::cap)
        .returns(1, VolumeStatus::reserved)
        .returns(1, VolumeStatus::consumed)
        .returns(Optional.of(1), VolumeStatus::left)
        .returns("open", VolumeStatus::state);
    assertThat(agreements.terms(List.of(made.serviceId())))
        .extracting(term -> term.vardtjanst() + " " + term.remaining().orElse(-1))
        .containsExactlyInAnyOrder("koloskopi 0", "framfall 1");
    assertThat(view(made).alerts())
        .extracting(alert -> alert.vardtjanst() + " " + alert.level())
        .containsExactly("koloskopi 100", "koloskopi 90", "koloskopi 80");
    assertThat(view(made).services())
        .extracting(item -> item.vardtjanst() + " " + item.volume().flatMap(VolumeStatus::left))
        .containsExactly("framfall Optional[1]", "koloskopi Optional[0]");
    assertThat(view(made).summary().state()).as("framfall is left").isEqualTo("in-force");
    assertSealed(made, "framfall");
  }

  @Test
  void one_cap_for_both_is_shared_between_them() {
    Trial.Made made = trial.two(2, 2);
    reserve(made, "koloskopi");
    reserve(made, "framfall");

    assertThat(refused(() -> reserve(made, "framfall"))).isEqualTo(Problem.VOLUME_EXHAUSTED);
    assertThat(status(made)).containsOnlyKeys("");
    assertThat(view(made).services())
        .allMatch(item -> item.volume().flatMap(VolumeStatus::left).equals(Optional.of(0)));
  }

  @Test
  void places_that_are_taken_stay_where_they_are_counted() {
    Trial.Made made = trial.two(1, 3);
    reserve(made, "framfall");

    assertThat(refused(() -> trial.two(made, 3, 3, false))).isEqualTo(Problem.VALUE_INVALID);
    trial.two(made, 3, 3, true);

    assertThat(status(made, "framfall").left()).contains(2);
    assertThat(status(made, "koloskopi").left()).contains(3);
  }

  @Test
  void nothing_taken_is_counted_as_the_agreement_says_last() {
    Trial.Made made = trial.two(1, 3);
    trial.two(made, 2, 2, false);
    assertThat(status(made)).containsOnlyKeys("");
    trial.two(made, 2, 2, true);
    assertThat(status(made)).containsOnlyKeys("koloskopi", "framfall");
  }

  @Test
  void a_correction_says_of_which_vardtjanst_where_each_is_counted() {
    Trial.Made made = trial.two(5, 7);

    assertThat(refused(() -> adjust(made, ""))).isEqualTo(Problem.BAD_PARAMETER);
    adjust(made, "framfall");

    assertThat(status(made, "framfall").left()).contains(5);
    assertThat(status(made, "koloskopi").left()).contains(5);
  }

  private void adjust(Trial.Made made, String vardtjanst) {
    volumes.adjust(
        CONTROLLER,
        new Volumes.Adjustment(
            made.contractId(),
            made.serviceId(),
            vardtjanst,
            "21",
            2,
            "Utfört före driftsättningen",
            UUID.randomUUID().toString()));
  }

  private String reserve(Trial.Made made, String vardtjanst) {
    String order = "order-" + UUID.randomUUID();
    CallOff callOff = new CallOff("21", vardtjanst, LocalDate.now(clock), 1, List.of());
    new TransactionTemplate(transactions)
        .executeWithoutResult(
            status -> volumes.reserve("VF-COUNTERS", order, made.serviceId(), callOff));
    return order;
  }

  private static Problem refused(Runnable asked) {
    Refusal refusal = catchThrowableOfType(Refusal.class, asked::run);
    assertThat(refusal).as("refused").isNotNull();
    return refusal.problem();
  }

  private Map<String, VolumeStatus> status(Trial.Made made) {
    return agreements.volumes(CONTROLLER, made.contractId(), clock.instant()).orElseThrow().stream()
        .collect(Collectors.toMap(VolumeStatus::vardtjanst, Function.identity()));
  }

  private VolumeStatus status(Trial.Made made, String vardtjanst) {
    return Objects.requireNonNull(status(made).get(vardtjanst));
  }

  private AgreementView view(Trial.Made made) {
    return agreements.view(CONTROLLER, made.contractId(), clock.instant()).orElseThrow();
  }

  /** The entries of one counter are a chain of their own, of which the vårdtjänst is part. */
  private void assertSealed(Trial.Made made, String vardtjanst) throws Exception {
    byte[] before = new byte[0];
    for (Map<String, Object> row :
        sql.sql(
                """
                select hash, concat_ws('|', contract_id, service_id, vardtjanst, number, kind, quantity, region, case_id,
                                       order_id, late, actor, reason, idempotency_key, extract(epoch from at)) as line
                  from vf.volume_entry where contract_id = :id and vardtjanst = :vardtjanst order by number
                """)
            .param("id", made.contractId())
            .param("vardtjanst", vardtjanst)
            .query()
            .listOfRows()) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(before);
      before = digest.digest(String.valueOf(row.get("line")).getBytes(StandardCharsets.UTF_8));
      assertThat((byte[]) row.get("hash")).isEqualTo(before);
    }
    assertThat(before).isNotEmpty();
  }
}
