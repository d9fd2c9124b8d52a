package se.vardformedling.web.find;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import se.vardformedling.agreement.Term;
import se.vardformedling.catalogue.Acceptance;
import se.vardformedling.catalogue.Offer;
import se.vardformedling.search.Site;
import se.vardformedling.search.Suitability;
import se.vardformedling.waitingtime.Wait;
import se.vardformedling.web.Regions;
import se.vardformedling.web.sheet.Cell;
import se.vardformedling.web.words.Words.Say;

/** What is said of one provider, cell by cell; every figure with what it is. */
final class HitCells {
  private static final int FEW = 20;
  private final Say say;
  private final String region;
  private final LocalDate today;

  /**
   * In one language.
   *
   * @param region länskod of the region that asks
   */
  HitCells(Say say, String region, LocalDate today) {
    this.say = say;
    this.region = region;
    this.today = today;
  }

  /** The unit, where it is and who runs it; before that, how it stands to the case. */
  Cell unit(Hit hit, List<String> first) {
    Offer offer = hit.suitability().offer();
    Cell name = Cell.of(offer.unitName()).to("/app/enhet/" + offer.unitId()).notes(first);
    String town = Municipality.of(hit.municipality()).map(Municipality::name).orElse("");
    String where = Regions.name(hit.county()).orElse("");
    return name.note(town.isEmpty() ? where : town + ", " + where).note(operator(hit));
  }

  /** In whose regi: the region's own, another's by name, or nobody's of them. */
  private String operator(Hit hit) {
    String operator = new Site.Standing(hit.county(), hit.runBy()).operator(region);
    return operator.equals(Site.OTHER)
        ? say.the("find.operator.of", Regions.name(hit.runBy()).orElse(hit.runBy()))
        : say.the("find.operator." + operator);
  }

  Cell rank(Hit hit) {
    return Cell.of(String.valueOf(hit.rank()), hit.rank());
  }

  Cell distance(Hit hit) {
    return hit.suitability()
        .distanceKm()
        .map(km -> Cell.of(say.the("figure.km", say.number(km, 0)), Math.rint(km)))
        .orElseGet(() -> Cell.missing(say.the("figure.missing")));
  }

  Cell wait(Hit hit) {
    Optional<Wait> wait = hit.suitability().waiting();
    if (wait.isEmpty()) {
      boolean old = hit.suitability().warnings().contains("stale-wait");
      return Cell.missing(say.the("figure.missing"))
          .note(say.the(old ? "find.wait.stale" : "find.wait.none"));
    }
    Wait known = wait.get();
    String n = known.n() < FEW ? "<" + FEW : String.valueOf(known.n());
    return Cell.of(say.days(known.days()), known.days())
        .tone(known.days() > 90 ? "bad" : "")
        .note(say.the("figure.clock." + known.kind(), n))
        .note(known.ofLonger() ? say.the("find.wait.longer", known.span()) : "")
        .note(
            known
                .forecast()
                .map(
                    f ->
                        say.the(
                            "waits.forecast.interval",
                            say.number(f.low(), 0),
                            say.number(f.high(), 0)))
                .orElse(""))
        .note(
            say.the(
                "figure.source", say.code("wait-source", known.source()), known.asOf().toString()));
  }

  Cell capacity(Hit hit) {
    Offer offer = hit.suitability().offer();
    boolean over = offer.capacityUntil().map(today::isAfter).orElse(false);
    String code = over ? "unknown" : offer.capacity();
    String tone =
        switch (code) {
          case "announced" -> "good";
          case "closed" -> "bad";
          case "unknown" -> "quiet";
          default -> "";
        };
    Cell cell = Cell.of(say.code("capacity-status", code)).tone(tone);
    return offer
        .capacityUntil()
        .filter(until -> !over)
        .map(until -> cell.note(say.the("find.until", until.toString())))
        .orElse(cell);
  }

  Cell agreement(Hit hit, String agreement) {
    Optional<Term> term = hit.suitability().term();
    if (agreement.equals("any")) {
      return Cell.of(say.the("find.agreement.ignored")).tone("quiet");
    }
    if (term.isEmpty()) {
      String why =
          why(hit)
              .filter(reason -> !reason.isEmpty())
              .orElse(say.the("reason.no-usable-agreement"));
      return Cell.of(say.the("find.agreement.no")).tone("warn").note(why);
    }
    Cell cell = Cell.of(say.the("find.agreement.yes")).tone("good");
    cell = cell.note(say.the("find.agreement.owner", owner(term.get())));
    Optional<LocalDate> end = term.get().validTo();
    return end.isPresent() ? cell.note(say.the("find.until", end.get().toString())) : cell;
  }

  Cell left(Hit hit) {
    return hit.suitability()
        .term()
        .map(
            term ->
                term.remaining()
                    .map(left -> Cell.of(String.valueOf(left), left).tone(left <= 5 ? "warn" : ""))
                    .orElseGet(() -> Cell.of(say.the("find.nocap")).tone("quiet")))
        .orElseGet(() -> Cell.missing("–"));
  }

  Cell price(Hit hit) {
    return hit.suitability()
        .term()
        .flatMap(
            term ->
                term.priceOre()
                    .map(
                        ore ->
                            Cell.of(say.kronor(ore), ore / 100.0)
                                .note(
                                    term.priceModel()
                                        .map(model -> say.code("price-model", model))
                                        .orElse(""))))
        .orElseGet(() -> Cell.missing("–"));
  }

  Cell accepts(Hit hit) {
    List<String> lines =
        hit.suitability().offer().acceptance().stream().map(this::acceptance).toList();
    return lines.isEmpty()
        ? Cell.missing(say.the("find.accepts.all"))
        : Cell.of(lines.get(0)).notes(lines.subList(1, lines.size()));
  }

  Cell obstacles(Hit hit) {
    List<String> reasons =
        hit.suitability().excluded().stream().map(r -> say.the("reason." + r)).toList();
    Cell cell = Cell.of(reasons.get(0)).notes(reasons.subList(1, reasons.size()));
    return hit.suitability().nearMiss() ? cell.note(say.the("find.near")) : cell;
  }

  /** One component of the order: what it gave of what it could give. */
  Cell component(Suitability.Component part) {
    double points = part.normalised() * part.weight() * 100;
    return Cell.of(say.number(points, 1), points);
  }

  Cell score(Hit hit) {
    return Cell.of(say.number(hit.suitability().score() * 100, 1), hit.suitability().score() * 100);
  }

  private String acceptance(Acceptance acceptance) {
    String name = say.code("criterion", acceptance.criterion());
    if (!acceptance.allowed().isEmpty()) {
      return name + " " + acceptance.allowed().stream().sorted().collect(Collectors.joining(", "));
    }
    List<String> ends = new ArrayList<>();
    ends.add(acceptance.low() == null ? "" : String.valueOf(acceptance.low()));
    ends.add(acceptance.high() == null ? "" : String.valueOf(acceptance.high()));
    return name + " " + String.join("–", ends);
  }

  private Optional<String> why(Hit hit) {
    return hit.suitability().warnings().stream()
        .filter(
            code ->
                code.startsWith("agreement-") && !code.equals("agreement-ends-soon")
                    || code.startsWith("no-usable")
                    || code.startsWith("region-")
                    || code.startsWith("volume-")
                    || code.startsWith("criteria-"))
        .findFirst()
        .map(code -> say.the("reason." + code));
  }

  private String owner(Term term) {
    return Regions.name(term.commissioner()).orElse(term.commissioner());
  }
}
