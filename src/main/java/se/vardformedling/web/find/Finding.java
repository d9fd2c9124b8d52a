package se.vardformedling.web.find;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import se.vardformedling.catalogue.Catalogue;
import se.vardformedling.catalogue.Offer;
import se.vardformedling.catalogue.Position;
import se.vardformedling.catalogue.Units;
import se.vardformedling.search.FindProvider;
import se.vardformedling.search.Question;
import se.vardformedling.search.Site;
import se.vardformedling.search.Strategies;
import se.vardformedling.search.Strategy;
import se.vardformedling.search.Suitability;
import se.vardformedling.terminology.Concept;

/** Asks for providers on behalf of the form. */
@Component
public class Finding {
  private final FindProvider findProvider;
  private final Catalogue catalogue;
  private final Understood understood;
  private final Strategies strategies;
  private final Units units;
  private final Clock clock;

  Finding(
      FindProvider findProvider,
      Catalogue catalogue,
      Understood understood,
      Strategies strategies,
      Units units,
      Clock clock) {
    this.findProvider = findProvider;
    this.strategies = strategies;
    this.units = units;
    this.catalogue = catalogue;
    this.understood = understood;
    this.clock = clock;
  }

  /**
   * What came of it.
   *
   * @param meant the vårdtjänst asked for; empty when the words were not understood
   * @param others what else the words might mean
   * @param unclear why nothing is meant: several, unlisted or unknown
   * @param from where one travels from
   * @param region länskod of the region that asks
   */
  public record Found(
      Optional<Concept> meant,
      List<Concept> others,
      String unclear,
      Municipality from,
      String region,
      List<Hit> hits,
      List<Hit> excluded,
      LocalDate asOf) {}

  Found find(Wish wish, String region, Demands demands) {
    Understood.Meaning meaning = understood.of(wish.words());
    Municipality from =
        Municipality.of(wish.from()).orElseGet(() -> Municipality.in(region).get(0));
    LocalDate today = LocalDate.now(clock);
    if (meaning.meant().isEmpty()) {
      return found(meaning, from, region, List.of(), List.of(), today);
    }
    Concept first = meaning.meant().get();
    Position origin =
        catalogue.municipality(from.code()).map(Position::rounded).orElse(new Position(62, 15));
    FindProvider.Answer answer =
        findProvider.answer(question(wish, first.code(), origin, region, demands));
    Known known = new Known(places(answer), regions(answer));
    return found(
        meaning,
        from,
        region,
        hits(answer.matches(), known, true),
        hits(answer.excluded(), known, false),
        today);
  }

  private static Found found(
      Understood.Meaning meaning,
      Municipality from,
      String region,
      List<Hit> hits,
      List<Hit> excluded,
      LocalDate asOf) {
    return new Found(
        meaning.meant(), meaning.others(), meaning.unclear(), from, region, hits, excluded, asOf);
  }

  private Question question(
      Wish wish, String vardtjanst, Position origin, String region, Demands demands) {
    LocalDate today = LocalDate.now(clock);
    return new Question(
        Set.of(vardtjanst),
        origin,
        region,
        wish.distance(),
        wish.longestWait(),
        Optional.empty(),
        demands.due(today),
        today,
        demands.asked(),
        wish.agreement(),
        1,
        wish.onlyAnnounced() ? "announced-only" : "not-closed",
        "score",
        strategy(wish.strategy(), region, today),
        true,
        today,
        100,
        new Site(Set.of(), wish.operator()));
  }

  private Strategy strategy(String code, String region, LocalDate today) {
    return strategies.of(code, region, today).orElseGet(() -> strategies.standard(region, today));
  }

  private Map<String, String> places(FindProvider.Answer answer) {
    return catalogue.municipalities(
        Stream.concat(answer.matches().stream(), answer.excluded().stream())
            .map(Suitability::offer)
            .map(Offer::locationId)
            .distinct()
            .toList());
  }

  /** Länskoder of the regions that run the units, by unit. */
  private Map<String, String> regions(FindProvider.Answer answer) {
    return units.runBy(
        Stream.concat(answer.matches().stream(), answer.excluded().stream())
            .map(one -> one.offer().unitId())
            .distinct()
            .toList());
  }

  /** Municipalities by place, and regions by unit. */
  private record Known(Map<String, String> places, Map<String, String> regions) {}

  private static List<Hit> hits(List<Suitability> answers, Known known, boolean ranked) {
    List<Hit> hits = new ArrayList<>();
    for (Suitability answer : answers) {
      String place = known.places().getOrDefault(answer.offer().locationId(), "");
      String runBy = known.regions().getOrDefault(answer.offer().unitId(), "");
      hits.add(new Hit(ranked ? hits.size() + 1 : 0, answer, place, runBy));
    }
    return hits;
  }
}
