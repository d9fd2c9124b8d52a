package se.vardformedling.web.cases;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import se.vardformedling.agreement.Agreements;
import se.vardformedling.agreement.Applicable;
import se.vardformedling.agreement.PriceTerms;
import se.vardformedling.catalogue.Catalogue;
import se.vardformedling.collaboration.Collaboration;
import se.vardformedling.collaboration.Collaborations;
import se.vardformedling.referral.CaseView;
import se.vardformedling.referral.Leaflets;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;
import se.vardformedling.waitingtime.Wait;
import se.vardformedling.waitingtime.WaitRules;
import se.vardformedling.waitingtime.WaitingTimes;
import se.vardformedling.web.leaflet.Leaflet;
import se.vardformedling.web.words.Words.Say;

/**
 * What the page of a case tells beside the case itself: the terms, and what the patient has got.
 */
@Component
class BesideCase {
  private static final Set<String> STANDING = Set.of("offer-made", "selected");
  private static final int FEW = 20;
  private final Agreements agreements;
  private final Catalogue catalogue;
  private final WaitingTimes waits;
  private final Leaflets leaflets;
  private final Collaborations collaborations;
  private final Clock clock;

  BesideCase(
      Agreements agreements,
      Catalogue catalogue,
      WaitingTimes waits,
      Leaflets leaflets,
      Collaborations collaborations,
      Clock clock) {
    this.catalogue = catalogue;
    this.waits = waits;
    this.agreements = agreements;
    this.collaborations = collaborations;
    this.leaflets = leaflets;
    this.clock = clock;
  }

  /**
   * On what terms one provider would be paid.
   *
   * @param contractId the agreement that the region would call off; empty when there is none
   * @param agreement what it is called; empty likewise
   * @param checklist what the region has agreed with the unit; empty when nothing was begun
   */
  public record Terms(
      String unit,
      Optional<String> contractId,
      String agreement,
      String price,
      String left,
      List<String> warnings,
      Optional<Collaboration> checklist) {}

  /** Of each provider that stands by its yes; only for the region that would pay. */
  List<Terms> terms(Caller caller, CaseView view, Say say) {
    if (caller.role() != Role.VARDFORMEDLARE || caller.region().isEmpty()) {
      return List.of();
    }
    List<Terms> found = new ArrayList<>();
    List<Collaboration> agreed = collaborations.list(caller);
    for (CaseView.Item item : view.tasks()) {
      if (STANDING.contains(item.state().code()) && item.service().isPresent()) {
        String service = item.service().get().code();
        String unit = ShownCase.called(item, say);
        Optional<Applicable> best =
            agreements
                .applicable(
                    caller,
                    new Applicable.Question(
                        caller.region().get(),
                        view.need().vardtjanst().code(),
                        service,
                        "",
                        LocalDate.now(clock),
                        1))
                .stream()
                .findFirst();
        Optional<Collaboration> checklist =
            agreed.stream().filter(row -> row.serviceId().equals(service)).findFirst();
        found.add(
            best.map(agreement -> terms(unit, agreement, checklist, say))
                .orElseGet(() -> none(unit, checklist, say)));
      }
    }
    return found;
  }

  private static Terms none(String unit, Optional<Collaboration> checklist, Say say) {
    return new Terms(
        unit,
        Optional.empty(),
        "",
        say.the("reason.no-usable-agreement"),
        "",
        List.of(),
        checklist);
  }

  private static Terms terms(
      String unit, Applicable agreement, Optional<Collaboration> checklist, Say say) {
    PriceTerms price = agreement.price();
    Long ore = price.unitOre();
    String model = price.model();
    String amount = ore == null ? say.the("figure.missing") : say.kronor(ore);
    return new Terms(
        unit,
        Optional.of(agreement.contractId()),
        agreement
            .validTo()
            .map(
                to ->
                    say.the(
                        "case.terms.agreement", agreement.validFrom().toString(), to.toString()))
            .orElseGet(
                () -> say.the("case.terms.agreement.open", agreement.validFrom().toString())),
        model == null ? amount : amount + ", " + say.code("price-model", model),
        agreement.left().map(left -> say.number(left, 0)).orElseGet(() -> say.the("find.nocap")),
        agreement.warnings().stream().map(code -> say.the("case.terms." + code)).toList(),
        checklist);
  }

  /**
   * How long one waits at the unit that referred, as a suggestion for what the patient is told.
   *
   * @param what which clock and n
   * @param source who says so, and of which day
   */
  public record HomeWait(long days, String what, String source) {}

  /** Empty when that unit does not give the care, or nothing fresh is known. */
  Optional<HomeWait> homeWait(CaseView view, Say say) {
    List<String> services =
        catalogue.servicesOf(view.need().requesterId(), view.need().vardtjanst().code());
    String vardtjanst = view.need().vardtjanst().code();
    return WaitRules.speaking(
            WaitRules.about(vardtjanst, waits.medians(services)), LocalDate.now(clock))
        .map(
            wait ->
                new HomeWait(
                    Math.round(wait.days()),
                    say.the("figure.clock." + wait.kind(), shownN(wait)),
                    say.the(
                        "figure.source",
                        say.code("wait-source", wait.source()),
                        wait.asOf().toString())));
  }

  /** What the leaflet says of what a patient must hear with an offer, to read aloud. */
  static List<String> aloud(String region, Say say) {
    Leaflet leaflet =
        new Leaflet(Leaflet.Variant.of(say.language().getLanguage()), Optional.of(region), false);
    return List.of(leaflet.text("cost.text"), leaflet.text("answer.text"));
  }

  /** Small numbers are told as such. */
  private static String shownN(Wait wait) {
    return wait.n() < FEW ? "<" + FEW : String.valueOf(wait.n());
  }

  List<Leaflets.Given> leaflets(Caller caller, String caseId) {
    return leaflets.of(caller, caseId);
  }

  void give(Caller caller, String caseId, String channel, String version) {
    leaflets.give(caller, caseId, channel, version);
  }
}
