package se.vardformedling.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import se.vardformedling.NodeIT;
import se.vardformedling.agreement.AgreementAlert;
import se.vardformedling.agreement.Agreements;
import se.vardformedling.agreement.Trial;
import se.vardformedling.agreement.VolumeStatus;
import se.vardformedling.agreement.Volumes;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Needs;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;

/**
 * The pilot of an endoscopy unit that borrowed another region's agreement for its koloskopier: the
 * volume could not be followed from outside, word came late that the cap was near, and the flow
 * stopped half way. Retold with the demo's parties: Region Dalarna borrows an agreement that Västra
 * Götaland has with a private unit; the numbers are ours.
 */
@NodeIT
class RyhovIT {
  private static final String BROKER = "broker-dalarna";
  private static final String PROVIDER = "provider-goteborg";
  private static final Caller BORROWER =
      new Caller("borrower", Role.VARDFORMEDLARE, Optional.of("20"), Optional.empty());
  private static final Caller OWNER =
      new Caller("owner", Role.AVTALSCONTROLLER, Optional.of("14"), Optional.empty());

  @LocalServerPort int port;
  @Autowired Trial trial;
  @Autowired Agreements agreements;
  @Autowired Volumes volumes;
  @Autowired Clock clock;

  private Api api;

  @Test
  void a_borrowed_agreement_is_followed_by_both_warns_stops_and_drops_nobody() {
    api = new Api(port);
    Trial.Made made = trial.agreement(6, LocalDate.now(clock).plusDays(400), "14", "20");

    // The broker finds that the region may borrow it; the owner has used two places before.
    assertThat(
            api.get(
                    BROKER,
                    "/fhir/Contract/$applicable?service=koloskopi&healthcareService="
                        + made.serviceId())
                .body())
        .contains("Contract/" + made.contractId())
        .contains("borrowed");
    volumes.adjust(
        OWNER,
        new Volumes.Adjustment(
            made.contractId(),
            made.serviceId(),
            "",
            "14",
            2,
            "Utfört före driftsättningen",
            "before-" + made.contractId()));

    // Two patients are brokered; the third brings the warning, to both regions at once.
    List<String> orders = new ArrayList<>();
    orders.add(selected(made));
    orders.add(selected(made));
    assertThat(levels(OWNER, made)).isEmpty();
    orders.add(selected(made));
    assertThat(levels(OWNER, made)).containsExactly(80).isEqualTo(levels(BORROWER, made));
    assertThat(seen(OWNER, made))
        .isEqualTo(seen(BORROWER, made))
        .isEqualTo("cap 6: 3 + 2, near-cap, 14 0/2, 20 3/0");

    // The last place is taken, and the flow stops: a fifth patient cannot be sent, but keeps the
    // offer.
    orders.add(selected(made));
    String refused = accepted(made);
    Api.Answer stop = step(BROKER, refused, "select", "");
    assertThat(stop.status()).isEqualTo(422);
    assertThat(stop.problem()).isEqualTo("volume-exhausted");
    assertThat(state(refused)).isEqualTo("patient-accepted");
    assertThat(levels(BORROWER, made)).containsExactly(80, 90, 100);

    // Those who were accepted before are not dropped: they are received and cared for.
    String first = orders.get(0);
    assertThat(step(PROVIDER, first, "receive", "").status()).isEqualTo(200);
    assertThat(step(PROVIDER, first, "accept", "").status()).isEqualTo(200);
    assertThat(
            step(PROVIDER, first, "perform", Needs.date("performed-date", LocalDate.now(clock)))
                .status())
        .isEqualTo(200);
    assertThat(seen(BORROWER, made)).isEqualTo("cap 6: 3 + 3, exhausted, 14 0/2, 20 3/1");

    // One of the others cannot be taken after all; the place is free, and the fifth patient gets
    // it.
    assertThat(
            step(PROVIDER, orders.get(3), "reject", Needs.reason("order-fail-reason", "capacity"))
                .status())
        .isEqualTo(200);
    assertThat(levels(OWNER, made)).containsExactly(80);
    assertThat(step(BROKER, refused, "select", "").status()).isEqualTo(200);
    assertThat(seen(OWNER, made))
        .isEqualTo(seen(BORROWER, made))
        .isEqualTo("cap 6: 3 + 3, exhausted, 14 0/2, 20 3/1");

    // Whoever has nothing to do with the agreement sees none of it.
    Caller stranger = new Caller("s", Role.AVTALSCONTROLLER, Optional.of("12"), Optional.empty());
    assertThat(agreements.volumes(stranger, made.contractId(), clock.instant())).isEmpty();
  }

  /** A case from need to a selected provider; the order's id. */
  private String selected(Trial.Made made) {
    String task = accepted(made);
    assertThat(step(BROKER, task, "select", "").status()).isEqualTo(200);
    return api.get(PROVIDER, "/fhir/Task?code=fulfill&group-identifier=" + caseId(task))
        .first("\"resource\":\\{\"resourceType\":\"Task\",\"id\":\"([^\"]*)\"");
  }

  /** A case whose patient has said yes to the unit. */
  private String accepted(Trial.Made made) {
    String caseId =
        api.post(
                "referrer-dalarna",
                "/fhir/ServiceRequest",
                Needs.need("urn:oid:1.2.752.116.1.3.2.1.4", "UJF32", ""))
            .first("sid/case-id\",\"value\":\"([^\"]*)\"");
    String task =
        api.get(BROKER, "/fhir/Task?code=broker-case&group-identifier=" + caseId)
            .first("\"resource\":\\{\"resourceType\":\"Task\",\"id\":\"([^\"]*)\"");
    step(BROKER, task, "claim", "");
    step(BROKER, task, "assess", "");
    String inquiry = api.post(BROKER, "/fhir/Task", Needs.inquiry(task, made.serviceId())).id();
    step(
        PROVIDER,
        inquiry,
        "accept",
        Needs.date("earliest-date", LocalDate.now(clock).plusDays(20)));
    String offer = api.post(BROKER, "/fhir/Task", Needs.offer(task, inquiry)).id();
    step(BROKER, offer, "accept", "");
    assertThat(state(task)).isEqualTo("patient-accepted");
    return task;
  }

  private Api.Answer step(String persona, String task, String verb, String more) {
    String version = api.get(persona, "/fhir/Task/" + task).first("\"versionId\":\"(\\d+)\"");
    return api.post(
        persona, "/fhir/Task/" + task + "/$transition", Needs.step(verb, version, more));
  }

  private String state(String task) {
    return api.get(BROKER, "/fhir/Task/" + task)
        .first(
            "\"businessStatus\":\\{\"coding\":\\[\\{\"system\":\"[^\"]*\",\"code\":\"([^\"]*)\"");
  }

  private String caseId(String task) {
    return api.get(BROKER, "/fhir/Task/" + task).first("sid/case-id\",\"value\":\"([^\"]*)\"");
  }

  private String seen(Caller caller, Trial.Made made) {
    VolumeStatus status =
        agreements.volumes(caller, made.contractId(), clock.instant()).orElseThrow().get(0);
    StringBuilder seen =
        new StringBuilder(
            "cap %d: %d + %d, %s"
                .formatted(
                    status.cap().orElseThrow(),
                    status.reserved(),
                    status.consumed(),
                    status.state()));
    status
        .regions()
        .forEach(r -> seen.append(", %s %d/%d".formatted(r.region(), r.reserved(), r.consumed())));
    return seen.toString();
  }

  private List<Integer> levels(Caller caller, Trial.Made made) {
    return agreements
        .view(caller, made.contractId(), clock.instant())
        .orElseThrow()
        .alerts()
        .stream()
        .filter(alert -> alert.kind().equals("volume"))
        .map(AgreementAlert::level)
        .sorted(Comparator.naturalOrder())
        .toList();
  }
}
