package se.vardformedling.agreement;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import se.vardformedling.agreement.Ledger.Asset;
import se.vardformedling.agreement.Ledger.Entry;
import se.vardformedling.fhir.OwnRows;
import se.vardformedling.fhir.Problem;
import se.vardformedling.identifier.IdentityScanner;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;

/**
 * Takvolym: reserved when a provider is selected, consumed when the care is performed, released
 * when neither comes to pass, adjusted by the owner. Always in the caller's transaction; the
 * counter's row is locked before it is judged, and the database refuses more than the cap. What the
 * same key has done already is not done again.
 */
@Component
public class Volumes {
  private static final int LONGEST_REASON = 300;
  private static final int SHORTEST_REASON = 3;

  private final Ledger ledger;
  private final Agreements agreements;
  private final AgreementRelations relations;
  private final Alerts alerts;
  private final OwnRows rows;

  Volumes(
      Ledger ledger,
      Agreements agreements,
      AgreementRelations relations,
      Alerts alerts,
      OwnRows rows) {
    this.ledger = ledger;
    this.agreements = agreements;
    this.relations = relations;
    this.alerts = alerts;
    this.rows = rows;
  }

  /**
   * A correction of what has been used.
   *
   * @param vardtjanst empty if the service has one counter
   * @param region länskod of the calling region whose use is corrected: one that may call off, or
   *     has
   * @param places added to what is used, at most the cap; below zero to take away
   * @param reason 3 to 300 characters, with nothing that identifies a patient
   * @param key the same for the same correction, so that it is made once
   */
  public record Adjustment(
      String contractId,
      String serviceId,
      String vardtjanst,
      String region,
      int places,
      String reason,
      String key) {}

  /**
   * Care given without a reservation, told of afterwards.
   *
   * @param vardtjanst empty if the service has one counter
   * @param orderId what the report is about; told twice it is counted once
   */
  public record LateReport(
      String contractId,
      String serviceId,
      String vardtjanst,
      String region,
      String caseId,
      String orderId) {}

  /**
   * Takes one place under the agreement that the region would use; under the next, if somebody has
   * just taken the last one of it.
   *
   * @return the agreement's id
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public String reserve(String caseId, String orderId, String serviceId, CallOff callOff) {
    String key = orderId + ":reserve";
    Optional<Entry> done = ledger.find(key);
    if (done.isPresent()) {
      return done.get().asset().contractId();
    }
    List<Term> usable = agreements.usable(serviceId, callOff);
    for (Term term : usable) {
      ledger.mark();
      Optional<Asset> asset = asset(term, callOff.region()).filter(this::room);
      // An agreement that is being written may have moved the counter while we waited for it.
      if (asset.isPresent() && asset.equals(asset(term, callOff.region()))) {
        post(new Entry(asset.get(), caseId, orderId, "reserve", 1, false, actor(), null, key));
        return term.contractId();
      }
      ledger.letGo();
    }
    throw usable.isEmpty()
        ? agreements.refusal(serviceId, callOff)
        : Problem.VOLUME_EXHAUSTED.because(usable.get(0).contractId());
  }

  private Optional<Asset> asset(Term term, String region) {
    return ledger.asset(term.contractId(), term.serviceId(), term.vardtjanst(), region);
  }

  /** The counter that is meant, which must be said where the service has several. */
  private Asset asked(String contractId, String serviceId, String vardtjanst, String region) {
    if (!vardtjanst.isEmpty()) {
      return ledger
          .asset(contractId, serviceId, vardtjanst, region)
          .orElseThrow(() -> Problem.NOT_FOUND.because(""));
    }
    List<String> counters = ledger.counters(contractId, serviceId);
    if (counters.size() > 1 && !counters.contains("")) {
      throw Problem.BAD_PARAMETER.at(
          "service", "places are counted for each vårdtjänst: " + String.join(", ", counters));
    }
    return new Asset(contractId, serviceId, counters.size() == 1 ? counters.get(0) : "", region);
  }

  /** Under the lock of the agreement's counter, for this transaction. */
  private boolean room(Asset asset) {
    return ledger.lock(asset).map(counter -> VolumeRules.room(counter, 1)).orElse(false)
        && ledger.share(asset).map(share -> VolumeRules.room(share, 1)).orElse(true);
  }

  /** The place has been used. Nothing is held: nothing happens. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void consume(String orderId) {
    end(orderId, "consume");
  }

  /** The place is free again. Nothing is held: nothing happens. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void release(String orderId) {
    end(orderId, "release");
  }

  /** Care that was given is counted, above the cap too: it is flagged and shown, never dropped. */
  @Transactional
  void reportLate(LateReport report) {
    Asset asset =
        asked(report.contractId(), report.serviceId(), report.vardtjanst(), report.region());
    if (ledger.lock(asset).isEmpty()) {
      throw Problem.NOT_FOUND.because("");
    }
    String key = report.orderId() + ":consume";
    if (ledger.find(key).isEmpty()) {
      post(
          new Entry(
              asset, report.caseId(), report.orderId(), "consume", 1, true, actor(), null, key));
    }
  }

  /** Only the controller of the region that commissions the agreement corrects its figures. */
  @Transactional
  public void adjust(Caller caller, Adjustment asked) {
    if (!relations.sees(caller, asked.contractId())) {
      throw Problem.NOT_FOUND.because("");
    }
    if (caller.role() != Role.AVTALSCONTROLLER || !relations.owns(caller, asked.contractId())) {
      throw Problem.ACTOR_NOT_ALLOWED.because("Contract");
    }
    rows.change("Contract/" + asked.contractId());
    String reason = reason(asked.reason());
    Asset asset = asked(asked.contractId(), asked.serviceId(), asked.vardtjanst(), asked.region());
    VolumeRules.Counter counter =
        ledger.lock(asset).orElseThrow(() -> Problem.NOT_FOUND.because(""));
    if (ledger.find(asked.key()).isPresent()) {
      return;
    }
    int used = ledger.share(asset).map(VolumeRules.Counter::consumed).orElse(0);
    if (used == 0 && !mayCallOff(asset)) {
      throw Problem.CODE_INVALID.at("region", "may not call off under the agreement");
    }
    VolumeRules.adjustFault(counter, used, asked.places())
        .ifPresent(
            fault -> {
              throw Problem.VALUE_INVALID.at("places", fault);
            });
    post(
        new Entry(
            asset,
            null,
            null,
            "adjust",
            asked.places(),
            false,
            caller.subject(),
            reason,
            asked.key()));
  }

  private boolean mayCallOff(Asset asset) {
    return agreements.terms(List.of(asset.serviceId())).stream()
        .filter(term -> term.contractId().equals(asset.contractId()))
        .anyMatch(term -> TermRules.entitled(term, asset.region()));
  }

  private void end(String orderId, String kind) {
    Optional<Entry> held = ledger.open(orderId);
    if (held.isEmpty()) {
      return;
    }
    Asset asset = held.get().asset();
    ledger.lock(asset);
    // Another may have ended it while we waited for the lock.
    if (ledger.open(orderId).isPresent()) {
      post(
          new Entry(
              asset,
              held.get().caseId(),
              orderId,
              kind,
              held.get().quantity(),
              false,
              actor(),
              null,
              orderId + ":" + kind));
    }
  }

  private void post(Entry entry) {
    ledger.post(entry);
    Asset asset = entry.asset();
    alerts.volume(asset.contractId(), asset.serviceId(), asset.vardtjanst());
  }

  private static String reason(@Nullable String reason) {
    String given = reason == null ? "" : reason.strip();
    if (given.length() < SHORTEST_REASON) {
      throw Problem.REASON_MANDATORY.at("reason", "");
    }
    if (given.length() > LONGEST_REASON) {
      throw Problem.VALUE_INVALID.at("reason", "at most 300 characters");
    }
    if (IdentityScanner.scan(given, IdentityScanner.Place.TEXT).isPresent()) {
      throw Problem.PHI_DETECTED.at("reason", "");
    }
    return given;
  }

  private static String actor() {
    Caller caller = Caller.current();
    return caller.role() == Role.ANONYMOUS ? Caller.system().subject() : caller.subject();
  }
}
